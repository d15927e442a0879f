"""Inviting somebody to a role they hold already would send a mail about nothing."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
HELD = "Wer diese Adresse hat, hat diese Rolle hier schon."


@pytest.mark.parametrize(
    ("kind", "mails", "status", "said"), [("officer", 0, 200, True), ("reader", 1, 302, False)]
)
def test_who_holds_the_role_already_is_not_invited(
    kind, mails, status, said, authority, administrator, officer, enter, mailoutbox
):
    sent = {"email": officer.email.upper(), "function": "Rat", "kind": kind}

    answer = enter(administrator).post(reverse("accounts:invite", args=[authority.slug]), sent)

    assert (len(mailoutbox), answer.status_code, HELD in answer.text) == (mails, status, said)
