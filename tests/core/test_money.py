"""Amounts as offices write them."""

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from concepts.models import EditionCost
from integration_portal.core.money import amount, euro, parse


@pytest.fixture
def field() -> forms.Field:
    return EditionCost._meta.get_field("budget").formfield()


@pytest.mark.parametrize(
    ("typed", "euros"),
    [
        ("15.000", "15000"),
        ("15000", "15000"),
        ("1.000", "1000"),
        ("1000,5", "1000.5"),
        ("15.000,50 €", "15000.50"),
        ("EUR 1.234.567,89", "1234567.89"),
        ("0", "0"),
        ("0,01", "0.01"),
        (" 20 000 € ", "20000"),
        ("5 Euro", "5"),
        ("15.000,-", "15000"),
        ("15.000,–", "15000"),
        ("9.999.999.999,99", "9999999999.99"),
    ],
)
def test_german_amounts(field, typed, euros):
    assert field.clean(typed) == Decimal(euros)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5", "nicht unter 0 €"),
        ("-0,01", "nicht unter 0 €"),
        ("15,000.50", "ist kein Betrag"),
        ("1.00", "ist kein Betrag"),
        ("1,234", "ist kein Betrag"),
        ("viel", "ist kein Betrag"),
        ("1e9", "ist kein Betrag"),
        ("NaN", "ist kein Betrag"),
        ("Infinity", "ist kein Betrag"),
        ("12.34.567", "ist kein Betrag"),
        ("\u0661\u0662", "ist kein Betrag"),
        ("10.000.000.000", "höchstens 9.999.999.999,99\xa0€"),
        ("9" * 5000, "höchstens 9.999.999.999,99\xa0€"),
    ],
)
def test_what_is_no_amount_is_refused_clearly(field, typed, said):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)

    assert len(refused.value.messages) == 1
    assert said in refused.value.messages[0]


@pytest.mark.parametrize(
    ("euros", "printed"),
    [
        (Decimal("15000"), "15.000\xa0€"),
        (Decimal("15000.5"), "15.000,50\xa0€"),
        (Decimal("0"), "0\xa0€"),
        (Decimal("1234567.89"), "1.234.567,89\xa0€"),
        (7, "7\xa0€"),
        (Decimal("-58000"), "−58.000\xa0€"),
        (None, ""),
    ],
)
def test_printing(euros, printed):
    assert euro(euros) == printed


@pytest.mark.parametrize("cents", [0, 1, 99, 100, 99_999, 100_000, 1_500_000, 123_456_789])
def test_what_is_printed_is_read_back_as_itself(cents):
    euros = Decimal(cents) / 100

    assert parse(amount(euros)) == euros
    assert parse(euro(euros)) == euros
    assert parse(euro(-euros)) == -euros


def test_nothing_is_no_amount():
    assert parse(" ") is None
    assert amount(None) == ""


def test_another_way_to_write_the_same_amount_is_no_change(field):
    assert not field.has_changed(Decimal("5000.00"), "5.000 €")
    assert field.has_changed(Decimal("5000.00"), "5.001")
    assert field.has_changed(Decimal("5000.00"), "Unsinn")


def test_what_is_stored_is_shown_as_it_is_typed(field):
    assert field.prepare_value(Decimal("5000.00")) == "5.000"
    assert field.prepare_value("5.0oo") == "5.0oo"
