"""A real worker is killed while it sets a paper: nothing is lost, and the job says so."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as portal_settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from council.models import CouncilPaper
from integration_portal.accounts.models import User
from integration_portal.documents.actions.issue import request_issue
from integration_portal.documents.enums import JobState
from integration_portal.documents.models import IssuedDocument, Job
from integration_portal.documents.models import job as jobs
from integration_portal.documents.recipes import recipes
from tests.browser.portal import WORKER, connected, copy
from tests.factories.documents import CONTENT, IssuedDocumentFactory
from tests.live import ROOT, Portal
from tests.prepared import default

pytestmark = pytest.mark.pdf

WITHIN = 60  # seconds for a worker to come up and to finish one paper on a busy machine


@pytest.fixture
def house(_demo_database, django_db_blocker, tmp_path, settings):
    """A portal of its own with the demo and a queue for workers, and its web pages here."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    portal = Portal(tmp_path)
    portal.environment["PORTAL_FILES_DIR"] = str(portal_settings.FILES_DIR)
    file = tmp_path / "portal.sqlite3"
    copy(_demo_database, file)
    with django_db_blocker.unblock():
        connection = connected(file)
        with default(connection):
            yield portal
        connection.close()


@contextmanager
def worker(portal: Portal):
    """The task worker as `make demo` starts it."""
    process = subprocess.Popen(
        [sys.executable, *WORKER, "--verbosity=0"], cwd=ROOT, env=portal.environment
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(job: Job, state: JobState) -> None:
    until = time.monotonic() + WITHIN
    while job.state != state:
        assert time.monotonic() < until, (job.state, job.error)
        time.sleep(0.02)
        job.refresh_from_db()


def test_a_killed_worker_loses_nothing_and_its_job_is_done_by_the_next(house, monkeypatch):
    paper = CouncilPaper.objects.get(authority__slug="waiblingen", number="", state="sent")
    officer = User.objects.get(email="integration@portal.example")
    recipe = recipes.get("sitzungsvorlage")
    old = IssuedDocumentFactory(
        authority=paper.authority,
        subject_type=paper._meta.label_lower,
        subject_id=paper.pk,
        file=ContentFile(CONTENT, name="alt.pdf"),
        sha256=hashlib.sha256(CONTENT).hexdigest(),
    )
    job = request_issue(recipe=recipe, subject=paper, options={}, by=officer)
    browser = Client()
    browser.force_login(officer)

    with worker(house) as process:
        wait_until(job, JobState.RUNNING)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    killed_at = timezone.now()

    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.RUNNING, None)
    # From its last sign of life on it is silent: within a minute after the end it has failed.
    assert timedelta(minutes=1) == jobs.SILENCE
    assert job.heartbeat_at <= killed_at
    monkeypatch.setattr(jobs, "SILENCE", timedelta(seconds=1))
    time.sleep(max(0, 1.1 - (timezone.now() - job.heartbeat_at).total_seconds()))
    page = browser.get(job.get_absolute_url()).content.decode()
    assert "Der Auftrag ist abgebrochen" in page
    again = reverse("documents:job_retry", args=[paper.authority.slug, job.pk])
    assert f'action="{again}"' in page
    assert Path(old.file.path).read_bytes() == CONTENT
    assert IssuedDocument.objects.filter(subject_id=paper.pk).get() == old

    monkeypatch.undo()
    browser.post(again)
    job.refresh_from_db()
    with worker(house):
        wait_until(job, JobState.DONE)

    assert (job.attempt, job.error) == (2, "")
    pdf = Path(job.result.file.path).read_bytes()
    assert (hashlib.sha256(pdf).hexdigest(), pdf[:5]) == (job.result.sha256, b"%PDF-")
    assert Path(old.file.path).read_bytes() == CONTENT
