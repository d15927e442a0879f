"""Concepts and editions as officers enter them: title, address, frame and making."""

import pytest

from concepts.enums import EditionStatus
from concepts.forms import (
    EditionForm,
)
from concepts.models import (
    Concept,
    Edition,
)

from .entering import address, opened, rows

pytestmark = pytest.mark.django_db


def test_a_concept_begins_with_its_first_edition(authority, officer, enter):
    answer = enter(officer).post(
        "/waiblingen/konzept/anlegen/",
        {"title": "Konzept der Stadt", "kind": "Vielfaltskonzept", "edition_title": "Für 2026"},
    )

    edition = Edition.objects.get()
    assert answer.url == "/waiblingen/konzept/fuer-2026/"
    assert (edition.concept.title, edition.status) == ("Konzept der Stadt", EditionStatus.DRAFT)


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("entwurf", "Adresse gibt es schon"),
        ("anlegen", "braucht das Portal selbst"),
    ],
)
def test_an_address_that_cannot_be_is_refused_at_its_field(slug, message, draft, officer, enter):
    browser = enter(officer)
    for where, data in (
        ("/waiblingen/konzept/anlegen/", {"title": "A", "kind": "B", "edition_title": "C"}),
        (
            f"/waiblingen/konzept/konzepte/{draft.concept_id}/neue-fassung/",
            {"title": "C"},
        ),
    ):
        answer = browser.post(where, data | {"slug": slug})
        assert message in answer.context["form"].errors["slug"][0]
    assert Edition.objects.count() == 1


def test_an_edition_without_title_and_address_asks_for_the_title(draft, officer, enter):
    answer = enter(officer).post(
        f"/waiblingen/konzept/konzepte/{draft.concept_id}/neue-fassung/", {}
    )

    assert set(answer.context["form"].errors) == {"title"}


def test_a_concept_without_the_title_of_its_edition_asks_for_that_alone(officer, enter):
    answer = enter(officer).post("/waiblingen/konzept/anlegen/", {"title": "A", "kind": "B"})

    assert set(answer.context["form"].errors) == {"edition_title"}


def test_a_title_of_signs_alone_wants_an_address(officer, enter):
    answer = enter(officer).post(
        "/waiblingen/konzept/anlegen/", {"title": "A", "kind": "B", "edition_title": "…"}
    )

    assert set(answer.context["form"].errors) == {"slug"}


def test_a_new_edition_descends_from_the_newest(draft, officer, enter):
    browser = enter(officer)
    where = f"/waiblingen/konzept/konzepte/{draft.concept_id}/neue-fassung/"

    offered = browser.get(where).context["form"].initial["predecessors"]
    browser.post(where, {"title": "Fortschreibung", "slug": "2027", "predecessors": [draft.pk]})

    edition = Edition.objects.get(slug="2027")
    assert offered == [draft.pk]
    assert list(edition.predecessors.all()) == [draft]
    assert [step.status for step in edition.transitions.all()] == ["draft"]


def test_a_concept_gets_another_title(draft, officer, enter):
    concept = draft.concept

    enter(officer).post(
        f"/waiblingen/konzept/konzepte/{concept.pk}/bearbeiten/",
        {"title": "Neuer Titel", "kind": "Konzept", **opened(concept, officer)},
    )

    assert Concept.objects.get().title == "Neuer Titel"


def test_the_frame_is_saved_with_its_rows(draft, officer, enter):
    data = {
        "title": "Konzept 2026",
        "slug": "2026",
        "period_start": "2026",
        "period_end": "2031",
        "summary": "Kurz gesagt.",
        **rows("addressees", {"text": "Fachkräfte"}),
        **rows("related_plans"),
        **rows("sources", {"text": "Sozialbericht", "url": ""}),
        **opened(draft, officer),
    }

    answer = enter(officer).post(address("edition_edit", draft), data)

    draft.refresh_from_db()
    assert answer.url == "/waiblingen/konzept/2026/"
    assert (draft.period, draft.summary) == ("2026 bis 2031", "<p>Kurz gesagt.</p>")
    assert [draft.addressees.get().text, draft.sources.get().text] == [
        "Fachkräfte",
        "Sozialbericht",
    ]


def test_the_address_of_an_edition_in_force_stays(adopted, officer):
    form = EditionForm(instance=adopted, authority=adopted.authority, user=officer)

    assert "slug" not in form.fields


def test_the_making_goes_on_after_the_resolution(adopted, officer, enter):
    data = {
        **rows(
            "roles",
            {"kind": "scientific", "organisation": "", "organisation-neu-name": "IfaS"}
            | {"organisation-neu-kind": "science", "since": "2017"},
        ),
        **rows("costs", {"year": 2018, "label": "Workshops", "budget": "5.000"}),
        **rows("financing"),
        **rows(
            "fundings", {"programme": "VwV Integration", "amount": "15.000", "state": "granted"}
        ),
        **rows("innovation_budgets"),
        **opened(adopted, officer),
    }

    answer = enter(officer).post(address("edition_making", adopted), data)

    assert answer.status_code == 302
    assert adopted.roles.get().organisation.name == "IfaS"
    assert [adopted.costs.get().budget, adopted.fundings.get().amount] == [5000, 15000]
    assert adopted.amendments.count() == 0
