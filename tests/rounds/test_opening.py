"""Whom a round asks, and opening it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.mail.actions import send_again
from integration_portal.mail.actions.delivery import deliver_due
from integration_portal.mail.enums import OutboxState
from integration_portal.mail.models import OutboxMail
from measures.models import MeasureRole
from rounds.actions import running as running_actions
from rounds.actions.running import open_round
from rounds.enums import RecipientKind, RoundState
from rounds.grouping import gaps_in, groups_of
from rounds.models import AccessLink, RoundRecipient, StatusRequest
from tests.factories.measures import MeasureFactory
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


# To whom answers go


def test_an_answer_to_the_mail_reaches_who_opened_the_round(planned, officer, sink):
    open_round(reporting_round=planned, by=officer, origin=ORIGIN)

    assert sink.mails[0]["Reply-To"] == officer.email


def test_an_answer_goes_to_nobody_who_left(planned, officer, asleep, sink):
    open_round(reporting_round=planned, by=officer, origin=ORIGIN)
    officer.roles.all().delete()

    deliver_due()

    assert sink.mails[0]["Reply-To"] is None
