"""Invitations in the admin: mailed, told when they fail, sent again and revoked."""

from django.contrib.admin.models import LogEntry
from django.urls import reverse

from integration_portal.accounts.models import Invitation
from tests.factories.accounts import (
    InvitationFactory,
)


def url(model: str, page: str, *args) -> str:
    return reverse(f"admin:accounts_{model}_{page}", args=args)


def test_invitation_of_the_admin_is_mailed(enter, administrator, authority, mailoutbox):
    sent = {
        "authority": authority.pk,
        "email": "neu@portal.example",
        "function": "Amt",
        "kind": "reader",
    }

    answer = enter(administrator).post(url("invitation", "add"), sent, follow=True)

    assert answer.status_code == 200
    assert [message.to for message in mailoutbox] == [["neu@portal.example"]]
    assert Invitation.objects.get().invited_by == administrator
    assert LogEntry.objects.count() == 1


def test_failed_mail_of_the_admin_is_told(enter, administrator, authority, broken_mail):
    sent = {
        "authority": authority.pk,
        "email": "neu@portal.example",
        "function": "",
        "kind": "reader",
    }

    answer = enter(administrator).post(url("invitation", "add"), sent, follow=True)

    assert "Gespeichert, aber nicht sicher verschickt: neu@portal.example" in answer.text


def test_invitation_into_another_authority_is_refused(enter, administrator, neighbour, mailoutbox):
    sent = {"authority": neighbour.pk, "email": "neu@portal.example", "kind": "administrator"}

    answer = enter(administrator).post(url("invitation", "add"), sent)

    assert list(answer.context["adminform"].form.errors) == ["authority"]
    assert mailoutbox == []


def test_invitations_are_sent_again_and_revoked_from_the_list(
    enter, administrator, authority, neighbour, mailoutbox
):
    own, foreign = InvitationFactory(authority=authority), InvitationFactory(authority=neighbour)
    browser = enter(administrator)
    both = [own.pk, foreign.pk]

    browser.post(
        url("invitation", "changelist"), {"action": "send_again", "_selected_action": both}
    )
    browser.post(url("invitation", "changelist"), {"action": "revoke", "_selected_action": both})

    assert [message.to for message in mailoutbox] == [[own.email]]
    assert not Invitation.objects.get(pk=own.pk).is_open
    assert Invitation.objects.get(pk=foreign.pk).is_open


def test_a_silent_mail_server_is_asked_once_for_several_invitations(
    enter, administrator, authority, silent_mail
):
    sent = {
        "action": "send_again",
        "_selected_action": [InvitationFactory(authority=authority).pk for _one in range(3)],
    }

    answer = enter(administrator).post(url("invitation", "changelist"), sent, follow=True)

    assert "2 weitere sind unverändert, weil der Mailserver nicht antwortet." in answer.text
    assert authority.account_events.count() == 1
