"""The life of an edition: which step follows, with which date, and what it does to the others."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from concepts.actions.editions import create_concept, create_edition
from concepts.actions.status import change_status, in_force_beside
from concepts.enums import TRANSITIONS, EditionStatus
from concepts.models import Edition
from integration_portal.core.fuzzy import FuzzyDate, parse
from integration_portal.history.models import Revision
from tests.factories import concepts as make

from .conftest import resolve

pytestmark = pytest.mark.django_db


def test_a_new_concept_begins_with_an_empty_draft(authority, officer):
    concept = create_concept(
        authority=authority, title="Integrationskonzept", kind="Konzept", by=officer
    )

    edition = create_edition(concept=concept, title="Fassung 2026", slug="2026", by=officer)

    assert edition.status == EditionStatus.DRAFT
    assert [step.status for step in edition.transitions.all()] == ["draft"]
    assert Revision.objects.of(edition).count() == 1
    assert Revision.objects.of(concept).get().by == officer


def test_an_address_that_is_taken_is_refused(draft, officer):
    with pytest.raises(ValidationError, match="Adresse gibt es schon"):
        create_edition(concept=draft.concept, title="Zweite", slug=draft.slug, by=officer)


@pytest.mark.parametrize(
    ("now", "to"), [(now, to) for now, following in TRANSITIONS.items() for to in following]
)
def test_a_sensible_step_is_taken_with_its_date_and_note(now, to, draft, officer):
    Edition.objects.filter(pk=draft.pk).update(status=now)
    resolve(draft)

    change_status(edition=draft, to=to, on=parse("März 2020"), note="Sitzung", by=officer)

    step = draft.transitions.get()
    assert (step.status, str(step.on), step.note, step.by) == (to, "März 2020", "Sitzung", officer)
    draft.refresh_from_db()
    assert (draft.status, str(draft.status_on)) == (to, "März 2020")


@pytest.mark.parametrize(
    ("now", "to"),
    [
        (now, to)
        for now, following in TRANSITIONS.items()
        if now != "dormant"
        for to in EditionStatus.values
        if to not in following
    ],
)
def test_other_steps_are_refused(now, to, draft, officer):
    Edition.objects.filter(pk=draft.pk).update(status=now)
    resolve(draft)

    with pytest.raises(ValidationError, match="Der Stand ist unverändert"):
        change_status(edition=draft, to=to, on=parse("2025"), by=officer)

    draft.refresh_from_db()
    assert draft.status == now


@pytest.mark.parametrize("to", EditionStatus.resolved)
def test_only_a_resolution_makes_it_resolved(to, draft, officer):
    with pytest.raises(ValidationError, match="nur durch einen Beschluss"):
        change_status(edition=draft, to=to, on=parse("2020"), by=officer)


def test_who_rests_goes_back_to_where_they_came_from(draft, officer):
    change_status(edition=draft, to=EditionStatus.PARTICIPATION, on=parse("2025"), by=officer)
    change_status(edition=draft, to=EditionStatus.DORMANT, on=parse("2025"), by=officer)

    assert draft.next_statuses == ("participation", "superseded")


def test_a_resting_draft_without_steps_becomes_a_draft_again(authority):
    edition = make.EditionFactory(concept__authority=authority, status=EditionStatus.DORMANT)

    assert edition.next_statuses == ("draft", "superseded")


@pytest.mark.parametrize("to", ["participation", "deliberation", "published", "dormant"])
def test_a_step_without_a_date_is_refused(to, draft, officer):
    with pytest.raises(ValidationError, match="Auch eine Jahreszahl genügt"):
        change_status(edition=draft, to=to, on=None, by=officer)

    draft.refresh_from_db()
    assert (draft.status, draft.transitions.count()) == ("draft", 0)


def test_a_step_in_the_future_is_refused(draft, officer):
    tomorrow = FuzzyDate.on(timezone.localdate() + dt.timedelta(days=2))

    with pytest.raises(ValidationError, match="in der Zukunft"):
        change_status(edition=draft, to=EditionStatus.PARTICIPATION, on=tomorrow, by=officer)


def test_a_step_before_the_last_one_is_refused(draft, officer):
    change_status(edition=draft, to=EditionStatus.PARTICIPATION, on=parse("2020"), by=officer)

    with pytest.raises(ValidationError, match="vor dem letzten Schritt: Beteiligung, 2020"):
        change_status(edition=draft, to=EditionStatus.DELIBERATION, on=parse("2019"), by=officer)


def test_coming_into_force_supersedes_the_edition_that_counted(draft, officer):
    former = make.EditionFactory(concept=draft.concept, adopted=True)
    resolve(draft)

    change_status(edition=draft, to=EditionStatus.ADOPTED, on=parse("01.06.2025"), by=officer)

    former.refresh_from_db()
    assert (former.status, str(former.status_on)) == (EditionStatus.SUPERSEDED, "01.06.2025")
    assert former.transitions.get().note == f"Abgelöst durch „{draft.title}“."


def test_the_former_edition_may_go_on_beside_it(draft, officer):
    former = make.EditionFactory(concept=draft.concept, adopted=True)

    change_status(
        edition=draft,
        to=EditionStatus.PUBLISHED,
        on=parse("2025"),
        by=officer,
        supersede=False,
    )

    former.refresh_from_db()
    assert former.status == EditionStatus.ADOPTED


def test_an_older_edition_does_not_supersede_a_younger_one(draft, officer):
    former = make.EditionFactory(concept=draft.concept, adopted=True)

    with pytest.raises(ValidationError, match="ist damit jünger"):
        change_status(edition=draft, to=EditionStatus.PUBLISHED, on=parse("2006"), by=officer)

    former.refresh_from_db()
    draft.refresh_from_db()
    assert (former.status, draft.status) == (EditionStatus.ADOPTED, EditionStatus.DRAFT)


def test_what_is_in_force_already_supersedes_nothing_more(draft, adopted):
    beside = make.EditionFactory(concept=adopted.concept, adopted=True)

    assert list(in_force_beside(adopted)) == []
    assert beside.status == EditionStatus.ADOPTED


def test_a_resolution_after_publication_keeps_the_state_anew(draft, officer):
    change_status(edition=draft, to=EditionStatus.PUBLISHED, on=parse("2020"), by=officer)
    published = draft.adopted_at
    resolve(draft)

    change_status(edition=draft, to=EditionStatus.ADOPTED, on=parse("2021"), by=officer)

    assert draft.adopted_at > published


def test_waking_up_keeps_the_state_it_was_adopted_in(adopted, officer):
    make.EditionTransitionFactory(edition=adopted, status=EditionStatus.ADOPTED)
    resolve(adopted)
    kept = adopted.adopted_at
    change_status(edition=adopted, to=EditionStatus.DORMANT, on=parse("2025"), by=officer)

    change_status(edition=adopted, to=EditionStatus.ADOPTED, on=parse("2025"), by=officer)

    adopted.refresh_from_db()
    assert adopted.adopted_at == kept
