"""The administration tells nobody what it does not show."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize(
    ("model", "lookup"),
    [
        ("accounts_user", "password__startswith"),
        ("accounts_user", "password"),
        ("accounts_invitation", "token_hash__startswith"),
        ("accounts_role", "user__password__startswith"),
        ("stakeholders_representation", "user__password__startswith"),
    ],
)
@pytest.mark.parametrize("name", ["administrator", "operator"])
def test_no_secret_is_guessed_by_filters(model, lookup, name, persona, enter):
    address = reverse(f"admin:{model}_changelist")

    assert enter(persona(name)).get(address, {lookup: "a"}).status_code == 400
