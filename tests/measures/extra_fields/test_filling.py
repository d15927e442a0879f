"""An authority's own fields: read, filled in the form, shown to whom they may."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from concepts.models import Amendment
from integration_portal.core import fuzzy
from integration_portal.history.models import Revision
from integration_portal.history.sheet import sheet
from measures.actions.measures import saved
from measures.enums import ExtraKind
from measures.forms.extra import value_field
from measures.models import ExtraField, Measure
from measures.models.extra_values import kept, parse_number, read, say
from tests.factories.measures import ExtraFieldFactory, full_measure

from ..browsing import form_data, save, url
from .conftest import filled, page

pytestmark = pytest.mark.django_db
KINDS = {
    ExtraKind.TEXT: ("zwei\nZeilen", "zwei\nZeilen", "zwei\nZeilen"),
    ExtraKind.CHOICE: ("Nord", "Nord", "Nord"),
    ExtraKind.NUMBER: ("1.200,50", "1200.5", "1.200,5"),
    ExtraKind.MONEY: ("5.000", "5000.00", "5.000\xa0€"),
    ExtraKind.DATE: ("Ende 2026", fuzzy.parse("Ende 2026").encode(), "Ende 2026"),
    ExtraKind.LINK: ("amt.example/akte", "https://amt.example/akte", "https://amt.example/akte"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_is_read_kept_and_said(kind, own):
    typed, stored, said = KINDS[kind]
    value = value_field(own[kind]).clean(typed)
    assert (kept(kind, value), say(kind, stored)) == (stored, said)
    assert read(kind, stored) == value


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_kept_of_no_value(kind, own):
    assert kept(kind, value_field(own[kind]).clean("")) == ""
    assert (read(kind, ""), say(kind, None)) == (None, "")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (ExtraKind.CHOICE, "West"),
        (ExtraKind.NUMBER, "1.5"),
        (ExtraKind.NUMBER, "9" * 16),
        (ExtraKind.MONEY, "viel"),
        (ExtraKind.DATE, "bald"),
        (ExtraKind.LINK, "javascript:alert(1)"),
        (ExtraKind.TEXT, "x" * 2001),
    ],
)
def test_what_is_no_value_of_its_kind_is_refused(kind, typed, own):
    with pytest.raises(ValidationError):
        value_field(own[kind]).clean(typed)


def test_what_cannot_be_read_any_more_is_nothing():
    assert [read(ExtraKind.DATE, "bald"), read(ExtraKind.MONEY, "viel")] == [None, None]


@pytest.mark.parametrize(
    ("text", "number"), [("-3", Decimal(-3)), ("1 200", Decimal(1200)), ("", None)]
)
def test_numbers_are_read_as_they_are_written(text, number):
    assert parse_number(text) == number


def test_a_number_written_otherwise_is_no_change(own):
    field = value_field(own[ExtraKind.NUMBER])
    assert not field.has_changed(Decimal("1200.5"), "1200,50")
    assert field.has_changed(Decimal("1200.5"), "viel")


def test_values_are_typed_in_the_form_of_the_measure(officer, enter, measure, own):
    client, address = enter(officer), url("edit", measure)
    typed = {f"extra_{own[kind].pk}": KINDS[kind][0] for kind in KINDS}
    assert save(client, address, **typed).status_code == 302
    stored = Measure.objects.get(pk=measure.pk).extra
    assert stored == {own[kind].key: KINDS[kind][1] for kind in KINDS}
    # Drawn again and sent as it is, nothing changes.
    revisions = Revision.objects.of(measure).count()
    save(client, address)
    assert Revision.objects.of(measure).count() == revisions
    assert [
        f"{change.label}: {change.new}" for change in Revision.objects.of(measure).told()[0].changes
    ] == [f"{kind.label}: {KINDS[kind][2]}" for kind in KINDS]
    save(client, address, **{f"extra_{own[ExtraKind.TEXT].pk}": ""})
    assert own[ExtraKind.TEXT].key not in Measure.objects.get(pk=measure.pk).extra


def test_a_wrong_value_is_said_at_its_field(officer, enter, measure, own):
    name = f"extra_{own[ExtraKind.NUMBER].pk}"
    answer = save(enter(officer), url("edit", measure), **{name: "viel"})
    assert list(answer.context["form"].errors) == [name]


def test_a_choice_that_is_not_offered_any_more_stays(officer, enter, measure, own):
    field = own[ExtraKind.CHOICE]
    filled(measure, field, "West")
    save(enter(officer), url("edit", measure), title="Neuer Titel")
    assert Measure.objects.get(pk=measure.pk).extra == {field.key: "West"}


def test_after_adoption_a_value_wants_a_reason(officer, enter, adopted_measure):
    field = ExtraFieldFactory(concept=adopted_measure.edition.concept, kind=ExtraKind.MONEY)
    client, address, name = enter(officer), url("edit", adopted_measure), f"extra_{field.pk}"
    refused = save(client, address, **{name: "5.000"})
    assert list(refused.context["form"].errors) == ["amendment_reason"]
    assert save(client, address, **{name: "5.000", "amendment_reason": "Zusage"}).status_code == 302
    assert Amendment.objects.get().reason == "Zusage"
    assert field.value_of(Measure.objects.get(pk=adopted_measure.pk)) == Decimal(5000)


def test_two_people_see_both_values_and_choose(officer, enter, measure, own):
    field = own[ExtraKind.DATE]
    client, address, name = enter(officer), url("edit", measure), f"extra_{field.pk}"
    mine = form_data(client.get(address), **{name: "2027"})
    save(client, address, **{name: "2026"})
    shown = client.post(address, mine)
    assert shown.status_code == 409
    text = shown.content.decode()
    assert ("Datum" in text, "2026" in text, "2027" in text) == (True, True, True)
    assert field.value_of(Measure.objects.get(pk=measure.pk)) == fuzzy.parse("2026")


def test_a_measure_without_own_fields_is_told_as_before(measure):
    assert "extra" not in Revision.objects.of(measure)[0].state


def test_another_name_of_the_field_is_no_change(measure, own):
    filled(measure, own[ExtraKind.TEXT], "hier")
    ExtraField.objects.filter(pk=own[ExtraKind.TEXT].pk).update(name="Anders")
    saved(Measure.objects.get(pk=measure.pk), by=None)
    last = Revision.objects.of(measure).told()[0]
    assert (last.changes, sheet(Measure, last.state).facts[-1]) == ([], ("Anders", "hier"))


def test_internal_values_are_for_those_who_work_inside(persona, enter, adopted_measure):
    concept = adopted_measure.edition.concept
    for name, public in (("Offenes", True), ("Internes", False)):
        field = ExtraFieldFactory(concept=concept, name=name, public=public, in_list=True)
        filled(adopted_measure, field, f"{name} Wissen")
    addresses = (
        url("measure", adopted_measure),
        page("list", concept.authority),
    )
    for address in addresses:
        seen = {
            name: enter(persona(name)).get(address).content.decode()
            for name in ("officer", "contributor", "reader")
        }
        assert {name: "Offenes Wissen" in text for name, text in seen.items()} == dict.fromkeys(
            seen, True
        )
        assert {name: "Internes" in text for name, text in seen.items()} == {
            "officer": True,
            "contributor": True,
            "reader": False,
        }


def test_a_link_leads_there(officer, enter, measure, own):
    filled(measure, own[ExtraKind.LINK], "https://amt.example/akte")
    shown = enter(officer).get(url("measure", measure)).content.decode()
    assert 'href="https://amt.example/akte"' in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_own_columns(
    rows, officer, enter, authority, edition, own, count_queries
):
    ExtraField.objects.update(in_list=True)
    for n in range(rows):
        measure = full_measure(edition=edition, authority=authority, number=1)
        filled(measure, own[ExtraKind.TEXT], f"Wert {n}")
    assert count_queries(enter(officer), page("list", authority)) <= 12


def test_columns_stand_in_their_order(persona, enter, adopted_measure):
    concept = adopted_measure.edition.concept
    for name, public in (("Zuerst", True), ("Dann", False), ("Zuletzt", True)):
        field = ExtraFieldFactory(concept=concept, name=name, public=public, in_list=True)
    filled(adopted_measure, field, "Wert")
    address = page("list", concept.authority)
    shown = {
        name: [column.name for column in enter(persona(name)).get(address).context["extra_columns"]]
        for name in ("officer", "reader")
    }
    assert shown == {"officer": ["Zuerst", "Dann", "Zuletzt"], "reader": ["Zuerst", "Zuletzt"]}
