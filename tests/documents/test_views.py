"""Downloads, previews, progress: who gets what, and how it is sent."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from integration_portal.documents import rendering
from integration_portal.documents.actions.issue import issue_now
from integration_portal.documents.enums import JobState
from integration_portal.documents.models import Job
from tests.personas import PERSONAS

pytestmark = pytest.mark.urls("tests.documents.urls")

FORBIDDEN = {"visitor": 302, "administrator": 404, "contributor": 404, "neighbour_officer": 404,
             "member_officer": 404, "operator": 404}  # fmt: skip


@pytest.fixture
def failed_job(recipe, authority, officer):
    return Job.objects.create(
        authority=authority, kind=recipe.kind, subject_label="Papier", total=4,
        subject_type="accounts.localauthority", subject_id=authority.pk,
        state=JobState.FAILED, error="Das Licht ging aus.",
    )  # fmt: skip


def address(name: str, authority, *args) -> str:
    return reverse(f"documents:{name}", args=[authority.slug, *args])


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("view", ["file", "file_preview"])
def test_who_gets_the_file(issued, authority, enter, persona, name, view):
    response = enter(persona(name)).get(address(view, authority, issued.pk))

    assert response.status_code == FORBIDDEN.get(name, 200)


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("view", ["withdraw", "erase"])
def test_who_may_take_it_back(issued, authority, enter, persona, name, view):
    response = enter(persona(name)).get(address(view, authority, issued.pk))

    assert response.status_code == {"officer": 200, "reader": 403, **FORBIDDEN}[name]


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize(("view", "method"), [("job", "get"), ("job_retry", "post")])
def test_who_sees_and_repeats_a_job(failed_job, authority, enter, persona, name, view, method):
    response = getattr(enter(persona(name)), method)(address(view, authority, failed_job.pk))

    allowed = {"job": 200, "job_retry": 302}[view]
    assert response.status_code == {"officer": allowed, "reader": 404, **FORBIDDEN}[name]


@pytest.mark.parametrize(
    ("name", "status"), [("officer", 200), ("reader", 403), ("neighbour_officer", 404)]
)
def test_who_sees_a_preview(recipe, authority, enter, persona, name, status):
    where = address("preview", authority, recipe.kind, authority.pk)

    assert enter(persona(name)).get(where).status_code == status


def test_a_file_of_another_authority_is_not_there(issued, neighbour, neighbour_officer, enter):
    response = enter(neighbour_officer).get(address("file", neighbour, issued.pk))

    assert response.status_code == 404


def test_a_download_is_sent_safely(issued, authority, officer, enter):
    response = enter(officer).get(address("file", authority, issued.pk))

    assert b"".join(response.streaming_content) == issued.file.open("rb").read()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{issued.filename}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox"
    assert response["Cache-Control"] == "private, no-store"


def test_a_preview_of_the_file_is_shown_in_the_browser(issued, authority, officer, enter):
    response = enter(officer).get(address("file_preview", authority, issued.pk))

    assert response["Content-Disposition"] == f'inline; filename="{issued.filename}"'
    assert "sandbox" not in response["Content-Security-Policy"]


def test_a_file_lost_from_the_disk_is_not_found(issued, authority, officer, enter):
    Path(issued.file.path).unlink()

    assert enter(officer).get(address("file", authority, issued.pk)).status_code == 404


def test_a_paper_is_previewed_without_being_issued(recipe, authority, officer, enter):
    where = address("preview", authority, recipe.kind, authority.pk)

    response = enter(officer).get(where)

    assert response.content.startswith(b"%PDF")
    assert response["Content-Disposition"] == (
        'inline; filename="fortschreibung-waiblingen-vorschau.pdf"'
    )
    assert not Job.objects.exists()


def test_a_preview_of_an_unknown_kind_is_not_there(authority, officer, enter):
    response = enter(officer).get(address("preview", authority, "unbekannt", authority.pk))

    assert response.status_code == 404


def test_a_preview_without_pango_says_what_mends_it(recipe, authority, officer, enter, monkeypatch):
    def missing():
        raise OSError("cannot load library")

    monkeypatch.setattr(rendering, "_load_renderer", missing)
    rendering._press.cache_clear()

    response = enter(officer).get(address("preview", authority, recipe.kind, authority.pk))

    rendering._press.cache_clear()
    assert response.status_code == 503
    assert "apt install libpango-1.0-0" in response.content.decode()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"state": "queued"}, "Wartet auf einen freien Platz"),
        ({"state": "queued", "queued_at": timezone.now() - timedelta(minutes=2)},
         "Vermutlich läuft der Arbeitsprozess nicht"),
        ({"state": "running", "heartbeat_at": timezone.now() + timedelta(hours=9), "done": 1,
          "phase": "Seiten umbrechen"}, "Seiten umbrechen"),
        ({"state": "running", "heartbeat_at": timezone.now() - timedelta(minutes=2)},
         "kein Lebenszeichen"),
        ({"state": "failed"}, "Das Licht ging aus."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_page_says_how_far_a_job_is(
    failed_job, authority, officer, enter, state, words, headers
):
    Job.objects.filter(pk=failed_job.pk).update(**state)

    response = enter(officer).get(address("job", authority, failed_job.pk), headers=headers)

    page = response.content.decode()
    assert words in page
    assert ("<html" in page) == (not headers)


def test_a_finished_job_links_its_document(issued, authority, officer, enter):
    page = enter(officer).get(address("job", authority, issued.job.pk)).content.decode()

    assert f'href="{issued.get_absolute_url()}"' in page


def test_a_finished_job_names_the_signs_that_no_font_can_set(recipe, authority, officer, enter):
    authority.short_name = "Waiblingen 🎉"
    authority.save()
    document = issue_now(recipe=recipe, subject=authority, options={}, by=officer)

    page = enter(officer).get(address("job", authority, document.job.pk)).content.decode()

    assert document.unset == "🎉"
    assert "Diese Zeichen kann die Datei nicht darstellen: 🎉." in page


def test_a_failed_job_can_be_tried_again(failed_job, authority, officer, enter):
    response = enter(officer).post(address("job_retry", authority, failed_job.pk), follow=True)

    failed_job.refresh_from_db()
    assert failed_job.state == JobState.DONE
    assert "Fertig." in response.content.decode()


def test_a_job_that_did_not_fail_is_not_repeated(issued, authority, officer, enter):
    response = enter(officer).post(address("job_retry", authority, issued.job.pk), follow=True)

    assert "Nur ein fehlgeschlagener Auftrag" in response.content.decode()


def test_repeating_needs_a_post(failed_job, authority, officer, enter):
    client: Client = enter(officer)

    assert client.get(address("job_retry", authority, failed_job.pk)).status_code == 405


@pytest.mark.parametrize(
    ("view", "words"), [("withdraw", "ist zurückgezogen"), ("erase", "der Eintrag bleibt")]
)
def test_taking_back_comes_back_to_the_list(issued, authority, officer, enter, view, words):
    client = enter(officer)

    response = client.post(address(view, authority, issued.pk), {"reason": "Falsche Zahlen"})

    issued.refresh_from_db()
    assert response.url == reverse("reports:documents", args=[authority.slug])
    assert "Falsche Zahlen" in (issued.withdrawn_reason, issued.erased_reason)
    [message] = [str(message) for message in response.wsgi_request._messages]
    assert words in message


def test_taking_back_without_a_reason_asks_for_it(issued, authority, officer, enter):
    response = enter(officer).post(address("withdraw", authority, issued.pk), {"reason": " "})

    issued.refresh_from_db()
    assert response.status_code == 200
    assert not issued.is_withdrawn


def test_an_erased_file_is_not_found(issued, authority, officer, enter):
    client = enter(officer)
    client.post(address("erase", authority, issued.pk), {"reason": "Grund"})

    assert client.get(address("file", authority, issued.pk)).status_code == 404
