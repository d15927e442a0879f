"""An authority's own fields, and a measure that fills one."""

import pytest
from django.urls import reverse

from measures.actions.measures import saved
from measures.enums import ExtraKind
from measures.models.extra_values import kept
from tests.factories.measures import ExtraFieldFactory


def page(name, authority, *more):
    return reverse(f"measures:{name}", args=[authority.slug, *more])


@pytest.fixture
def own(edition):
    """One field of every kind, of the concept the measure belongs to."""
    return {
        kind: ExtraFieldFactory(
            concept=edition.concept, name=str(kind.label), kind=kind, choices="Nord\nSüd"
        )
        for kind in ExtraKind
    }


def filled(measure, field, value):
    measure.extra[field.key] = kept(field.kind, value)
    saved_by_code(measure)
    return measure


def saved_by_code(measure):
    measure.save()
    saved(measure, by=None)
