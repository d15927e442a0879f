"""The named permissions, one table each: who, and in which status."""

import pytest

from concepts import rules
from concepts.enums import EditionStatus
from concepts.models import Edition
from tests.factories import concepts as make
from tests.personas import PERSONAS

pytestmark = pytest.mark.django_db
PEOPLE = [name for name in PERSONAS if name != "visitor"]
OPEN, IN_FORCE = set(EditionStatus.open), set(EditionStatus.in_force)
ALL = set(EditionStatus.values)

OFFICERS = {
    rules.can_edit_concept: OPEN,
    rules.can_amend: IN_FORCE,
    rules.can_change_plan: OPEN | IN_FORCE,
    rules.can_edit_making: OPEN | IN_FORCE,
    rules.can_evaluate: ALL,
    rules.can_change_status: ALL - {"superseded"},
}


def holds(rule, user, authority) -> set[str]:
    """The statuses in which the rule holds."""
    concept = make.ConceptFactory(authority=authority)
    editions = [make.EditionFactory(concept=concept, status=s) for s in EditionStatus.values]
    return {edition.status for edition in editions if rule(user, edition)}


def readable(user, edition) -> bool:
    return edition in Edition.objects.visible_to(user)


@pytest.mark.parametrize("rule", OFFICERS, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("name", PEOPLE)
def test_only_officers_write_and_only_where_the_status_lets_them(name, rule, persona, authority):
    assert holds(rule, persona(name), authority) == (OFFICERS[rule] if name == "officer" else set())


@pytest.mark.parametrize("name", PEOPLE)
def test_inside_everything_is_read_by_the_council_what_was_shown(name, persona, authority):
    seen = {
        "administrator": ALL,
        "officer": ALL,
        "contributor": ALL,
        "reader": set(EditionStatus.shown),
    }

    assert holds(readable, persona(name), authority) == seen.get(name, set())


def test_a_members_officer_reads_what_the_district_has_shown(member_officer, district):
    assert holds(readable, member_officer, district) == set(EditionStatus.shown)


@pytest.mark.parametrize("name", PEOPLE)
def test_earlier_wordings_are_for_those_inside(name, persona, authority):
    inside = name in ("administrator", "officer", "contributor")

    assert holds(rules.can_read_history, persona(name), authority) == (ALL if inside else set())
