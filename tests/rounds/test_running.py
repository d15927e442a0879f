"""Opening, reminding in and closing a round."""

import datetime as dt
import threading
from contextlib import closing

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.history.actions import record
from integration_portal.history.differences import changes
from integration_portal.history.models import Revision
from integration_portal.history.sheet import sheet
from integration_portal.mail.actions import send_again
from integration_portal.mail.actions.delivery import deliver_due
from integration_portal.mail.enums import OutboxState
from integration_portal.mail.models import OutboxMail
from measures.models import MeasureRole
from rounds.actions import running as running_actions
from rounds.actions.running import close_round, open_round, remind, remind_due
from rounds.enums import RecipientKind, RequestState, RoundState
from rounds.grouping import gaps_in, groups_of
from rounds.models import AccessLink, RoundRecipient, StatusRequest
from tests.at_once import connect, shared_database
from tests.factories.measures import MeasureFactory
from tests.factories.rounds import ReportingRoundFactory
from tests.factories.stakeholders import OrganisationFactory, PersonFactory
from tests.sink import Sink, text_of

ORIGIN = "https://portal.example"
TODAY = timezone.localdate


def day(days: int) -> dt.date:
    return TODAY() + dt.timedelta(days=days)


def groups(planned, officer):
    return groups_of(planned, officer_email=officer.email)


# Whom one asks


def test_measures_are_grouped_by_the_address_of_who_leads_them(planned, officer, measures, lead):
    (group,) = groups(planned, officer)

    assert (group.email, group.name) == ("bildung@stadt.example", "Fachbereich Bildung")
    assert group.kind == RecipientKind.ORGANISATION
    assert group.measures == [measures[1], measures[0]]


def test_the_contact_of_the_lead_is_asked_first(planned, officer, measures, lead):
    contact = PersonFactory(organisation=lead, email="leitung@stadt.example")
    MeasureRole.objects.filter(measure=measures[0]).update(contact=contact)

    found = groups(planned, officer)

    assert [(group.email, group.kind) for group in found] == [
        ("bildung@stadt.example", RecipientKind.ORGANISATION),
        ("leitung@stadt.example", RecipientKind.CONTACT),
    ]


def test_who_has_withdrawn_consent_is_not_written_to(planned, officer, measures, lead):
    contact = PersonFactory(
        organisation=lead,
        email="leitung@stadt.example",
        legal_basis="consent",
        consent_on=day(-100),
        consent_withdrawn_on=day(-1),
    )
    MeasureRole.objects.update(contact=contact)

    assert [group.email for group in groups(planned, officer)] == ["bildung@stadt.example"]


def test_a_lead_that_is_over_is_not_asked(planned, officer, measures):
    MeasureRole.objects.update(until=FuzzyDate.on(day(-1)))

    (group,) = groups(planned, officer)

    assert (group.email, group.name) == (officer.email, officer.email)


def test_where_nobody_is_known_it_is_a_gap_and_goes_to_the_officer(
    planned, officer, edition, authority
):
    silent = OrganisationFactory(authority=authority, name="Verein ohne Adresse")
    lonely = MeasureFactory(edition=edition, title="Allein", led_by=silent)
    orphan = MeasureFactory(edition=edition, title="Verwaist")

    found = groups(planned, officer)

    assert [one.measure for one in gaps_in(found)] == [lonely, orphan]
    assert (found[-1].email, found[-1].name) == (officer.email, "Verein ohne Adresse")


def test_an_officer_who_leads_something_is_no_gap(planned, officer, edition, authority):
    office = OrganisationFactory(authority=authority, name="Stabsstelle", email=officer.email)
    MeasureFactory(edition=edition, title="A", led_by=None)
    MeasureFactory(edition=edition, title="B", led_by=office)

    own = next(group for group in groups(planned, officer) if group.email == officer.email)

    assert (own.is_gap, [one.measure.title for one in gaps_in([own])]) == (False, ["A"])


@pytest.mark.parametrize(("selection", "count"), [("", 2), ("text=Sprach", 1), ("feld=x", 2)])
def test_the_address_of_the_list_says_which_measures(planned, officer, selection, count):
    planned.selection = selection

    assert sum(len(group.asked) for group in groups(planned, officer)) == count


# Opening


def test_opening_asks_everyone_with_one_mail_each(planned, officer, sink, measures):
    opened = open_round(reporting_round=planned, by=officer, origin=ORIGIN)

    (mail,) = sink.mails
    token = text_of(mail).split("/sachstand/link/")[1].split("/")[0]
    assert (opened.state, opened.opened_by) == (RoundState.OPEN, officer)
    assert [r.measure for r in StatusRequest.objects.in_order()] == [measures[1], measures[0]]
    assert mail["To"] == "bildung@stadt.example"
    assert "- Sprachcafé" in text_of(mail)
    assert f"{ORIGIN}/sachstand/link/{token}/" in text_of(mail)


def test_only_the_hash_of_a_link_is_stored(planned, officer, sink):
    open_round(reporting_round=planned, by=officer, origin=ORIGIN)

    token = text_of(sink.mails[0]).split("/sachstand/link/")[1].split("/")[0]
    stored = [
        *OutboxMail.objects.values_list("text", "error", "cause"),
        *AccessLink.objects.values_list("token_hash"),
    ]
    assert len(token) == 64
    assert not any(token in str(row) for row in stored)


def test_a_round_is_opened_once(planned, officer, asleep):
    open_round(reporting_round=planned, by=officer, origin=ORIGIN)

    with pytest.raises(ValidationError, match="inzwischen läuft"):
        open_round(reporting_round=planned, by=officer, origin=ORIGIN)

    assert OutboxMail.objects.count() == 1


def test_a_round_about_nothing_is_not_opened(planned, officer, asleep):
    planned.selection = "text=gibtesnicht"
    planned.save()

    with pytest.raises(ValidationError, match="keine Maßnahme"):
        open_round(reporting_round=planned, by=officer, origin=ORIGIN)

    assert (OutboxMail.objects.count(), RoundRecipient.objects.count()) == (0, 0)


def test_opening_fails_whole_or_not_at_all(planned, officer, asleep, monkeypatch):
    def broken(**kwargs):
        raise RuntimeError

    monkeypatch.setattr(running_actions, "post_all", broken)

    with pytest.raises(RuntimeError):
        open_round(reporting_round=planned, by=officer, origin=ORIGIN)

    planned.refresh_from_db()
    assert (planned.state, StatusRequest.objects.count()) == (RoundState.PLANNED, 0)


def test_only_officers_open_and_close(planned, contributor, administrator):
    for person in (contributor, administrator):
        with pytest.raises(PermissionDenied):
            open_round(reporting_round=planned, by=person, origin=ORIGIN)


def test_a_mail_server_that_falls_silent_leaves_no_round_half_sent(
    planned, officer, enter, edition, authority, asleep, settings
):
    for n in range(2):
        lead = OrganisationFactory(authority=authority, email=f"amt{n}@stadt.example")
        MeasureFactory(edition=edition, led_by=lead)
    opened = open_round(reporting_round=planned, by=officer, origin=ORIGIN)
    with Sink(hangs=True) as sink:
        settings.MAILERS = sink.mailers
        deliver_due()
        sink.hangs = False
        OutboxMail.objects.update(next_try_at=timezone.now())
        deliver_due()
        unsure = OutboxMail.objects.wants_somebody().get()
        by_itself = sorted(mail["To"] for mail in sink.mails)
        shown = enter(officer).get(opened.get_absolute_url()).content.decode()
        send_again(mail=unsure, by=officer)
        deliver_due()

    assert StatusRequest.objects.filter(round=opened).count() == 4
    assert unsure.state == OutboxState.UNSURE
    assert "Nicht jede Mail ist sicher angekommen." in shown
    assert (len(by_itself), unsure.to in by_itself) == (2, False)
    assert sorted(mail["To"] for mail in sink.mails) == sorted(
        ["bildung@stadt.example", "amt0@stadt.example", "amt1@stadt.example"]
    )


# Reminding


@pytest.fixture
def yesterday(asked, recipient):
    RoundRecipient.objects.update(reminded_on=day(-1))


def test_one_click_reminds_who_has_something_left(running, officer, asked, yesterday, sink):
    asked[0].state, asked[0].submitted_at = RequestState.SUBMITTED, timezone.now()
    asked[0].save()

    count = remind(reporting_round=running, by=officer)

    (mail,) = sink.mails
    assert count == 1
    assert "- Lotsinnen" in text_of(mail)
    assert "- Sprachcafé" not in text_of(mail)


def test_nobody_is_reminded_twice_on_one_day(running, officer, yesterday, recipient, sink):
    counts = [
        remind(reporting_round=running, by=officer, recipient=recipient),
        remind(reporting_round=running, by=officer),
    ]

    assert (counts, len(sink.mails)) == ([1, 0], 1)


def test_who_has_handed_in_is_not_reminded(running, officer, asked, yesterday, asleep):
    StatusRequest.objects.update(state=RequestState.SUBMITTED, submitted_at=timezone.now())

    assert remind(reporting_round=running, by=officer) == 0


def test_while_a_mail_still_waits_nobody_is_reminded(running, officer, asked, yesterday, asleep):
    remind(reporting_round=running, by=officer)
    RoundRecipient.objects.update(reminded_on=day(-1))

    assert remind(reporting_round=running, by=officer) == 0
    assert OutboxMail.objects.get().state == OutboxState.QUEUED


@pytest.mark.parametrize(
    ("due", "written", "reminded"),
    [
        (8, -30, 0),  # the first rung is tomorrow
        (7, -30, 1),  # seven days before
        (5, -30, 1),  # nothing ran on that day
        (5, -2, 0),  # it did
        (0, -7, 1),  # on the day
        (-1, -1, 0),
        (-7, -7, 1),  # a week later
        (-14, -7, 1),
        (-14, 0, 0),  # by hand, today
    ],
)
def test_the_ladder_reminds_before_on_and_after(asked, running, asleep, due, written, reminded):
    running.on = day(-60)
    running.due = day(due)
    running.save()
    RoundRecipient.objects.update(reminded_on=day(written))

    assert (remind_due(), remind_due()) == (reminded, 0)


def test_a_ladder_without_rungs_never_reminds(asked, running, yesterday):
    running.on, running.due = day(-60), day(-30)
    running.remind_before = running.remind_after = None
    running.remind_on_due = False
    running.save()

    assert remind_due() == 0


def test_a_closed_round_reminds_nobody(asked, running, officer, yesterday, monkeypatch):
    running.on, running.due = day(-60), day(0)
    running.save()
    still_open = list(type(running).objects.open())
    close_round(reporting_round=running, by=officer)
    monkeypatch.setattr(type(running).objects, "open", lambda: still_open)

    assert remind_due() == 0


def test_the_command_reminds_and_sends(asked, running, yesterday, sink, capsys):
    running.on, running.due = day(-60), day(0)
    running.save()

    call_command("send_reminders")

    assert capsys.readouterr().out == "1 erinnert, 0 Mails gesendet.\n"
    assert len(sink.mails) == 1  # the worker was faster


@pytest.mark.django_db(transaction=True)
def test_two_commands_at_once_remind_once(asked, running, yesterday, asleep, tmp_path):
    running.on, running.due = day(-60), day(0)
    running.save()
    settings = shared_database(tmp_path)
    start, counts = threading.Barrier(2, timeout=20), []

    def work() -> None:
        with closing(connect(settings)):
            start.wait()
            counts.append(remind_due())

    both = [threading.Thread(target=work) for _n in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=60)

    usual = connections["default"]
    with closing(connect(settings)):
        mails = OutboxMail.objects.count()
    connections["default"] = usual
    assert (sorted(counts), mails) == ([0, 1], 1)


# Closing


def test_a_closed_round_is_frozen(asked, running, officer):
    closed = close_round(reporting_round=running, by=officer)

    assert closed.state == RoundState.CLOSED
    for again in (close_round, remind):
        with pytest.raises(PermissionDenied):
            again(reporting_round=closed, by=officer)


def test_of_two_who_close_the_second_is_told(running, officer):
    close_round(reporting_round=running, by=officer)

    with pytest.raises(ValidationError, match="inzwischen geschlossen"):
        close_round(reporting_round=running, by=officer)


def test_a_mail_that_waited_until_the_round_was_closed_is_not_sent(planned, officer, asleep, sink):
    opened = open_round(reporting_round=planned, by=officer, origin=ORIGIN)
    close_round(reporting_round=opened, by=officer)
    deliver_due()

    mail = OutboxMail.objects.get()
    assert (mail.state, mail.error) == (OutboxState.FAILED, "Die Abfrage ist geschlossen.")


def test_a_round_says_when_it_is_over(running):
    running.due = day(-1)

    assert running.is_overdue
    assert str(ReportingRoundFactory.build(title="Bericht")) == "Bericht"


def test_its_history_names_the_questions_by_their_words(planned, officer):
    record(planned, by=officer)
    planned.questions = [name for name in planned.questions if name != "spent"]
    record(planned, by=officer)
    came_and_went = told(planned)
    planned.questions = []
    record(planned, by=officer)

    assert came_and_went == ["Fragen „verausgabt im Jahr des Stichtags“ entfernt"]
    assert told(planned)[0] == "Fragen „Ampel“ entfernt"
    sheet_of = dict(sheet(type(planned), {"questions": ["progress", "spent", "gone"]}).facts)
    assert sheet_of == {"Fragen": "Fortschritt, verausgabt im Jahr des Stichtags, gone"}


def told(thing) -> list[str]:
    """The last change, in sentences."""
    new, old = Revision.objects.of(thing).order_by("-pk")[:2]
    return [change.sentence for change in changes(type(thing), old.state, new.state)]
