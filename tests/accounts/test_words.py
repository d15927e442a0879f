"""The authority's own words: each has a default, lists are lines, the number pattern is checked."""

import pytest
from django.core.exceptions import ValidationError

from integration_portal.accounts.forms.words import PREFIX, AuthorityForm
from integration_portal.accounts.words import (
    GROUPS,
    MAX_ITEMS,
    WORDS,
    split_items,
    validate_items,
    validate_number_pattern,
)


def test_every_word_stands_in_exactly_one_group():
    grouped = [key for keys in GROUPS.values() for key in keys]

    assert sorted(grouped) == sorted(WORDS)


def test_authority_says_the_portals_word_until_it_has_its_own(authority):
    assert authority.word("goal") == "Ziel"

    authority.words = {"goal": "Entwicklungsziel"}

    assert authority.word("goal") == "Entwicklungsziel"


def test_word_nobody_knows_is_an_error(authority):
    with pytest.raises(KeyError):
        authority.word("unknown")


@pytest.mark.parametrize("pattern", ["{number}", "{number}/{year}", "BSV {number}/{year} {body}"])
def test_pattern_with_the_known_placeholders_is_fine(pattern):
    validate_number_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "BSV 3/2017",
        "{year}",
        "{number}{number}",
        "{number}/{month}",
        "{number",
        "{}",
        "{number.__class__}",
        "{number[0]}",
        "{number:>9999999}",
        "{number!r}",
        "{number}{year:{number}}",
    ],
)
def test_any_other_pattern_is_refused_with_an_example(pattern):
    with pytest.raises(ValidationError, match="BSV"):
        validate_number_pattern(pattern)


def test_lists_are_lines_without_gaps_and_repetitions():
    assert split_items(" Projekt \n\nPreis\r\nProjekt\nrunder  Tisch") == [
        "Projekt",
        "Preis",
        "runder Tisch",
    ]


@pytest.mark.parametrize("text", ["x" * 121, "\n".join(f"Art {n}" for n in range(MAX_ITEMS + 1))])
def test_overlong_lists_are_refused(text):
    with pytest.raises(ValidationError):
        validate_items(text)


def form(authority, **sent):
    return AuthorityForm({PREFIX + key: value for key, value in sent.items()}, instance=authority)


def test_own_words_are_stored_and_the_usual_ones_are_not(authority):
    saved = form(
        authority, goal="Entwicklungsziel", need="Handlungsbedarf", measure_types="Projekt\nPreis"
    ).save()

    assert saved.words == {"goal": "Entwicklungsziel", "measure_types": ["Projekt", "Preis"]}


def test_emptied_word_becomes_the_usual_one(authority):
    authority.words = {"goal": "Entwicklungsziel"}

    saved = form(authority, goal="").save()

    assert saved.words == {}


def test_form_shows_own_words_and_names_the_usual_ones(authority):
    authority.words = {"goal": "Entwicklungsziel", "paper_kinds": ["Vorlage", "Antrag"]}

    shown = AuthorityForm(instance=authority)

    assert shown["word_goal"].value() == "Entwicklungsziel"
    assert shown["word_paper_kinds"].value() == "Vorlage\nAntrag"
    assert shown["word_goal"].help_text == "Leer heißt: Ziel."


def test_word_that_is_known_no_more_disturbs_nobody(authority):
    authority.words = {"forgotten": "x"}

    assert AuthorityForm(instance=authority).initial.get("word_forgotten") is None
