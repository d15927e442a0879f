"""Somebody becomes unrecognisable: rounds and the outbox know them no longer."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from integration_portal.history.actions import record
from integration_portal.mail.actions import send_again
from integration_portal.mail.actions.delivery import deliver_due
from integration_portal.mail.enums import OutboxState
from integration_portal.mail.models import OutboxMail
from measures.enums import ReportState
from rounds.actions.answering import hand_in_unchanged
from rounds.actions.links import ask_at
from rounds.actions.running import close_round, remind
from rounds.models import RoundRecipient
from stakeholders.actions.deleting import delete
from stakeholders.actions.people import anonymise, export
from tests.factories.measures import MeasureFactory
from tests.factories.rounds import (
    AccessLinkFactory,
    RoundRecipientFactory,
    StatusRequestFactory,
)
from tests.factories.stakeholders import OrganisationFactory, PersonFactory
from tests.rounds.conftest import at

EMAIL, EARLIER = "erika@stadt.example", "erika.alt@stadt.example"


@pytest.fixture
def person(authority, officer):
    """Known under another address before."""
    person = PersonFactory(
        authority=authority, function="Leitung", name="Erika Beispiel", email=EARLIER
    )
    record(person, by=officer)
    person.email = "Erika@Stadt.example"
    person.save()
    record(person, by=officer)
    return person


@pytest.fixture
def hers(running, edition):
    """What she is asked for, under both addresses, and has answered once."""
    found = []
    for email in (EMAIL, EARLIER):
        recipient = RoundRecipientFactory(round=running, email=email, name=email)
        AccessLinkFactory(recipient=recipient, token=email)
        measure = MeasureFactory(edition=edition, status="running")
        found.append(StatusRequestFactory(recipient=recipient, measure=measure))
    hand_in_unchanged(request=found[0], name=EMAIL)
    return found


def letter(about: RoundRecipient, state: str, to: str) -> OutboxMail:
    now = timezone.now()
    return OutboxMail.objects.create(
        authority=about.round.authority, to=to, subject="Abfrage", text="Guten Tag, {link}",
        cause="Eröffnung", subject_type="rounds.roundrecipient", subject_id=about.pk,
        state=state, sent_at=now, claimed_at=now, error=f"550 <{to}>",
    )  # fmt: skip


def test_name_and_addresses_leave_recipients_answers_and_mails(person, hers, officer):
    sent = letter(hers[0].recipient, "sent", EMAIL)
    failed = letter(hers[1].recipient, "failed", EARLIER)

    anonymise(person=person, by=officer)

    recipients = RoundRecipient.objects.values_list("email", "name")
    assert list(recipients) == [("", "anonymisierte Person")] * 2
    for email in (EMAIL, EARLIER):
        assert Client().get(f"/sachstand/link/{email}/").status_code == 404
    for mail, state in ((sent, OutboxState.SENT), (failed, OutboxState.DROPPED)):
        mail.refresh_from_db()
        assert (mail.to, mail.text, mail.error, mail.state) == ("", "", "", state)
        assert (mail.subject, mail.cause, mail.forgotten_at is None) == (
            "Abfrage",
            "Eröffnung",
            False,
        )
    hers[0].refresh_from_db()
    assert (hers[0].state, hers[0].submitted_by) == ("submitted", "")
    assert hers[0].report.text.startswith("Unverändert")


def test_an_organisation_that_was_asked_keeps_its_name(person, running, officer):
    recipient = RoundRecipientFactory(round=running, email=EMAIL, name="Fachbereich Bildung")

    anonymise(person=person, by=officer)

    recipient.refresh_from_db()
    assert (recipient.email, recipient.name) == ("", "Fachbereich Bildung")


def test_a_deleted_person_leaves_no_address_either(person, hers, officer):
    delete(person, by=officer)

    assert set(RoundRecipient.objects.values_list("email", flat=True)) == {""}


def test_an_office_keeps_its_address_when_its_contact_goes(person, hers, officer, authority):
    OrganisationFactory(authority=authority, name="Amt", email=EMAIL)

    anonymise(person=person, by=officer)

    assert list(RoundRecipient.objects.order_by("pk").values_list("email", flat=True)) == [
        EMAIL,
        "",
    ]


def test_another_authority_keeps_what_is_its_own(person, officer):
    elsewhere = RoundRecipientFactory(email=EMAIL)
    assert elsewhere.round.authority != person.authority
    mail = letter(elsewhere, "sent", EMAIL)

    anonymise(person=person, by=officer)

    elsewhere.refresh_from_db()
    mail.refresh_from_db()
    assert (elsewhere.email, mail.to) == (EMAIL, EMAIL)


def test_a_mail_on_its_way_to_nobody_is_not_sent(person, hers, officer, sink, asleep):
    mail = letter(hers[0].recipient, "queued", EMAIL)

    anonymise(person=person, by=officer)

    mail.refresh_from_db()
    assert (deliver_due(), sink.mails) == (0, [])
    with pytest.raises(PermissionDenied):
        send_again(mail=mail, by=officer)
    assert not OutboxMail.objects.wants_somebody().exists()


def test_her_data_name_where_she_was_asked_and_written_to(person, hers):
    letter(hers[1].recipient, "sent", EARLIER)

    told = {entry["art"]: entry["eintraege"] for entry in export(person)["weitere_daten"]}

    assert [row["E-Mail-Adresse"] for row in told["Sachstandsabfragen"][:2]] == [EMAIL, EARLIER]
    assert told["Sachstandsabfragen"][2] == {
        "Abfrage": "Sachstandsbericht 2026",
        "Maßnahme": str(hers[0].measure),
        "abgegeben von": EMAIL,
    }
    assert [(row["an"], row["Stand"]) for row in told["Mails des Portals"]] == [
        (EARLIER, "gesendet")
    ]
    json.dumps(told)


def test_who_is_nowhere_has_no_further_data(person):
    assert export(person)["weitere_daten"] == []


# What is still asked


@pytest.fixture
def gone(person, hers, officer):
    """Both requests, after she has become unrecognisable."""
    anonymise(person=person, by=officer)
    for request in hers:
        request.refresh_from_db()
        request.recipient.refresh_from_db()
    return hers


def test_nobody_is_reminded_where_nobody_is_left(gone, running, officer, enter):
    shown = enter(officer).get(at("recipient", gone[1].recipient)).content.decode()

    assert remind(reporting_round=running, by=officer) == 0
    assert "Diese Stelle hat keine Adresse mehr." in shown
    assert "Erinnern" not in shown


def test_what_is_given_back_stands_at_the_text_without_a_mail(gone, officer, enter):
    request = gone[0]
    url = reverse("rounds:give_back", args=[request.round.authority.slug, request.pk])

    answer = enter(officer).post(url, {"remark": "Bitte Zahlen."}, follow=True)

    request.refresh_from_db()
    assert "Die Adresse ist entfernt." in answer.content.decode()
    assert (request.report.state, request.report.remark) == (ReportState.RETURNED, "Bitte Zahlen.")
    assert not OutboxMail.objects.exists()


def test_it_is_asked_of_somebody_else_and_nothing_written_is_lost(gone, officer, enter, sink):
    browser, recipient = enter(officer), gone[1].recipient
    assert "Adresse ändern" in browser.get(at("recipient", recipient)).content.decode()

    answer = browser.post(at("recipient_address", recipient), {"email": "Neu@Stadt.example"})

    recipient.refresh_from_db()
    assert answer.url == at("recipient", recipient)
    assert (recipient.email, recipient.kind) == ("neu@stadt.example", "by_hand")
    assert [mail["To"] for mail in sink.mails] == ["neu@stadt.example"]
    assert recipient.requests.get() == gone[1]


@pytest.mark.parametrize("state", ["queued", "failed", "unsure"])
def test_no_link_goes_to_the_address_of_before(hers, officer, enter, sink, asleep, state):
    recipient = hers[1].recipient
    mail = letter(recipient, state, EARLIER)

    enter(officer).post(at("recipient_address", recipient), {"email": "neu@stadt.example"})
    deliver_due()

    mail.refresh_from_db()
    assert (mail.state, mail.to) == (OutboxState.DROPPED, "")
    assert [mail["To"] for mail in sink.mails] == ["neu@stadt.example"]


def test_a_mail_taken_up_before_the_address_changed_carries_no_link(hers, sink, asleep):
    mail = letter(hers[1].recipient, "queued", EARLIER)
    RoundRecipient.objects.filter(pk=hers[1].recipient_id).update(email="neu@stadt.example")

    deliver_due()

    mail.refresh_from_db()
    assert (mail.error, sink.mails) == ("Inzwischen wird unter einer anderen Adresse gefragt.", [])


def test_what_goes_to_somebody_asked_already_joins_theirs(hers, officer, enter, sink):
    first, second = (request.recipient for request in hers)

    answer = enter(officer).post(at("recipient_address", first), {"email": EARLIER})

    assert answer.url == at("recipient", second)
    assert (second.requests.count(), RoundRecipient.objects.get()) == (2, second)


def test_an_address_is_changed_by_officers_and_while_the_round_is_open(
    hers, officer, contributor, enter, running
):
    with pytest.raises(PermissionDenied):
        ask_at(recipient=hers[0].recipient, email="a@b.example", by=contributor)
    close_round(reporting_round=running, by=officer)

    assert enter(officer).get(at("recipient_address", hers[0].recipient)).status_code == 403
