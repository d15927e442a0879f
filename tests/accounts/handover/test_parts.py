"""What goes over with a handover: tasks, contacts, seats, reports, papers, documents."""

import datetime as dt

from council.enums import PaperState
from council.models import CoSignature, CouncilPaper, FollowUp
from integration_portal.accounts.handover import holdings
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

from .conftest import YEAR, today


def held(leaver, authority) -> dict[str, list[str]]:
    return {one.part.key: one.things for one in holdings(leaver, authority)}


def last_reason(thing) -> str:
    return Revision.objects.of(thing).first().reason


WHY = "Übergabe von Stabsstelle Integration an Fachdienst Vielfalt: Wechsel zum Jahresende"


def test_representations_end_and_begin_today(act, authority, leaver, successor):
    organisation = OrganisationFactory(authority=authority, name="Volkshochschule")
    old = RepresentationFactory(user=leaver, organisation=organisation, since=today() - YEAR)
    assert held(leaver, authority) == {"vertretungen": ["Volkshochschule"]}

    act()

    old.refresh_from_db()
    new = Representation.objects.get(user=successor)
    assert (old.until, new.since, new.until) == (today(), today(), None)
    assert (last_reason(old), last_reason(new)) == (WHY, WHY)


def test_a_representation_to_come_and_one_that_ended(act, authority, leaver, successor):
    to_come = OrganisationFactory(authority=authority, name="Neu")
    RepresentationFactory(user=leaver, organisation=to_come, since=today() + YEAR)
    ended = OrganisationFactory(authority=authority, name="Vorbei")
    RepresentationFactory(
        user=leaver, organisation=ended, since=today() - 2 * YEAR, until=today() - YEAR
    )

    act()

    assert [(one.organisation, one.since) for one in successor.representations.all()] == [
        (to_come, today() + YEAR)
    ]


def test_who_acts_for_the_organisation_already_does_not_twice(act, authority, leaver, successor):
    organisation = OrganisationFactory(authority=authority)
    for user in (leaver, successor):
        RepresentationFactory(user=user, organisation=organisation, since=today() - YEAR)

    act()

    assert successor.representations.count() == 1


def test_contacts_of_measures_become_the_successors(act, authority, leaver, successor):
    organisation = OrganisationFactory(authority=authority)
    person = PersonFactory(
        organisation=organisation, email="ALT@stadt.example", function="Stabsstelle"
    )
    measure = MeasureFactory(edition__concept__authority=authority, title="Sprachcafé", saved=True)
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
    assert (str(old.until), str(new.since)) == (f"{today():%d.%m.%Y}",) * 2
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
    RepresentationFactory(user=leaver, organisation=organisation, since=today() - YEAR)
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
