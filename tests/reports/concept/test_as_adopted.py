"""The Konzept as it was adopted, and when it is a draft."""

import datetime as dt

import pytest

from concepts.actions.freezing import record_parts
from concepts.enums import EditionStatus
from integration_portal.documents.recipes import recipes
from integration_portal.history.actions import record
from measures.actions.measures import saved
from measures.enums import MeasureStatus
from tests.documents import reading
from tests.factories.concepts import (
    AmendmentFactory,
    ChapterFactory,
    EditionFactory,
    FieldOfActionFactory,
)
from tests.factories.measures import MeasureFactory
from tests.reports import papers

from .conftest import KIND, whole

pytestmark = pytest.mark.django_db


def test_what_was_never_adopted_offers_no_state_of_then(edition, draft_edition):
    recipe = recipes.get(KIND)

    assert list(recipe.options_for(edition, {}).fields) == ["stand", "massnahmen"]
    assert list(recipe.options_for(draft_edition, {}).fields) == ["massnahmen"]
    data = papers.frozen(KIND, draft_edition, stand="beschluss")["data"]
    assert data["as_adopted"] is False


def test_the_state_as_adopted_comes_from_the_history(authority, edition):
    field = FieldOfActionFactory(edition=edition, number="1", title="Sprache")
    measure = MeasureFactory(
        edition=edition, field=field, title="Kurs", commitment="proposed",
        status=MeasureStatus.RUNNING,
    )  # fmt: skip
    ChapterFactory(edition=edition, title="Damals")
    record(edition, by=None)
    record_parts(edition=edition, by=None, at=dt.datetime.now(dt.UTC))
    edition.adopted_at = dt.datetime.now(dt.UTC)
    edition.save()
    measure.title = "Kurs mit Kinderbetreuung"
    measure.save()
    saved(measure, by=None)
    later = MeasureFactory(edition=edition, field=field, title="Nachträglich")
    AmendmentFactory(edition=edition, thing=later, reason="Auftrag des Rats")

    then = papers.words(KIND, edition, stand="beschluss")
    now = papers.words(KIND, edition)

    assert "Gezeigt wird der Stand des Beschlusses." in then
    assert ("Kurs vorgeschlagen" in then, "Nachträglich" in then) == (True, False)
    assert "in Umsetzung" not in then
    assert "bestehend und künftig" in then
    assert ("Kinderbetreuung" in now, "Nachträglich" in now) == (True, True)
    assert "Änderungen nach Beschluss" in now
    assert "Auftrag des Rats" in now


@pytest.mark.parametrize(
    ("status", "draft"),
    [
        (EditionStatus.DRAFT, True),
        (EditionStatus.PARTICIPATION, True),
        (EditionStatus.DELIBERATION, False),
        (EditionStatus.ADOPTED, False),
        (EditionStatus.SUPERSEDED, False),
    ],
)
def test_what_the_council_does_not_see_yet_is_a_draft(authority, status, draft):
    edition = EditionFactory(concept__authority=authority, status=status)
    recipe = recipes.get(KIND)

    assert (recipe.draft(edition), recipe.public(edition)) == (draft, not draft)


def test_an_edition_is_found_by_slug_and_by_id(authority, officer, edition):
    recipe = recipes.get(KIND)

    assert recipe.find(authority, "2026", officer) == [edition]
    assert recipe.find(authority, str(edition.pk), officer) == [edition]
    assert recipe.key(edition) == "2026"


@pytest.mark.pdf
def test_the_same_concept_as_adopted_and_as_tables_is_sound(edition):
    whole(edition)
    record(edition, by=None)
    record_parts(edition=edition, by=None, at=dt.datetime.now(dt.UTC))
    edition.adopted_at = dt.datetime.now(dt.UTC)
    edition.save()

    paper = papers.paper(KIND, edition, stand="beschluss", massnahmen="tabelle")

    assert reading.complaints(paper.pdf) == {}
