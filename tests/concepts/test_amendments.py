"""After adoption the plan changes only with day and reason, and says so."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from concepts.actions.amendments import amend
from concepts.enums import AmendmentKind
from integration_portal.history.models import Revision
from tests.factories import concepts as make

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 1)


def test_an_amendment_names_the_thing_the_day_and_the_reason(adopted, officer):
    field = make.FieldOfActionFactory(edition=adopted, number="1")

    amendment = amend(
        edition=adopted,
        thing=field,
        kind=AmendmentKind.ADDED,
        on=DAY,
        reason=" Beschluss des Rates ",
        by=officer,
    )

    assert (amendment.label, amendment.reason, amendment.by) == (
        str(field),
        "Beschluss des Rates",
        officer,
    )
    assert str(amendment) == f"{field}, nachträglich aufgenommen am 01.02.2026"
    revision = Revision.objects.of(field).get()
    assert (revision.action, revision.reason) == ("created", "Beschluss des Rates")


def test_a_removed_thing_is_recorded_as_deleted(adopted, officer):
    goal = make.GoalFactory(field__edition=adopted)

    amend(
        edition=adopted,
        thing=goal,
        kind=AmendmentKind.REMOVED,
        on=DAY,
        reason="Entfallen",
        by=officer,
    )

    assert Revision.objects.of(goal).get().action == "deleted"


@pytest.mark.parametrize("status", ["draft", "deliberation", "dormant", "superseded"])
def test_only_an_edition_in_force_is_amended(status, authority, officer):
    edition = make.EditionFactory(concept__authority=authority, status=status)
    chapter = make.ChapterFactory(edition=edition)

    with pytest.raises(ValidationError, match="gibt es dort nicht"):
        amend(
            edition=edition,
            thing=chapter,
            kind=AmendmentKind.CHANGED,
            on=DAY,
            reason="Grund",
            by=officer,
        )


def test_an_amendment_without_a_reason_is_refused(adopted, officer):
    with pytest.raises(ValidationError):
        amend(
            edition=adopted,
            thing=make.ChapterFactory(edition=adopted),
            kind=AmendmentKind.CHANGED,
            on=DAY,
            reason="  ",
            by=officer,
        )


def test_an_amendment_of_tomorrow_is_refused(adopted, officer):
    with pytest.raises(ValidationError, match="in der Zukunft"):
        amend(
            edition=adopted,
            thing=make.ChapterFactory(edition=adopted),
            kind=AmendmentKind.CHANGED,
            on=timezone.localdate() + dt.timedelta(days=1),
            reason="Grund",
            by=officer,
        )
