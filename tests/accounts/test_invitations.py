"""Inviting: a mail with a link, renewed, revoked, and what becomes of it when the mail fails."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from integration_portal.accounts.actions import invitation as invitations
from integration_portal.accounts.enums import InvitationState, MailState, RoleKind
from integration_portal.accounts.models import Invitation
from tests.factories.accounts import InvitationFactory


def link(path: str) -> str:
    return f"https://portal.example{path}"


def path_in(message) -> str:
    return re.search(r"https?://[^/]+(/einladung/\S+)", message.body).group(1)


def invite(by, authority, email="neu@portal.example", kind=RoleKind.CONTRIBUTOR, **more):
    return invitations.invite(authority=authority, email=email, kind=kind, by=by, link=link, **more)


def test_invitation_sends_a_german_mail_with_a_link(administrator, authority, mailoutbox):
    invitation = invite(administrator, authority, function="Fachbereich Soziales")

    [message] = mailoutbox
    assert message.to == ["neu@portal.example"]
    assert message.subject == "Einladung zum Integrationsportal: Stadt Waiblingen"
    assert "Mitwirkende" in message.body
    assert path_in(message)
    assert Invitation.objects.get(pk=invitation.pk).mail == MailState.SENT


def test_link_is_not_stored_readably(administrator, authority, mailoutbox):
    invitation = invite(administrator, authority)

    token = path_in(mailoutbox[0]).split("/")[2]
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values()[0])


@pytest.mark.parametrize("name", ["officer", "contributor", "reader", "neighbour_officer"])
def test_only_administrators_invite(persona, authority, name):
    with pytest.raises(PermissionDenied):
        invite(persona(name), authority)


def test_operator_invites_the_first_administrator(operator, authority):
    invitation = invite(operator, authority, kind=RoleKind.ADMINISTRATOR)

    assert invitation.is_open


def test_inviting_again_renews_the_link_and_ends_the_old_one(
    client, administrator, authority, mailoutbox
):
    invite(administrator, authority, email="Neu@Portal.example")
    invite(administrator, authority, email="neu@portal.example")

    assert Invitation.objects.count() == 1
    assert client.get(path_in(mailoutbox[0])).status_code == 404
    assert client.get(path_in(mailoutbox[1])).status_code == 200


def test_second_open_invitation_for_the_same_is_refused_by_the_database(authority):
    first = InvitationFactory(authority=authority)

    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(authority=authority, email=first.email, kind=first.kind)


def test_refusing_mail_server_loses_no_invitation(administrator, authority, broken_mail):
    invitation = invite(administrator, authority)

    assert Invitation.objects.get(pk=invitation.pk).mail == MailState.FAILED


def test_silent_mail_server_leaves_the_fate_open(administrator, authority, silent_mail):
    invitation = invite(administrator, authority)

    assert Invitation.objects.get(pk=invitation.pk).mail == MailState.WAITING


def test_mail_that_fails_after_a_renewal_says_nothing_about_the_new_one(
    administrator, authority, mailoutbox
):
    invitation = invite(administrator, authority)
    old = Invitation.objects.get(pk=invitation.pk)
    invitations.renew(invitation=old, by=administrator, link=link)
    Invitation.objects.update(mail=MailState.WAITING)

    invitations._deliver(old, "https://portal.example/")

    assert Invitation.objects.get(pk=invitation.pk).mail == MailState.WAITING


def test_expired_invitation_can_be_sent_again(administrator, authority):
    old = InvitationFactory(authority=authority, expires_at=timezone.now() - timedelta(days=1))

    renewed = invitations.renew(invitation=old, by=administrator, link=link)

    assert old.state == InvitationState.EXPIRED
    assert renewed.state == InvitationState.OPEN


@pytest.mark.parametrize("field", ["accepted_at", "revoked_at"])
def test_invitation_that_is_over_is_not_sent_again(administrator, authority, field):
    over = InvitationFactory(authority=authority, **{field: timezone.now()})

    with pytest.raises(invitations.Unusable):
        invitations.renew(invitation=over, by=administrator, link=link)


def test_revoking_what_was_accepted_changes_nothing(administrator, authority):
    over = InvitationFactory(authority=authority, accepted_at=timezone.now())

    invitations.revoke(invitation=over, by=administrator)

    assert Invitation.objects.get(pk=over.pk).state == InvitationState.ACCEPTED
