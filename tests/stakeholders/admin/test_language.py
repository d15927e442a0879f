"""The admin speaks German: no word of Django's or of ours is left in English."""

import re
from html import unescape

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.factories.accounts import InvitationFactory

# Words that English pages cannot do without, and that no German page has.
ENGLISH = re.compile(
    r"\b(the|of|and|to|is|are|this|that|by|with|from|has|have|please|select|add|another|delete|"
    r"change|changed|save|search|show|hide|all|any|yes|no|created|updated|more|view|go|actions?|"
    r"clear|close|unknown|required|users?|roles?|today|now|history|empty|enter|choose|available|"
    r"since|until|parent|successor|authority|body|people|date|time|state|place|position|active|"
    r"first|last|name of|kind|public|internal|title|number|remove|down|up)\b",
    re.IGNORECASE,
)
NOT_SHOWN = re.compile(r"<(script|style|svg)\b.*?</\1>|<!--.*?-->", re.DOTALL)
SAID = re.compile(r'\b(?:aria-label|title|placeholder|alt|data-label)="([^"]*)"')
BUTTON = re.compile(r'<input[^>]*type="(?:submit|button|reset)"[^>]*>')
TAG = re.compile(r"<[^>]*>")
PATTERN = re.compile(r"\{(number|year|body)\}")  # what stands for something in a paper's number


def words_of(html: str) -> str:
    """What a page says: its text, its labels for screen readers, its buttons."""
    html = NOT_SHOWN.sub(" ", html)
    buttons = (re.search(r'value="([^"]*)"', button) for button in BUTTON.findall(html))
    said = [*SAID.findall(html), *(found[1] for found in buttons if found)]
    return PATTERN.sub(" ", unescape(" \n ".join([TAG.sub(" ", html), *said])))


def pages_of(model) -> list[str]:
    """The list, an empty form and a filled one."""
    label = model._meta.label_lower.replace(".", "_")
    pages = [reverse(f"admin:{label}_changelist"), reverse(f"admin:{label}_add")]
    if first := model._base_manager.first():
        pages.append(reverse(f"admin:{label}_change", args=[first.pk]))
    return pages


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label_lower)
@pytest.mark.parametrize("who", ["administrator", "operator"])
def test_lists_and_forms_are_german(model, who, persona, enter, things, authority):
    InvitationFactory(authority=authority)
    browser = enter(persona(who))

    answers = [browser.get(page) for page in pages_of(model)]

    open_pages = [words_of(answer.text) for answer in answers if answer.status_code == 200]
    assert [sorted(set(ENGLISH.findall(words))) for words in open_pages] == [[]] * len(open_pages)
