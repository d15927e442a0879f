"""Issuing a document: requested as a job, rendered by the worker, frozen with its checksum.

What is killed on the way leaves nothing half-done: the data is read, the paper rendered and the
file written whole under a name of its own before one short transaction makes the entry. Whatever
was issued before stays as it is.
"""

import hashlib
import json
import logging
from collections.abc import Mapping
from typing import TypedDict

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.files import no_room

from .. import storage, tasks
from ..enums import JobState
from ..heartbeat import Heartbeat
from ..models import IssuedDocument, Job
from ..recipes import Recipe, recipes
from ..rendering import Paper, RenderingUnavailable, render_paper

logger = logging.getLogger(__name__)

_OVERTAKEN = gettext_lazy("Der Auftrag wurde inzwischen aufgegeben oder neu begonnen.")
# How far a job is, in hundredths, when its data is read, its paper set, its file stored.
READ, SET, STORED, TOTAL = 5, 95, 98, 100


class IssueFailed(RuntimeError):
    """A paper could not be issued. The message is for people; nothing was lost."""


class Frozen(TypedDict):
    """Everything about a paper, as it stood in one moment; `data` has passed through JSON."""

    title: str
    authority: str
    draft: bool
    public: bool
    internal: bool
    data: dict[str, object]


@transaction.atomic
def request_issue(
    *, recipe: Recipe, subject: models.Model, options: Mapping[str, object], by
) -> Job:
    """Queue a paper for the worker. The caller has asked `rules.can_issue`.

    Who presses twice gets the job of the first press.
    """
    # Of two at once, one waits here and then finds what the other has asked for.
    LocalAuthority.objects.select_for_update(no_key=True).get(pk=recipe.authority(subject).pk)
    asked = Job.objects.asked_just_now(by).filter(kind=recipe.kind, options=dict(options))
    if again := asked.of(subject).first():
        return again
    job = _new_job(recipe, subject, options, by)
    tasks.issue.enqueue(job.pk)
    return job


def issue_now(
    *, recipe: Recipe, subject: models.Model, options: Mapping[str, object], by
) -> IssuedDocument:
    """The same without a worker, for a shell. Raises IssueFailed or RenderingUnavailable."""
    try:
        document = run_issue(_new_job(recipe, subject, options, by).pk)
    except OSError as error:
        raise IssueFailed(_explain(error)) from error
    if document is None:
        raise IssueFailed(_OVERTAKEN)
    return document


@transaction.atomic
def retry(*, job: Job, by) -> Job:
    """Queue a failed job once more. Raises ValidationError if it did not fail."""
    queued = Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.QUEUED,
        error="",
        phase="",
        done=0,
        queued_at=timezone.now(),
        started_at=None,
        finished_at=None,
        heartbeat_at=None,
        requested_by=by,
    )
    if not queued:
        raise ValidationError(_("Nur ein fehlgeschlagener Auftrag lässt sich wiederholen."))
    tasks.issue.enqueue(job.pk)
    job.refresh_from_db()
    return job


def run_issue(job_id: int) -> IssuedDocument | None:
    """Do the work of a job. Done already: its result. Taken by another worker: None.

    Whatever goes wrong is noted at the job in words and raised again for the worker's own record.
    """
    job = _start(job_id)
    if job is None:
        return IssuedDocument.objects.filter(job=job_id).first()
    try:
        with Heartbeat(job) as beat:
            return _issue(job, beat)
    except Exception as error:
        logger.exception("issuing failed: job %s", job_id)
        storage.remove_leftovers(job.token)
        _fail(job, _explain(error))
        raise


def preview(*, recipe: Recipe, subject: models.Model, options: Mapping[str, object]) -> Paper:
    """The paper as it would be issued now, marked as a preview, kept nowhere."""
    return _render(recipe, _frozen(recipe, subject, options), preview=True)


def _new_job(recipe: Recipe, subject: models.Model, options: Mapping[str, object], by) -> Job:
    return Job.objects.create(
        authority=recipe.authority(subject),
        kind=recipe.kind,
        subject_label=recipe.title_with(subject, options)[:300],
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        options=dict(options),
        total=TOTAL,
        requested_by=by,
    )


def _start(job_id: int) -> Job | None:
    """Take the job, in one statement: of two workers only one gets it."""
    now = timezone.now()
    taken = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        attempt=models.F("attempt") + 1,
        started_at=now,
        heartbeat_at=now,
        phase=_("Daten lesen"),
        done=0,
        total=TOTAL,
    )
    return Job.objects.select_related("authority", "requested_by").get(pk=job_id) if taken else None


def _issue(job: Job, beat: Heartbeat) -> IssuedDocument:
    recipe = recipes.get(job.kind)
    subject = _subject_of(job)
    if recipe is None or subject is None:
        raise IssueFailed(_("Was ausgegeben werden sollte, gibt es nicht mehr."))
    frozen = _frozen(recipe, subject, job.options)
    paper = _render(
        recipe, frozen, progress=lambda phase, share: beat.say(phase, _hundredths(share))
    )
    beat.say(_("Datei ablegen"), done=SET)
    name = storage.name_for(job.token, job.attempt)
    storage.write_whole(name, paper.pdf)
    beat.say(_("Eintragen"), done=STORED)
    document = _enter(job, frozen, paper, name)
    storage.remove_leftovers(job.token, keep=job.attempt)
    return document


def _hundredths(share: float) -> int:
    """Of the whole job, for a share of the setting of its paper."""
    return READ + round(share * (SET - READ))


def _subject_of(job: Job) -> models.Model | None:
    try:
        model = apps.get_model(job.subject_type)
    except LookupError:
        return None
    return model._default_manager.filter(pk=job.subject_id).first()


def _frozen(recipe: Recipe, subject: models.Model, options: Mapping[str, object]) -> Frozen:
    data = json.dumps(recipe.data(subject, options), cls=DjangoJSONEncoder)
    internal = recipe.internal(subject, options)
    return {
        "title": recipe.title_with(subject, options)[:300],
        "authority": str(recipe.authority(subject)),
        "draft": recipe.draft(subject),
        "public": recipe.public(subject) and not internal,
        "internal": internal,
        "data": json.loads(data),
    }


def _render(recipe: Recipe, frozen: Frozen, *, preview=False, progress=None) -> Paper:
    today = timezone.localdate()
    return render_paper(
        recipe.template,
        {"stichtag": f"{today:%d.%m.%Y}", **recipe.context(frozen["data"])},
        title=frozen["title"],
        authority=frozen["authority"],
        draft=frozen["draft"],
        preview=preview,
        files=recipe.files(frozen["data"]),
        progress=progress,
    )


@transaction.atomic
def _enter(job: Job, frozen: Frozen, paper: Paper, name: str) -> IssuedDocument:
    """The one short write: the entry and the end of the job. Raises IssueFailed if overtaken."""
    now = timezone.now()
    document = IssuedDocument.objects.create(
        authority=job.authority,
        kind=job.kind,
        title=frozen["title"],
        subject_type=job.subject_type,
        subject_id=job.subject_id,
        options=job.options,
        file=name,
        sha256=hashlib.sha256(paper.pdf).hexdigest(),
        size=len(paper.pdf),
        pages=paper.pages,
        unset=paper.unset[:200],
        data=frozen["data"],
        stichtag=timezone.localdate(now),
        draft=frozen["draft"],
        public=frozen["public"],
        internal=frozen["internal"],
        issued_by=job.requested_by,
        issued_at=now,
    )
    finished = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING).update(
        state=JobState.DONE,
        result=document,
        phase="",
        done=TOTAL,
        finished_at=now,
        heartbeat_at=now,
    )
    if not finished:
        raise IssueFailed(_OVERTAKEN)
    return document


def _fail(job: Job, error: str) -> None:
    Job.objects.filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING).update(
        state=JobState.FAILED, error=error, finished_at=timezone.now()
    )


def _explain(error: Exception) -> str:
    """What happened, that nothing was lost, what to do next."""
    if isinstance(error, IssueFailed | RenderingUnavailable):
        return str(error)
    if isinstance(error, OSError) and no_room(error):
        return _(
            "Der Speicherplatz ist voll, deshalb wurde nichts abgelegt. Es ging nichts verloren. "
            "Bitten Sie die technische Betreuung um Platz und versuchen Sie es dann erneut."
        )
    return _(
        "Das Dokument konnte nicht ausgegeben werden. Es ging nichts verloren, frühere Dokumente "
        "sind unverändert. Versuchen Sie es erneut; hilft das nicht, melden Sie der technischen "
        "Betreuung diesen Fehler: %(error)s"
    ) % {"error": type(error).__name__}
