"""What is left of typed text before a form judges it."""

import pytest

from integration_portal.editing.cleaning import tidy


@pytest.mark.parametrize("typed", ["\u200b", "\ufeff \u200d", "\u202e", "\u2028\n", " \u00a0"])
@pytest.mark.parametrize("lines", [True, False])
def test_signs_nobody_sees_are_no_text(typed, lines):
    assert tidy(typed, lines=lines) == ""


def test_words_keep_the_signs_between_them():
    assert tidy(" Mi\u200dtte\u00a0Nord ", lines=False) == " Mi\u200dtte\u00a0Nord "


def test_half_a_sign_is_no_sign():
    assert tidy("Fest\ud83c!", lines=False) == "Fest!"
