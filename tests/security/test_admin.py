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


@pytest.mark.parametrize("sent", ["x", "9" * 40, "-1", "1e400", "²", "\0"])
@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("organisation", "parent"), ("person", "organisation"), ("representation", "body"),
        ("body", "succeeds"), ("meeting", "body"), ("contactpoint", "organisation"),
    ],
)  # fmt: skip
def test_what_is_no_id_is_refused_in_a_sentence(model, field, sent, officer, enter):
    """Drawn again, a choice that the browser completes asks for what was chosen."""
    address = reverse(f"admin:stakeholders_{model}_add")

    answer = enter(officer).post(address, {field: sent})

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors


@pytest.mark.parametrize("sent", ["x", "9" * 40])
def test_nor_in_a_row_of_a_body(sent, officer, enter):
    rows = {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 0}
    address = reverse("admin:stakeholders_body_add")

    answer = enter(officer).post(address, rows | {"memberships-0-person": sent})

    assert answer.status_code == 200
    errors = [formset.formset.errors for formset in answer.context["inline_admin_formsets"]]
    assert "person" in errors[0][0]
