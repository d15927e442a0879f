"""From a request to a frozen file, and what may go wrong on the way."""

import errno
import hashlib
import os
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from integration_portal.documents import heartbeat, rendering, rules, storage, tasks
from integration_portal.documents.actions import issue as issuing
from integration_portal.documents.actions.issue import (
    IssueFailed,
    issue_now,
    preview,
    request_issue,
    retry,
    run_issue,
)
from integration_portal.documents.actions.withdraw import erase, withdraw
from integration_portal.documents.enums import JobState
from integration_portal.documents.models import IssuedDocument, Job
from integration_portal.documents.models.issued_document import private_storage
from integration_portal.documents.recipes import Recipe, Registry, recipes
from tests.documents import reading
from tests.documents.reading import complaints


@pytest.fixture
def queued(recipe, authority, officer):
    """A job that no worker has taken yet."""
    return Job.objects.create(
        authority=authority,
        kind=recipe.kind,
        subject_label="Papier",
        subject_type="accounts.localauthority",
        subject_id=authority.pk,
        total=4,
        requested_by=officer,
    )


def killed(*args, **kwargs):
    """No ordinary exception: nothing of ours runs after it but what always runs."""
    raise SystemExit


def files_of(job: Job) -> list[str]:
    folder = Path(private_storage().path(storage.name_for(job.token, 0))).parent
    return sorted(path.name for path in folder.glob(f"*{job.token}*"))


def test_an_issued_document_is_frozen_with_its_checksum(issued, authority, officer):
    content = issued.file.open("rb").read()

    assert issued.sha256 == hashlib.sha256(content).hexdigest()
    assert (issued.size, issued.pages) == (len(content), 2)
    assert issued.stichtag == timezone.localdate()
    assert (issued.issued_by, issued.authority) == (officer, authority)
    assert issued.data["name"] == "Stadt Waiblingen"
    assert issued.title == "Fortschreibung: Waiblingen"
    assert complaints(content) == {}


@pytest.fixture
def no_worker(monkeypatch):
    monkeypatch.setattr(tasks, "issue", SimpleNamespace(enqueue=lambda *_args: None))


def test_who_presses_twice_gets_the_job_of_the_first_press(
    no_worker, recipe, authority, officer, django_user_model
):
    def press(by=officer, **options):
        return request_issue(recipe=recipe, subject=authority, options=options, by=by)

    first, second = press(a=1), press(a=1)
    Job.objects.update(state=JobState.RUNNING, heartbeat_at=timezone.now(), attempt=1)
    while_it_begins = press(a=1)

    assert first == second == while_it_begins
    assert first != press(a=2)
    assert first != press(django_user_model.objects.create_user("a@b.example"), a=1)


def test_who_asks_again_while_it_runs_means_the_state_of_now(no_worker, recipe, authority, officer):
    ask = {"recipe": recipe, "subject": authority, "options": {}, "by": officer}
    first = request_issue(**ask)
    now = timezone.now()
    Job.objects.update(
        state=JobState.RUNNING, heartbeat_at=now, attempt=1, queued_at=now - timedelta(seconds=9)
    )

    assert request_issue(**ask) != first


def test_a_request_becomes_a_job_that_the_worker_finishes(recipe, authority, officer):
    job = request_issue(recipe=recipe, subject=authority, options={"a": 1}, by=officer)

    job.refresh_from_db()
    assert (job.state, job.percent, job.error) == (JobState.DONE, 100, "")
    assert job.result.options == {"a": 1}
    assert job.requested_by == officer


def test_running_a_finished_job_again_changes_nothing(issued):
    again = run_issue(issued.job.pk)

    assert again == issued
    assert IssuedDocument.objects.count() == 1


def test_a_draft_bears_the_mark_and_is_kept_from_readers(recipe, authority, officer, reader):
    recipe.is_draft = True

    document = issue_now(recipe=recipe, subject=authority, options={}, by=officer)

    assert "ENTWURF" in reading.words(document.file.open("rb").read())
    assert not IssuedDocument.objects.visible_to(reader).exists()


def test_a_preview_leaves_nothing_behind(recipe, authority):
    paper = preview(recipe=recipe, subject=authority, options={})

    assert "Vorschau – nicht ausgegeben" in reading.words(paper.pdf)
    assert (Job.objects.count(), IssuedDocument.objects.count()) == (0, 0)


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

    beat.say("Seiten umbrechen: Seite 12", done=1)
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


def test_a_withdrawn_document_stays_with_its_reason(issued, officer, reader):
    withdraw(document=issued, reason=" Falsche  Zahlen ", by=officer)

    issued.refresh_from_db()
    assert (issued.withdrawn_reason, issued.withdrawn_by) == ("Falsche Zahlen", officer)
    assert issued.file.open("rb").read().startswith(b"%PDF")
    assert IssuedDocument.objects.visible_to(officer).get() == issued
    assert not IssuedDocument.objects.visible_to(reader).exists()
    assert not IssuedDocument.objects.valid().exists()


def test_erasing_takes_file_and_data_and_leaves_entry_and_checksum(issued, officer):
    path, checksum = Path(issued.file.path), issued.sha256

    erase(document=issued, reason="Löschverlangen", by=officer)

    issued.refresh_from_db()
    assert (issued.file.name, issued.data, issued.options) == ("", {}, {})
    assert (issued.sha256, issued.erased_by) == (checksum, officer)
    assert not path.exists()


@pytest.mark.parametrize("action", [withdraw, erase])
@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_taking_back_needs_a_reason(issued, officer, action, reason):
    with pytest.raises(ValidationError):
        action(document=issued, reason=reason, by=officer)


@pytest.mark.parametrize("action", [withdraw, erase])
def test_taking_back_happens_once(issued, officer, action):
    action(document=issued, reason="Grund", by=officer)

    with pytest.raises(ValidationError):
        action(document=issued, reason="Grund", by=officer)


def test_a_file_that_is_gone_already_is_no_error():
    storage.remove("dokumente/gibt-es-nicht.pdf")
    storage.remove_leftovers("gibtesnicht")


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "x"},
        {"size": 0},
        {"pages": 0},
        {"withdrawn_at": timezone.now()},
        {"withdrawn_reason": "Grund"},
        {"erased_at": timezone.now(), "erased_reason": "Grund"},
        {"file": ""},
    ],
)
def test_the_database_refuses_a_broken_entry(issued, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedDocument.objects.filter(pk=issued.pk).update(**change)


@pytest.mark.parametrize("change", [{"state": "done"}, {"state": "running"}])
def test_the_database_refuses_a_broken_job(queued, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=queued.pk).update(**change)


def test_documents_are_found_by_their_subject(issued, authority, neighbour):
    assert IssuedDocument.objects.of(authority).get() == issued
    assert not IssuedDocument.objects.of(neighbour).exists()


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("officer", True),
        ("reader", True),
        ("administrator", False),
        ("contributor", False),
        ("neighbour_officer", False),
        ("member_officer", False),
        ("operator", False),
    ],
)
def test_who_sees_an_issued_document(issued, persona, name, sees):
    assert IssuedDocument.objects.visible_to(persona(name)).exists() is sees


def test_a_document_that_is_not_public_is_for_officers(recipe, authority, officer, reader):
    recipe.is_public = False

    issue_now(recipe=recipe, subject=authority, options={}, by=officer)

    assert not IssuedDocument.objects.visible_to(reader).exists()


def test_who_may_do_what_with_a_document(issued, officer, reader, neighbour_officer):
    for rule in (rules.can_withdraw, rules.can_erase):
        assert rule(officer, issued)
        assert not rule(reader, issued)
        assert not rule(neighbour_officer, issued)
    assert rules.can_retry(officer, issued.job)
    assert not rules.can_retry(reader, issued.job)


def test_an_erased_document_can_no_longer_be_withdrawn(issued, officer):
    erased = erase(document=issued, reason="Grund", by=officer)

    assert not rules.can_withdraw(officer, erased)
    assert not rules.can_erase(officer, erased)


def test_the_file_has_a_name_for_readers(issued):
    assert issued.filename == f"fortschreibung-waiblingen-{timezone.localdate()}.pdf"
    assert issued.kind_label == "Musterpapier"
    assert str(issued) == "Fortschreibung: Waiblingen"
    assert str(issued.job) == "Fortschreibung: Waiblingen"


def test_a_kind_nobody_knows_any_more_shows_its_name(issued):
    recipes.unregister("musterpapier")

    assert issued.kind_label == "musterpapier"


def test_the_registry_keeps_the_order():
    registry, first, second = Registry(), Recipe(), Recipe()
    first.kind, second.kind = "b", "a"

    registry.register(first)
    registry.register(second)

    assert registry.kinds() == ["b", "a"]
    assert registry.all() == (first, second)


def test_a_recipe_asks_for_what_it_must_know(authority, officer):
    plain = Recipe()

    for call in (
        lambda: plain.subjects(authority, officer),
        lambda: plain.find(authority, "1", officer),
        lambda: plain.data(authority, {}),
    ):
        with pytest.raises(NotImplementedError):
            call()
    assert plain.key(authority) == str(authority.pk)
    assert plain.title(authority) == "Stadt Waiblingen"
    assert (plain.context({"a": 1}), plain.files({}), plain.read_options({})) == ({"a": 1}, {}, {})
    assert (plain.draft(authority), plain.public(authority)) == (False, False)
    assert plain.readable_by(officer) is None


def test_states_have_a_tone():
    assert [state.tone for state in JobState] == ["neutral", "neutral", "ok", "bad"]


def test_what_another_worker_took_is_said_in_the_shell(recipe, authority, officer, monkeypatch):
    monkeypatch.setattr(issuing, "run_issue", lambda job_id: None)

    with pytest.raises(IssueFailed):
        issue_now(recipe=recipe, subject=authority, options={}, by=officer)
