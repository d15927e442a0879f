"""Somebody leaves, somebody else takes everything over in one step."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.enums import PaperState
from council.models import CoSignature, CouncilPaper, FollowUp
from integration_portal.accounts.actions.handover import hand_over
from integration_portal.accounts.enums import EventKind
from integration_portal.accounts.handover import holdings, parts
from integration_portal.accounts.models import AccountEvent, User
from integration_portal.documents.models import Job
from integration_portal.history.actions import record
from integration_portal.history.models import LastVisit, Revision
from integration_portal.history.visits import visited
from measures.enums import MeasureRoleKind, MeasureStatus, ReportState
from measures.models import MeasureRole, StatusReport
from reports.actions import calendar_feeds
from reports.models import CalendarFeed
from stakeholders.models import Membership, Person, Representation
from tests.factories.accounts import UserFactory
from tests.factories.concepts import EditionFactory
from tests.factories.council import CouncilPaperFactory, ResolutionFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import (
    BodyFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
)

TODAY = dt.date.today()  # noqa: DTZ011 - the day on which the test runs
YEAR = dt.timedelta(days=365)


@pytest.fixture
def leaver(authority):
    return UserFactory(
        email="alt@stadt.example", function="Stabsstelle Integration", officer_of=authority
    )


@pytest.fixture
def successor(authority):
    return UserFactory(
        email="neu@stadt.example", function="Fachdienst Vielfalt", name="N. N.",
        contributor_of=authority,
    )  # fmt: skip


@pytest.fixture
def act(authority, leaver, successor, administrator):
    def run(**changes):
        given = {
            "authority": authority,
            "leaver": leaver,
            "successor": successor,
            "by": administrator,
            "reason": "Wechsel zum Jahresende",
            "keys": [part.key for part in parts()],
        }
        return hand_over(**(given | changes))

    return run


def kinds(user, authority) -> set[str]:
    return set(user.roles.filter(authority=authority).values_list("kind", flat=True))


def held(leaver, authority) -> dict[str, list[str]]:
    return {one.part.key: one.things for one in holdings(leaver, authority)}


def last_reason(thing) -> str:
    return Revision.objects.of(thing).first().reason


WHY = "Übergabe von Stabsstelle Integration an Fachdienst Vielfalt: Wechsel zum Jahresende"


def test_the_roles_go_over_and_the_leaver_has_none_here(act, authority, leaver, successor):
    act()

    assert kinds(leaver, authority) == set()
    assert kinds(successor, authority) == {"officer", "contributor"}


def test_a_role_both_have_is_only_taken(act, authority, leaver):
    other = UserFactory(officer_of=authority)

    act(successor=other)

    assert kinds(other, authority) == {"officer"}
    assert kinds(leaver, authority) == set()


def test_the_trail_tells_who_why_and_what(act, authority, leaver, successor, administrator):
    RepresentationFactory(user=leaver, organisation=OrganisationFactory(authority=authority))

    act(lock=True)

    event = AccountEvent.objects.get(kind=EventKind.HANDED_OVER)
    assert (event.account, event.successor, event.by) == (leaver, successor, administrator)
    assert event.note == "Wechsel zum Jahresende\nVertretungen: 1"
    assert [one.kind for one in AccountEvent.objects.filter(account=leaver)] == [
        "locked", "taken", "handed_over",
    ]  # fmt: skip


def test_the_account_is_locked_only_if_asked(act, authority, leaver, successor):
    act()
    assert User.objects.get(pk=leaver.pk).is_active


def test_a_locked_account_does_not_enter(act, leaver):
    act(lock=True)
    assert not User.objects.get(pk=leaver.pk).is_active


def test_who_works_elsewhere_too_is_not_locked_here(act, leaver, neighbour):
    leaver.roles.create(authority=neighbour, kind="reader")

    with pytest.raises(PermissionDenied):
        act(lock=True)

    assert User.objects.get(pk=leaver.pk).is_active


def test_what_is_held_elsewhere_stays(act, authority, leaver, successor, neighbour):
    leaver.roles.create(authority=neighbour, kind="reader")
    foreign = OrganisationFactory(authority=neighbour)
    RepresentationFactory(user=leaver, organisation=foreign)

    act()

    assert kinds(leaver, neighbour) == {"reader"}
    assert kinds(successor, neighbour) == set()
    assert Representation.objects.get(organisation=foreign).user == leaver


@pytest.mark.parametrize("who", ["officer", "neighbour_officer", "reader"])
def test_only_administrators_of_the_authority_hand_over(act, request, who):
    with pytest.raises(PermissionDenied):
        act(by=request.getfixturevalue(who))


def test_nobody_hands_over_their_own(act, administrator):
    with pytest.raises(PermissionDenied):
        act(leaver=administrator)


def test_the_successor_must_be_able_to_take_over(act, authority, leaver, neighbour_officer):
    locked = UserFactory(officer_of=authority, is_active=False)

    for nobody in (leaver, neighbour_officer, locked):
        with pytest.raises(ValidationError, match="nichts übergeben"):
            act(successor=nobody)


def test_representations_end_and_begin_today(act, authority, leaver, successor):
    organisation = OrganisationFactory(authority=authority, name="Volkshochschule")
    old = RepresentationFactory(user=leaver, organisation=organisation, since=TODAY - YEAR)
    assert held(leaver, authority) == {"vertretungen": ["Volkshochschule"]}

    act()

    old.refresh_from_db()
    new = Representation.objects.get(user=successor)
    assert (old.until, new.since, new.until) == (TODAY, TODAY, None)
    assert (last_reason(old), last_reason(new)) == (WHY, WHY)


def test_a_representation_to_come_and_one_that_ended(act, authority, leaver, successor):
    to_come = OrganisationFactory(authority=authority, name="Neu")
    RepresentationFactory(user=leaver, organisation=to_come, since=TODAY + YEAR)
    ended = OrganisationFactory(authority=authority, name="Vorbei")
    RepresentationFactory(
        user=leaver, organisation=ended, since=TODAY - 2 * YEAR, until=TODAY - YEAR
    )

    act()

    assert [(one.organisation, one.since) for one in successor.representations.all()] == [
        (to_come, TODAY + YEAR)
    ]


def test_who_acts_for_the_organisation_already_does_not_twice(act, authority, leaver, successor):
    organisation = OrganisationFactory(authority=authority)
    for user in (leaver, successor):
        RepresentationFactory(user=user, organisation=organisation, since=TODAY - YEAR)

    act()

    assert successor.representations.count() == 1


def test_a_part_that_is_not_ticked_stays(act, authority, leaver, successor):
    organisation = OrganisationFactory(authority=authority)
    RepresentationFactory(user=leaver, organisation=organisation, since=TODAY - YEAR)

    act(keys=[])

    assert not successor.representations.exists()


def test_contacts_of_measures_become_the_successors(act, authority, leaver, successor):
    organisation = OrganisationFactory(authority=authority)
    person = PersonFactory(
        organisation=organisation, email="ALT@stadt.example", function="Stabsstelle"
    )
    measure = MeasureFactory(edition__concept__authority=authority, title="Sprachcafé")
    over = MeasureFactory(
        edition=EditionFactory(concept__authority=authority, status="superseded"), title="Vorbei"
    )
    for one in (measure, over):
        MeasureRole.objects.create(
            measure=one, organisation=organisation, contact=person, kind=MeasureRoleKind.LEAD
        )
    record(measure, by=None)
    assert held(leaver, authority)["kontakte"] == ["1 Sprachcafé: Federführung"]

    act()

    new = measure.roles.get().contact
    assert (new.email, new.function, new.organisation) == (
        "neu@stadt.example", "Fachdienst Vielfalt", organisation,
    )  # fmt: skip
    assert over.roles.get().contact == person
    assert last_reason(measure) == WHY
    (change,) = Revision.objects.of(measure).first().changes
    assert change.sentence == (
        f"Federführung „{organisation}“: Kontakt von „{person}“ zu „{new}“ geändert"
    )


def test_a_successor_the_address_book_knows_is_not_entered_again(act, authority, leaver):
    organisation = OrganisationFactory(authority=authority)
    person = PersonFactory(organisation=organisation, email=leaver.email)
    known = PersonFactory(organisation=organisation, email="neu@stadt.example")
    measure = MeasureFactory(edition__concept__authority=authority)
    MeasureRole.objects.create(
        measure=measure, organisation=organisation, contact=person, kind=MeasureRoleKind.LEAD
    )

    act()

    assert measure.roles.get().contact == known
    assert Person.objects.count() == 2


def test_seats_of_the_office_go_over(act, authority, leaver):
    person = PersonFactory(authority=authority, email=leaver.email)
    body = BodyFactory(authority=authority, name="Steuerungsgruppe")
    old = MembershipFactory(body=body, person=person, role="chair")
    assert held(leaver, authority) == {"sitze": ["Steuerungsgruppe: Vorsitz"]}

    act()

    old.refresh_from_db()
    new = Membership.objects.exclude(pk=old.pk).get()
    assert (str(old.until), str(new.since)) == (f"{TODAY:%d.%m.%Y}",) * 2
    assert (new.person.email, new.role, last_reason(body)) == ("neu@stadt.example", "chair", WHY)


def test_reports_that_are_not_handed_in_are_finished_by_the_successor(
    act, authority, leaver, successor
):
    measure = MeasureFactory(edition__concept__authority=authority)
    made = {
        state: StatusReport.objects.create(
            measure=measure, on="30.09.2026", status=MeasureStatus.RUNNING, state=state, by=leaver
        )
        for state in (ReportState.DRAFT, ReportState.APPROVED)
    }
    assert len(held(leaver, authority)["sachstaende"]) == 1

    act()

    authors = {state: StatusReport.objects.get(pk=one.pk).by for state, one in made.items()}
    assert authors == {ReportState.DRAFT: successor, ReportState.APPROVED: leaver}


def test_papers_in_the_making_name_the_successors_function(act, authority, leaver):
    draft, sent = (
        CouncilPaperFactory(
            authority=authority, author_function="Stabsstelle Integration", contact="Rathaus",
            subject=subject,
        )
        for subject in ("Entwurf", "Versandt")
    )  # fmt: skip
    CouncilPaper.objects.filter(pk=sent.pk).update(state=PaperState.SENT)
    assert held(leaver, authority) == {"vorlagen": [str(draft)]}

    act()

    draft.refresh_from_db()
    sent.refresh_from_db()
    assert (draft.author_function, draft.contact) == ("Fachdienst Vielfalt", "Rathaus")
    assert sent.author_function == "Stabsstelle Integration"
    assert last_reason(draft) == WHY


def test_without_a_function_no_paper_is_meant(act, authority, leaver):
    leaver.function = ""
    leaver.save()
    CouncilPaperFactory(authority=authority, author_function="", contact="")

    assert held(leaver, authority) == {}


def test_without_a_function_of_the_successor_the_papers_keep_theirs(act, authority, leaver):
    paper = CouncilPaperFactory(authority=authority, author_function=leaver.function)
    nameless = UserFactory(function="", officer_of=authority)

    act(successor=nameless)

    paper.refresh_from_db()
    assert paper.author_function == "Stabsstelle Integration"


def test_documents_in_the_making_are_told_to_the_successor(act, authority, leaver, successor):
    job = Job.objects.create(
        authority=authority,
        kind="konzept",
        subject_label="Konzept",
        subject_type="concepts.edition",
        subject_id=1,
        requested_by=leaver,
    )
    assert held(leaver, authority) == {"dokumente": ["Konzept"]}

    act()

    job.refresh_from_db()
    assert job.requested_by == successor


def test_what_belongs_to_the_represented_is_shown(authority, leaver):
    organisation = OrganisationFactory(authority=authority, name="Amt")
    RepresentationFactory(user=leaver, organisation=organisation, since=TODAY - YEAR)
    FollowUp.objects.create(
        resolution=ResolutionFactory(authority=authority),
        text="Berichten", due_on=dt.date(2027, 1, 31), responsible=organisation,
    )  # fmt: skip
    paper = CouncilPaperFactory(authority=authority, subject="Vorlage")
    CouncilPaper.objects.filter(pk=paper.pk).update(state=PaperState.COSIGNING)
    CoSignature.objects.create(paper=paper, organisation=organisation)

    found = held(leaver, authority)

    assert found["auftraege"] == ["Berichten, 31.01.2027"]
    assert found["mitzeichnungen"] == [f"{paper} (Amt)"]


def test_the_calendar_address_ends_with_the_last_role(act, authority, leaver):
    calendar_feeds.renew(by=leaver)
    visited(leaver, authority)
    assert held(leaver, authority) == {
        "eigenes": ["geheime Kalenderadresse", "Zeitpunkt des letzten Besuchs"]
    }

    act()

    assert not CalendarFeed.objects.exists()
    assert not LastVisit.objects.exists()


def test_the_calendar_address_stays_with_a_role_elsewhere(act, authority, leaver, neighbour):
    leaver.roles.create(authority=neighbour, kind="reader")
    calendar_feeds.renew(by=leaver)

    act()

    assert CalendarFeed.objects.get().user == leaver


# the page


@pytest.fixture
def page(authority, leaver):
    return reverse("accounts:hand_over", args=[authority.slug, leaver.pk])


def test_the_page_lists_everything_before(enter, administrator, authority, leaver, page):
    organisation = OrganisationFactory(authority=authority, name="Volkshochschule")
    RepresentationFactory(user=leaver, organisation=organisation, since=TODAY - YEAR)

    html = enter(administrator).get(page).content.decode()

    assert "Integrationsbeauftragte" in html
    assert "Volkshochschule" in html
    assert "Vertretungen (1)" in html


def test_sent_it_hands_over_and_leads_to_the_trail(
    enter, administrator, authority, leaver, successor, page
):
    organisation = OrganisationFactory(authority=authority)
    RepresentationFactory(user=leaver, organisation=organisation, since=TODAY - YEAR)
    sent = {
        "successor": successor.pk, "reason": "Elternzeit", "keys": ["vertretungen"], "lock": "on",
    }  # fmt: skip

    answer = enter(administrator).post(page, sent, follow=True)

    assert answer.redirect_chain == [
        (reverse("accounts:events", args=[authority.slug]), 302),
    ]
    html = " ".join(answer.content.decode().split())
    assert "Zuständigkeit übergeben" in html
    assert "an Fachdienst Vielfalt" in html
    assert "Elternzeit<br>Vertretungen: 1" in html
    assert kinds(leaver, authority) == set()


def test_without_anything_held_the_page_says_so(
    enter, administrator, authority, successor, page, leaver
):
    client = enter(administrator)
    assert "Außer den Rollen hält die Person hier nichts." in client.get(page).content.decode()

    client.post(page, {"successor": successor.pk, "reason": "Elternzeit"})

    assert kinds(leaver, authority) == set()


def test_a_missing_reason_or_successor_hands_over_nothing(
    enter, administrator, authority, leaver, neighbour_officer, page
):
    answer = enter(administrator).post(page, {"successor": neighbour_officer.pk, "reason": ""})

    assert set(answer.context["form"].errors) == {"successor", "reason"}
    assert kinds(leaver, authority) == {"officer"}


def test_ones_own_page_says_whom_to_ask(enter, administrator, authority):
    own = reverse("accounts:hand_over", args=[authority.slug, administrator.pk])

    answer = enter(administrator).get(own)

    assert answer.status_code == 403
    assert "Bitten Sie jemand anderen" in answer.content.decode()


def test_the_page_costs_the_same_for_one_thing_and_for_three(
    enter, administrator, authority, leaver, page
):
    client = enter(administrator)

    def more():
        organisation = OrganisationFactory(authority=authority)
        RepresentationFactory(user=leaver, organisation=organisation, since=TODAY - YEAR)
        CouncilPaperFactory(authority=authority, author_function=leaver.function)
        person = PersonFactory(organisation=organisation, email=leaver.email)
        MembershipFactory(body=BodyFactory(authority=authority), person=person)
        measure = MeasureFactory(edition__concept__authority=authority)
        MeasureRole.objects.create(
            measure=measure, organisation=organisation, contact=person, kind=MeasureRoleKind.LEAD
        )

    more()
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    more()
    more()
    with CaptureQueriesContext(connection) as three:
        client.get(page)

    assert len(one) == len(three) <= 30
