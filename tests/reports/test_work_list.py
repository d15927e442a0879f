"""What waits for one person, on one page."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from council.enums import PaperState
from council.models import CoSignature, CouncilPaper, FollowUp
from integration_portal.accounts.models import User
from integration_portal.history.actions import record
from integration_portal.history.models import LastVisit
from measures.enums import MeasureRoleKind, MeasureStatus, ReportState
from measures.models import MeasureRole, StatusReport
from rounds.models import StatusRequest
from tests.factories.concepts import EditionFactory
from tests.factories.council import CouncilPaperFactory, ResolutionFactory
from tests.factories.measures import MeasureFactory, MilestoneFactory
from tests.factories.stakeholders import (
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
)


@pytest.fixture
def page(authority):
    return reverse("reports:work_list", args=[authority.slug])


@pytest.fixture
def edition(authority):
    return EditionFactory(concept__authority=authority, adopted=True)


@pytest.fixture
def own(authority, contributor):
    """The organisation the contributor acts for."""
    organisation = OrganisationFactory(authority=authority, name="Volkshochschule")
    RepresentationFactory(user=contributor, organisation=organisation)
    return organisation


@pytest.fixture
def look(enter, page):
    def see(user):
        return enter(User.objects.get(pk=user.pk)).get(page).context["work"]

    return see


def texts(duties) -> list[str]:
    return [duty.text for duty in duties]


def test_measures_are_those_of_whom_one_acts_for(look, contributor, own, edition):
    MeasureFactory(edition=edition, title="Sprachcafé", led_by=own)
    MeasureFactory(edition=edition, title="Fremdes")

    assert [one.title for one in look(contributor).measures] == ["Sprachcafé"]


def test_an_officer_is_meant_where_the_lead_names_them(look, officer, authority, edition):
    organisation = OrganisationFactory(authority=authority)
    person = PersonFactory(organisation=organisation, email=officer.email.upper())
    measure = MeasureFactory(edition=edition, title="Lotsinnen")
    MeasureRole.objects.create(
        measure=measure, organisation=organisation, contact=person, kind=MeasureRoleKind.LEAD
    )
    MeasureFactory(edition=edition, title="Andere")

    assert [one.title for one in look(officer).measures] == ["Lotsinnen"]


def test_what_is_superseded_waits_for_nobody(look, contributor, own, authority):
    old = EditionFactory(concept__authority=authority, status="superseded")
    measure = MeasureFactory(edition=old, led_by=own)
    MilestoneFactory(measure=measure, planned="2020", responsible=own)

    work = look(contributor)

    assert work.is_empty
    assert work.milestones == []


def test_overdue_milestones_of_own_measures_and_those_one_is_named_for(
    look, contributor, own, edition
):
    led = MeasureFactory(edition=edition, led_by=own, status=MeasureStatus.RUNNING)
    other = MeasureFactory(edition=edition, status=MeasureStatus.RUNNING)
    MilestoneFactory(measure=led, title="Auftakt", planned="2020")
    MilestoneFactory(measure=other, title="Umfrage", planned="2021", responsible=own)
    MilestoneFactory(measure=other, title="Fremdes", planned="2020")
    MilestoneFactory(measure=led, title="Später", planned="2099")

    assert texts(look(contributor).milestones) == [
        "Zwischenziel „Auftakt“",
        "Zwischenziel „Umfrage“",
    ]


def test_reports_that_came_back_wait_for_their_author(look, contributor, own, edition):
    measure = MeasureFactory(edition=edition, title="Sprachcafé", led_by=own)
    for state in (ReportState.RETURNED, ReportState.SUBMITTED):
        StatusReport.objects.create(
            measure=measure, on="2026", status=MeasureStatus.RUNNING, state=state, by=contributor
        )

    (duty,) = look(contributor).requests

    assert (duty.text, duty.note) == ("Sachstand zu Sprachcafé", "zurückgegeben")


def test_requests_of_an_open_round_wait(look, contributor, own, edition):
    measure = MeasureFactory(edition=edition, title="Sprachcafé", led_by=own)
    asked = ask(edition, measure, own)

    (duty,) = look(contributor).requests

    assert duty.text == "Sachstand zu Sprachcafé"
    assert duty.url.endswith(f"/meine/{asked.round_id}/")
    assert duty.late


def ask(edition, measure, organisation) -> StatusRequest:
    """An open round, long due, with one request."""
    reporting_round = edition.reporting_rounds.create(
        title="Bericht", on=dt.date(2026, 1, 31), due=dt.date(2026, 2, 28), state="open",
        opened_at=timezone.now(),
    )  # fmt: skip
    recipient = reporting_round.recipients.create(
        email="vhs@stadt.example", name="Volkshochschule", kind="contact"
    )
    return StatusRequest.objects.create(
        round=reporting_round, recipient=recipient, measure=measure, organisation=organisation
    )


def test_follow_ups_of_ones_organisation_and_for_officers_those_of_nobody(
    look, contributor, officer, own, authority
):
    resolution = ResolutionFactory(authority=authority, public=True)
    for text, responsible in (("Berichten", own), ("Offen", None)):
        FollowUp.objects.create(
            resolution=resolution, text=text, due_on=dt.date(2020, 1, 1), responsible=responsible
        )

    assert texts(look(contributor).follow_ups) == ["Berichten"]
    assert texts(look(officer).follow_ups) == ["Offen"]
    assert look(officer).follow_ups[0].late


def test_a_draft_is_named_only_to_who_may_read_it(look, contributor, officer, own, authority):
    RepresentationFactory(user=officer, organisation=own)
    paper = CouncilPaperFactory(authority=authority, subject="Vertraulich")
    CouncilPaper.objects.filter(pk=paper.pk).update(state=PaperState.COSIGNING)
    CoSignature.objects.create(paper=paper, organisation=own)

    (told,) = look(contributor).cosignatures
    (read,) = look(officer).cosignatures

    assert (told.text, told.url) == (
        "Eine Vorlage; die Integrationsbeauftragten geben Auskunft", "",
    )  # fmt: skip
    assert read.text == str(paper)
    assert told.note == "Mitzeichnung: Volkshochschule"


def long_ago(user, authority) -> dt.datetime:
    at = timezone.now() - dt.timedelta(days=30)
    LastVisit.objects.create(user=user, authority=authority, at=at)
    return at


def test_the_first_visit_tells_no_changes(look, officer, edition):
    record(edition, by=None)

    work = look(officer)

    assert (work.since, work.changes) == (None, [])


def test_changes_of_others_since_the_last_visit(look, officer, contributor, own, authority):
    since = long_ago(officer, authority)
    record(own, by=contributor)
    mine = OrganisationFactory(authority=authority)
    record(mine, by=officer)
    old = OrganisationFactory(authority=authority)
    record(old, by=contributor, at=since - dt.timedelta(days=1))

    work = look(officer)

    assert (work.since, [one.label for one in work.changes]) == (since, ["Volkshochschule"])


def test_a_contributor_hears_of_their_measures(look, contributor, officer, own, edition, authority):
    long_ago(contributor, authority)
    MeasureFactory(edition=edition, title="Fremdes", saved=True)
    MeasureFactory(edition=edition, title="Sprachcafé", led_by=own, saved=True)
    record(own, by=officer)

    assert [one.label for one in look(contributor).changes] == ["Sprachcafé"]


def test_changes_nobody_was_logged_in_for_are_told_too(look, officer, authority, own):
    long_ago(officer, authority)
    record(own, by=None)

    assert [one.label for one in look(officer).changes] == ["Volkshochschule"]


def test_who_comes_back_at_once_still_sees_what_was_new(look, officer, authority):
    since = long_ago(officer, authority)

    assert look(officer).since == since
    assert look(officer).since == since
    assert LastVisit.objects.get().before == since


def test_only_the_moment_is_kept_and_one_can_have_it(look, enter, officer, authority):
    look(officer)

    data = enter(officer).get(reverse("accounts:data")).json()

    (visit,) = data["Zuletzt auf „Meine Aufgaben“"]
    assert visit["Kommune"] == authority.name


def test_council_readers_have_no_work_list(enter, reader, page):
    assert enter(reader).get(page).status_code == 403


def test_with_nothing_to_do_the_page_says_why(enter, officer, page):
    assert "Gerade wartet nichts auf Sie" in enter(officer).get(page).content.decode()


def test_menu_and_overview_lead_there(enter, officer, authority, edition, page):
    html = enter(officer).get(reverse("reports:overview", args=[authority.slug])).content.decode()

    assert html.count(f'href="{page}"') == 2


def test_the_page_costs_the_same_for_one_thing_and_for_three(
    enter, contributor, officer, own, edition, authority, page
):
    long_ago(contributor, authority)
    resolution = ResolutionFactory(authority=authority, public=True)

    def more():
        measure = MeasureFactory(edition=edition, led_by=own, status=MeasureStatus.RUNNING)
        MilestoneFactory(measure=measure, planned="2020")
        ask(edition, measure, own)
        FollowUp.objects.create(
            resolution=resolution, text="Berichten", due_on=dt.date(2020, 1, 1), responsible=own
        )
        paper = CouncilPaperFactory(authority=authority)
        CouncilPaper.objects.filter(pk=paper.pk).update(state=PaperState.COSIGNING)
        CoSignature.objects.create(paper=paper, organisation=own)
        StatusReport.objects.create(
            measure=measure, on="2026", status=MeasureStatus.RUNNING, state="draft", by=contributor
        )

    more()
    client = enter(User.objects.get(pk=contributor.pk))
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    more()
    more()
    with CaptureQueriesContext(connection) as three:
        answer = client.get(page)

    assert len(answer.context["work"].requests) == 6
    assert len(one) == len(three) <= 30
