"""Totals, letters and words that papers are made of."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from council.enums import (
    PAPER_TRANSITIONS,
    ImplicationEffect,
    OutcomeKind,
    PaperState,
)
from council.lettering import letter, suggested_labels
from council.models import Outcome
from council.money import totals


def line(expense=None, income=None, *, recurring=False):
    return SimpleNamespace(
        expense=expense and Decimal(expense), income=income and Decimal(income), recurring=recurring
    )


def test_totals_keep_once_and_running_apart():
    found = totals([line(20_000, 15_000), line(5_000, recurring=True), line(None, 500)])

    assert (found.once.expense, found.once.income) == (20_000, 15_500)
    assert (found.recurring.expense, found.recurring.income) == (5_000, 0)
    assert (found.total.expense, found.total.income, found.total.net) == (25_000, 15_500, 9_500)
    assert (found.has_once, found.has_recurring) == (True, True)


def test_totals_of_nothing_are_nothing():
    found = totals([])

    assert (found.total.net, found.has_once, found.has_recurring) == (0, False, False)


@pytest.mark.parametrize(
    ("levels", "labels"),
    [
        ([1, 1, 2, 2, 1, 2], ["A.", "B.", "1.", "2.", "C.", "1."]),
        ([2, 2], ["1.", "2."]),
        ([], []),
    ],
)
def test_sections_are_lettered_and_numbered(levels, labels):
    assert suggested_labels(levels) == labels


@pytest.mark.parametrize(("number", "word"), [(1, "A"), (26, "Z"), (27, "AA"), (53, "BA")])
def test_letters_go_on_after_z(number, word):
    assert letter(number) == word


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ({"votes_text": "einstimmig"}, "einstimmig"),
        ({"votes_yes": 24, "votes_no": 0, "votes_abstained": 1}, "24 Ja, 0 Nein, 1 Enthaltung"),
        (
            {"votes_text": "mehrheitlich", "votes_yes": 20, "votes_no": 4},
            "mehrheitlich (20 Ja, 4 Nein)",
        ),
        ({"votes_abstained": 2}, "2 Enthaltungen"),
        ({}, ""),
    ],
)
def test_votes_are_printed_as_far_as_they_are_known(given, printed):
    assert Outcome(**given).votes == printed


def test_every_state_and_outcome_has_a_tone_and_a_way():
    assert {state.tone for state in PaperState} <= {"ok", "late", "bad", "neutral", "done"}
    assert {kind.tone for kind in OutcomeKind} == {"late", "bad", "done"}
    assert set(PAPER_TRANSITIONS) == set(PaperState.values)
    assert len(ImplicationEffect.choices) == 4
