"""What the tags, templates and form markup write, without a browser."""

import re
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import RequestContext, Template
from django.test import RequestFactory

from integration_portal.core.forms import with_added_row
from integration_portal.core.sections import section_of
from tests.look.forms import CostFormSet, FilterForm, MeasureForm

TEMPLATES = Path(__file__).parents[2] / "templates"


def written(source: str, path: str = "/", **context) -> str:
    request = RequestFactory().get(path)
    text = Template("{% load portal %}" + source).render(RequestContext(request, context))
    return re.sub(r"\s+", " ", text).strip()


def test_badge_says_its_state_in_words():
    assert written("{% badge 'gefährdet' 'bad' %}") == (
        '<span class="state bad"><span>gefährdet</span></span>'
    )


def test_badge_takes_words_and_tone_from_a_choice():
    class Choice:
        label, tone = "umgesetzt", "done"

    assert written("{% badge state %}", state=Choice()) == (
        '<span class="state done"><span>umgesetzt</span></span>'
    )


def test_badge_of_nothing_is_nothing():
    assert written("{% badge '' %}") == ""


def test_badge_escapes_what_people_wrote():
    assert written("{% badge text 'x' %}", text="<b>") == (
        '<span class="state neutral"><span>&lt;b&gt;</span></span>'
    )


@pytest.mark.parametrize(
    ("path", "state", "target"),
    [
        ("/", "", "?sort=title"),
        ("/?sort=title&page=3", ' aria-sort="ascending"', "?sort=-title"),
        ("/?sort=-title&lead=7", ' aria-sort="descending"', "?sort=title&amp;lead=7"),
    ],
)
def test_column_sorts_by_a_link_and_says_so(path, state, target):
    assert written("{% column 'Titel' 'title' %}", path) == (
        f'<th scope="col" role="columnheader"{state}><a class="sort" href="{target}">Titel</a></th>'
    )


def test_pagination_keeps_the_filters():
    page = Paginator(range(30), 10).page(2)

    text = written("{% pagination page %}", "/?state=done&page=2", page=page)

    assert re.findall('href="([^"]*)"', text) == [
        "?state=done&amp;page=1",
        "?state=done&amp;page=1",
        "?state=done&amp;page=2",
        "?state=done&amp;page=3",
        "?state=done&amp;page=3",
    ]
    assert "11 bis 20 von 30" in text


def test_chips_take_one_filter_away_each():
    path = "/?text=sprach&state=running&state=done&page=4"
    form = FilterForm(QueryDict(path[2:]))

    text = written("{% chips form %}", path, form=form)

    assert re.findall('href="([^"]*)"', text) == [
        "?state=running&amp;state=done",
        "?text=sprach&amp;state=done",
        "?text=sprach&amp;state=running",
        "/",
    ]


def test_bar_describes_every_part_in_words():
    parts = [
        {"label": "umgesetzt", "count": 1, "tone": "done"},
        {"label": "geplant", "count": 3, "tone": "neutral"},
        {"label": "verzögert", "count": 0, "tone": "late"},
    ]

    text = written("{% stacked_bar parts %}", parts=parts)

    assert re.findall('aria-label="([^"]*)"', text) == ["1 umgesetzt, 3 geplant"]
    assert re.findall('<rect [^>]*x="([^"]*)" width="([^"]*)"', text) == [
        ("0.0%", "25.0%"),
        ("25.0%", "75.0%"),
    ]


def test_bar_of_nothing_says_so():
    assert 'aria-label="nichts"' in written("{% stacked_bar parts %}", parts=[])


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/offenburg/", "overview"),
        ("/offenburg/massnahmen/12/bearbeiten/", "measures"),
        ("/offenburg/sachstandsabfragen/3/", "measures"),
        ("/offenburg/beschluesse/", "papers"),
        ("/offenburg/sitzungen/3/", "bodies"),
        ("/offenburg/suche/", ""),
    ],
)
def test_section_is_known_by_the_address(path, section):
    assert section_of(path) == section


def test_field_joins_label_help_and_error_to_its_control():
    form = MeasureForm({"end": "gestern", "start": ""})

    text = str(form["end"].as_field_group())

    assert re.findall('aria-invalid="([^"]*)"', text) == ["true"]
    assert re.findall('aria-describedby="([^"]*)"', text) == re.findall(
        'class="errors" id="([^"]*)"', text
    )
    assert re.findall('<label[^>]* for="([^"]*)"', text) == ["id_end"]


def test_choices_are_a_group_with_a_legend():
    text = str(MeasureForm()["kind"].as_field_group())

    assert text.count("<fieldset") == text.count("<legend") == 1
    assert re.findall('aria-describedby="([^"]*)"', text) == ["id_kind_helptext"]
    assert text.count('class="kern-form-check__radio"') == 2


@pytest.mark.parametrize(("number", "searched"), [(12, False), (13, True)])
def test_a_long_list_of_boxes_has_its_own_height_and_a_search(number, searched):
    class ManyForm(forms.Form):
        fields_of_action = forms.MultipleChoiceField(
            label="Handlungsfelder",
            choices=[(n, f"Feld {n}") for n in range(number)],
            widget=forms.CheckboxSelectMultiple,
        )

    text = str(ManyForm()["fields_of_action"].as_field_group())

    assert ("choices--many" in text, 'type="search"' in text) == (searched, searched)
    assert text.count('type="checkbox"') == number


def test_required_fields_say_so_in_words():
    form = MeasureForm()

    assert ["Pflichtfeld" in str(form[name].as_field_group()) for name in ("title", "note")] == [
        True,
        False,
    ]


def test_form_may_mark_the_optional_fields_instead():
    form = MeasureForm()
    form.marks = "optional"

    assert ["freiwillig" in str(form[name].as_field_group()) for name in ("title", "note")] == [
        False,
        True,
    ]


def test_summary_names_the_row_and_leads_to_its_field():
    formset = CostFormSet(
        {"c-TOTAL_FORMS": "1", "c-INITIAL_FORMS": "0", "c-0-year": "2026", "c-0-planned": "-3"},
        prefix="c",
    )
    formset.is_valid()

    text = written("{% error_summary sets %}", sets=[formset, None])

    assert re.findall('<a href="#([^"]*)" ?>([^<]*)</a ?>', text) == [
        ("id_c-0-planned", "Kosten Zeile 1, Ansatz"),
        ("id_c-0-kind", "Kosten Zeile 1, Art"),
    ]


def test_summary_of_a_faultless_form_is_nothing():
    assert written("{% error_summary form %}", form=MeasureForm()) == ""


def test_pressed_button_adds_one_row_and_is_forgotten():
    data = QueryDict("add_costs=1&costs-TOTAL_FORMS=2&title=x")

    grown = with_added_row(data)

    assert grown is not None
    assert grown.dict() == {"costs-TOTAL_FORMS": "3", "title": "x"}


def test_no_pressed_button_means_saving():
    assert with_added_row(QueryDict("title=x")) is None


def test_templates_have_no_inline_style_or_script():
    """The policy would refuse both. Papers may: they are not pages."""
    pages = [path for path in TEMPLATES.rglob("*.html") if "pdf" not in path.parts]

    guilty = [
        str(path.relative_to(TEMPLATES))
        for path in pages
        if re.search(r"\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)", path.read_text())
    ]

    assert guilty == []


def test_tables_that_become_cards_keep_their_roles():
    """`display: grid` takes the meaning of a table away, explicit roles keep it."""
    bare = []
    for path in TEMPLATES.rglob("*.html"):
        for table in re.findall(r"<table[^>]*table--cards.*?</table>", path.read_text(), re.DOTALL):
            tags = re.findall(r"<(?:table|thead|tbody|tfoot|tr|th|td)\b[^>]*>", table)
            bare += [f"{path.name}: {tag}" for tag in tags if "role=" not in tag]

    assert bare == []
