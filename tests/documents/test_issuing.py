"""From a request to a frozen file, and who sees it."""

import hashlib
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from integration_portal.documents import rules, tasks
from integration_portal.documents.actions.issue import (
    issue_now,
    preview,
    request_issue,
    run_issue,
)
from integration_portal.documents.enums import JobState
from integration_portal.documents.models import IssuedDocument, Job
from integration_portal.documents.recipes import Recipe, Registry, recipes
from tests.documents import reading
from tests.documents.reading import complaints


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
