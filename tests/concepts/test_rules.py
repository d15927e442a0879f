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
# "In Beratung" and what follows; written out here, so that the enum's group is not its own judge.
SHOWN = {"deliberation", "adopted", "noted", "published", "dormant", "superseded"}

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
        "reader": SHOWN,
    }

    assert holds(readable, persona(name), authority) == seen.get(name, set())


def test_a_members_officer_reads_what_the_district_has_shown(member_officer, district):
    assert holds(readable, member_officer, district) == SHOWN


@pytest.mark.parametrize("closed", ["dormant", "superseded"])
@pytest.mark.parametrize(
    ("before", "seen"),
    [
        (("draft",), False),
        (("draft", "participation"), False),
        (("draft", "deliberation", "draft"), False),
        (("draft", "participation", "dormant"), False),
        (("draft", "deliberation"), True),
        (("draft", "adopted"), True),
        (("noted", "dormant"), True),
        (("published",), True),
        ((), True),
    ],
)
def test_a_closed_edition_is_read_by_the_council_if_it_was_before(
    before, seen, closed, authority, officer, reader
):
    edition = make.EditionFactory(concept__authority=authority, status=closed)
    for status in (*before, closed):
        make.EditionTransitionFactory(edition=edition, status=status)

    assert (readable(reader, edition), readable(officer, edition)) == (seen, True)
    assert edition.is_shown is seen


def test_whether_the_council_reads_it_is_asked_for_each_status(authority):
    concept = make.ConceptFactory(authority=authority)

    editions = [make.EditionFactory(concept=concept, status=s) for s in EditionStatus.values]

    assert {edition.status for edition in editions if edition.is_shown} == SHOWN


@pytest.mark.parametrize("name", PEOPLE)
def test_earlier_wordings_are_for_those_inside(name, persona, authority):
    inside = name in ("administrator", "officer", "contributor")

    assert holds(rules.can_read_history, persona(name), authority) == (ALL if inside else set())
