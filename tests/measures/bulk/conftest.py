"""Two measures, and how they are changed together."""

import pytest
from django.utils import timezone

from integration_portal.core import fuzzy
from measures.actions import bulk, many, undoing
from tests.factories.measures import MeasureFactory


def today() -> fuzzy.FuzzyDate:
    return fuzzy.FuzzyDate.on(timezone.localdate())


def wish(**values):
    return many.Wish(values, on=today())


def changed(user, *measures, amending=None, **values):
    edition = measures[0].edition
    found = many.propose(
        edition, many.read(edition, [m.pk for m in measures]), wish(**values), user
    )
    return bulk.carry_out(
        edition=edition,
        measures=measures,
        wish=wish(**values),
        by=user,
        seen=bulk.fingerprint(found),
        amending=amending,
    )


def undone(user, change):
    return undoing.undo(
        change=change, by=user, seen=bulk.fingerprint(undoing.returns(change, user))
    )


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


@pytest.fixture
def two(edition):
    return MeasureFactory(edition=edition, title="Eins"), MeasureFactory(
        edition=edition, title="Zwei"
    )
