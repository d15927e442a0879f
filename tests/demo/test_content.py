"""What the demo holds: accounts and roles, and of each document as much as it states."""

import re
from collections import Counter

import pytest
from django.http import QueryDict

from concepts.enums import EditionStatus
from concepts.models import (
    Edition,
    FieldOfAction,
    StrategicGoal,
)
from council.enums import PaperState
from council.models import CouncilPaper
from integration_portal.accounts.enums import AuthorityKind, RoleKind
from integration_portal.accounts.models import LocalAuthority, User
from integration_portal.documents.models import IssuedDocument
from integration_portal.history.models import Revision, RevisionAction
from measures.enums import MeasureStatus
from measures.filters import MeasureFilter
from measures.models import Measure, SavedView
from rounds.models import ReportingRound
from stakeholders.models import Body, MeetingMove, Membership, Person, Representation

pytestmark = pytest.mark.usefixtures("demo")

AUTHORITIES = {
    "musterstadt",
    "filderstadt",
    "friesenheim",
    "kreis-offenbach",
    "oberhausen",
    "offenburg",
    "vorderes-kandertal",
    "waiblingen",
}


def edition(authority: str, slug: str) -> Edition:
    return Edition.objects.get(authority__slug=authority, slug=slug)


def fields(of: Edition) -> list[FieldOfAction]:
    return list(of.fields.filter(parent=None))


# Who may log in


@pytest.mark.parametrize(
    ("email", "kind", "slugs"),
    [
        ("verwaltung@portal.example", RoleKind.ADMINISTRATOR, AUTHORITIES),
        ("integration@portal.example", RoleKind.OFFICER, AUTHORITIES),
        ("fachbereich@portal.example", RoleKind.CONTRIBUTOR, {"waiblingen"}),
        ("rat@portal.example", RoleKind.READER, {"waiblingen"}),
        ("nachbar@portal.example", RoleKind.OFFICER, {"friesenheim"}),
    ],
)
def test_each_account_has_its_roles_and_no_other(email, kind, slugs):
    roles = User.objects.get(email=email).roles.select_related("authority")

    assert {(role.authority.slug, role.kind) for role in roles} == {(slug, kind) for slug in slugs}


def test_nobody_operates_the_demo():
    assert not User.objects.filter(is_superuser=True).exists()


def test_the_department_acts_for_an_organisation_and_the_councillor_sits_in_the_council():
    acting = {row.user.email: row for row in Representation.objects.all()}

    assert set(acting) == {
        "fachbereich@portal.example",
        "integration@portal.example",
        "rat@portal.example",
    }
    organisation = acting["fachbereich@portal.example"].organisation
    assert organisation.name == "Kommunale Integrationsförderung"
    assert organisation.measure_roles.filter(kind="lead").exists()
    assert acting["rat@portal.example"].body.name == "Gemeinderat"


def test_people_of_the_demo_have_functions_and_no_names():
    for person in Person.objects.all():
        assert person.function
        assert person.name == ""


# Authorities


def test_there_are_eight_authorities_and_the_members_of_two():
    kinds = {a.slug: a.kind for a in LocalAuthority.objects.filter(slug__in=AUTHORITIES)}

    assert set(kinds) == AUTHORITIES
    assert kinds["kreis-offenbach"] == AuthorityKind.DISTRICT
    assert kinds["vorderes-kandertal"] == AuthorityKind.ASSOCIATION
    members = Counter(
        LocalAuthority.objects.exclude(parent=None).values_list("parent__slug", flat=True)
    )
    assert members == {"kreis-offenbach": 13, "vorderes-kandertal": 6}


def test_codes_are_text_with_leading_zeros():
    for code in LocalAuthority.objects.exclude(ags="").values_list("ags", flat=True):
        assert re.fullmatch(r"\d{5}|\d{8}", code)
    assert LocalAuthority.objects.get(slug="waiblingen").ags == "08119079"
    assert LocalAuthority.objects.get(slug="vorderes-kandertal").ags == ""


# Offenburg


def test_offenburg_took_note_of_the_edition_of_2020():
    current = edition("offenburg", "2020")

    assert current.status == EditionStatus.NOTED
    assert [str(e) for e in current.predecessors.all()] == [str(edition("offenburg", "2006"))]


def test_offenburg_names_three_strategic_goals():
    goals = StrategicGoal.objects.filter(authority__slug="offenburg")

    assert sorted(goals.values_list("code", flat=True)) == ["A3", "A4", "E4"]


def test_offenburgs_steering_group_has_sixteen_actors():
    group = Body.objects.get(authority__slug="offenburg", name__startswith="Steuerungsgruppe")

    assert Membership.objects.filter(body=group).count() == 16


# Waiblingen


def test_waiblingen_has_four_fields_two_of_them_with_a_focus():
    made = fields(edition("waiblingen", "fortschreibung-2017"))

    assert len(made) == 4
    assert sum(field.children.exists() for field in made) == 2


# Kreis Offenbach


def test_the_concept_of_2003_was_published_without_a_resolution():
    old = edition("kreis-offenbach", "2003")

    assert old.status == EditionStatus.PUBLISHED
    assert not old.resolutions.exists()


# Three from the magazine


def test_the_association_shows_seven_measures_and_no_invented_one():
    found = Measure.objects.filter(edition__authority__slug="vorderes-kandertal", parent=None)

    assert found.count() == 7
    assert not found.exclude(field=None).exists()


def test_filderstadt_calls_its_concept_by_its_own_word():
    words = set(
        Edition.objects.filter(authority__slug="filderstadt").values_list(
            "concept__kind", flat=True
        )
    )

    assert words == {"Vielfaltskonzept"}


# Oberhausen


def test_oberhausen_has_predecessors_and_six_fields_without_invented_goals():
    current = edition("oberhausen", "2025")

    assert current.predecessors.count() == 3
    assert len(fields(current)) == 6
    assert not [field for field in fields(current) if field.goals.exists()]


def test_oberhausen_moved_a_sitting_and_keeps_the_old_date():
    move = MeetingMove.objects.get(meeting__body__authority__slug="oberhausen")

    assert (str(move.from_date), str(move.to_date)) == ("2025-09-30", "2025-09-02")
    assert move.reason


def test_a_moved_sitting_began_on_its_first_day():
    meeting = MeetingMove.objects.get(meeting__body__authority__slug="oberhausen").meeting

    first, moved = Revision.objects.of(meeting).order_by("pk")
    assert (first.action, first.state["date"]) == (RevisionAction.CREATED, "2025-09-30")
    assert (moved.action, moved.state["date"]) == (RevisionAction.CHANGED, "2025-09-02")
    assert (
        moved.reason
        == "Vorgezogen, damit die Vorberatung vor der Entscheidung des Rates stattfindet."
    )


# Musterstadt


def test_the_fictional_town_has_a_working_concept_with_forty_measures_in_all_states():
    found = Measure.objects.filter(edition__authority__slug="musterstadt", parent=None)

    assert found.count() >= 40
    assert {measure.status for measure in found} >= set(MeasureStatus)


def test_papers_of_real_towns_have_a_date_only_where_one_is_written():
    found = CouncilPaper.objects.exclude(authority__slug="musterstadt").exclude(date=None)

    assert [(paper.subject, str(paper.date)) for paper in found] == [
        ("Fortschreibung des Integrationskonzeptes", "2017-11-20")
    ]


def test_the_officer_of_the_fictional_town_shares_a_view_of_the_list():
    view = SavedView.objects.get(authority__slug="musterstadt")

    assert (view.owner.email, view.shared) == ("integration@portal.example", True)
    of = edition("musterstadt", "2024")
    shown = MeasureFilter(QueryDict(view.query), queryset=of.measures.all(), edition=of)
    assert (shown.form.errors, shown.qs.exists()) == ({}, True)


def test_the_fictional_town_alone_has_rounds_one_over_and_one_under_way():
    rounds = ReportingRound.objects.order_by("opened_at")

    assert [(one.authority.slug, one.is_open, bool(one.closed_at)) for one in rounds] == [
        ("musterstadt", False, True),
        ("musterstadt", True, False),
    ]


def test_the_report_of_the_finished_round_is_issued():
    document = IssuedDocument.objects.get(authority__slug="musterstadt")
    finished = ReportingRound.objects.get(closed_at__isnull=False)

    assert (document.kind, document.draft) == ("sachstandsbericht", False)
    assert document.data["stichtag"] == finished.due.isoformat()
    assert document.data["body"] == "Ausschuss für Soziales"


def test_the_fictional_town_has_papers_in_all_states():
    states = CouncilPaper.objects.filter(authority__slug="musterstadt").values_list(
        "state", flat=True
    )

    assert set(states) == set(PaperState.values)
    assert not CouncilPaper.objects.filter(state__in=PaperState.shown, sent_at=None).exists()
