"""What goes wrong on the way to a document: told at the job, and nothing half is left."""

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from integration_portal.documents import heartbeat, rendering, storage
from integration_portal.documents.actions import issue as issuing
from integration_portal.documents.actions.issue import (
    IssueFailed,
    issue_now,
    retry,
    run_issue,
)
from integration_portal.documents.enums import JobState
from integration_portal.documents.models import IssuedDocument, Job
from integration_portal.documents.models.issued_document import private_storage


def killed(*args, **kwargs):
    """No ordinary exception: nothing of ours runs after it but what always runs."""
    raise SystemExit


def files_of(job: Job) -> list[str]:
    folder = Path(private_storage().path(storage.name_for(job.token, 0))).parent
    return sorted(path.name for path in folder.glob(f"*{job.token}*"))


def test_a_killed_worker_leaves_the_old_file_and_a_job_that_says_so(issued, queued, monkeypatch):
    """Killed between the file and its entry: nothing runs any more, not even an except."""
    monkeypatch.setattr("integration_portal.documents.actions.issue._enter", killed)
    before = issued.file.open("rb").read()
    with pytest.raises(SystemExit):
        run_issue(queued.pk)
    Job.objects.filter(pk=queued.pk).update(heartbeat_at=timezone.now() - timedelta(seconds=61))

    marked = Job.objects.mark_silent()

    queued.refresh_from_db()
    assert marked == 1
    assert queued.state == JobState.FAILED
    assert "kein Lebenszeichen" in queued.error
    assert issued.file.open("rb").read() == before
    assert IssuedDocument.objects.count() == 1


def test_a_job_that_fell_silent_can_be_run_again(queued, officer, monkeypatch):
    monkeypatch.setattr(storage, "write_whole", killed)
    with pytest.raises(SystemExit):
        run_issue(queued.pk)
    monkeypatch.undo()
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(seconds=61))
    Job.objects.mark_silent()

    retry(job=queued, by=officer)

    queued.refresh_from_db()
    assert queued.state == JobState.DONE
    assert queued.attempt == 2
    assert files_of(queued) == [f"{queued.token}-2.pdf"]


def test_half_a_file_of_a_killed_worker_is_cleared_away(queued, officer):
    half = Path(private_storage().path(storage.name_for(queued.token, 1)))
    half.parent.mkdir(parents=True, exist_ok=True)
    half.with_name(f".{half.name}.part").write_bytes(b"%PDF")
    Job.objects.update(attempt=1)

    run_issue(queued.pk)

    assert files_of(queued) == [f"{queued.token}-2.pdf"]


def test_a_worker_given_up_for_dead_cannot_enter_its_paper(queued, monkeypatch):
    write = storage.write_whole

    def write_while_overtaken(name, content):
        write(name, content)
        Job.objects.filter(pk=queued.pk).update(attempt=7)

    monkeypatch.setattr(storage, "write_whole", write_while_overtaken)

    with pytest.raises(IssueFailed):
        run_issue(queued.pk)

    queued.refresh_from_db()
    assert (queued.state, queued.attempt) == (JobState.RUNNING, 7)
    assert IssuedDocument.objects.count() == 0


def test_a_job_taken_by_one_worker_is_not_taken_by_another(queued):
    Job.objects.filter(pk=queued.pk).update(
        state=JobState.RUNNING, heartbeat_at=timezone.now(), attempt=1
    )

    assert run_issue(queued.pk) is None
    assert IssuedDocument.objects.count() == 0


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_no_half_file(queued, monkeypatch, step):
    full = OSError(errno.ENOSPC, "No space left on device")

    def fail(*args, **kwargs):
        raise full

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="No space"):
        run_issue(queued.pk)
    monkeypatch.undo()

    queued.refresh_from_db()
    assert queued.state == JobState.FAILED
    assert queued.error.startswith("Der Speicherplatz ist voll")
    assert files_of(queued) == []


def test_a_missing_system_library_is_told_with_the_command_that_mends_it(
    queued, monkeypatch, officer
):
    def missing():
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(rendering, "_load_renderer", missing)
    rendering._press.cache_clear()

    with pytest.raises(rendering.RenderingUnavailable):
        run_issue(queued.pk)

    monkeypatch.undo()
    rendering._press.cache_clear()
    queued.refresh_from_db()
    assert "apt install libpango-1.0-0" in queued.error


def test_an_error_in_the_recipe_is_told_at_the_job(queued, recipe):
    recipe.breaks = ZeroDivisionError()

    with pytest.raises(ZeroDivisionError):
        run_issue(queued.pk)

    queued.refresh_from_db()
    assert queued.state == JobState.FAILED
    assert "ZeroDivisionError" in queued.error


@pytest.mark.parametrize("change", [{"subject_id": 0}, {"subject_type": "no.model"},
                                    {"kind": "unbekannt"}])  # fmt: skip
def test_a_subject_that_is_gone_fails_the_job(queued, change):
    Job.objects.filter(pk=queued.pk).update(**change)

    with pytest.raises(IssueFailed):
        run_issue(queued.pk)

    queued.refresh_from_db()
    assert queued.error == "Was ausgegeben werden sollte, gibt es nicht mehr."


def test_only_a_failed_job_can_be_repeated(queued, officer):
    with pytest.raises(ValidationError):
        retry(job=queued, by=officer)


def test_a_job_that_lives_is_not_marked_silent(queued):
    Job.objects.update(state=JobState.RUNNING, heartbeat_at=timezone.now())

    assert Job.objects.mark_silent() == 0
    assert Job.objects.going_on().get() == queued


def test_the_heart_beats_while_the_work_blocks(queued):
    long_ago = timezone.now() - timedelta(seconds=50)
    Job.objects.update(state=JobState.RUNNING, heartbeat_at=long_ago, attempt=1)
    queued.refresh_from_db()
    beat = heartbeat.Heartbeat(queued)

    beat.say("Seiten umbrechen: Seite 12", done=25)
    beat.beat()

    queued.refresh_from_db()
    assert queued.heartbeat_at > long_ago
    assert (queued.phase, queued.percent) == ("Seiten umbrechen: Seite 12", 25)


@pytest.mark.django_db(transaction=True)
def test_the_thread_beats_with_a_connection_of_its_own(queued):
    import time

    Job.objects.update(
        state=JobState.RUNNING, heartbeat_at=timezone.now() - timedelta(seconds=50), attempt=1
    )
    queued.refresh_from_db()

    with heartbeat.Heartbeat(queued, every=0.05) as beat:
        beat.say("Seiten umbrechen")
        for _try in range(100):
            if Job.objects.get().phase:
                break
            time.sleep(0.05)

    assert Job.objects.get().phase == "Seiten umbrechen"


def test_a_locked_database_does_not_stop_the_work(queued, monkeypatch):
    from django.db import OperationalError

    beaten = []

    def locked(self):
        beaten.append(1)
        raise OperationalError("database is locked")

    monkeypatch.setattr(heartbeat.Heartbeat, "beat", locked)

    with heartbeat.Heartbeat(queued, every=0.01) as beat:
        while not beaten:
            beat._stop.wait(0.01)

    assert beaten


def test_what_another_worker_took_is_said_in_the_shell(recipe, authority, officer, monkeypatch):
    monkeypatch.setattr(issuing, "run_issue", lambda job_id: None)

    with pytest.raises(IssueFailed):
        issue_now(recipe=recipe, subject=authority, options={}, by=officer)
