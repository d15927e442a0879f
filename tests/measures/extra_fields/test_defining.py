"""An authority's own fields are defined by officers: kinds, names, choices, order, end."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from integration_portal.history.models import Revision
from measures.actions.extra_fields import remove_field
from measures.enums import ExtraKind
from measures.models import ExtraField, Measure
from tests.factories.concepts import ConceptFactory, EditionFactory
from tests.factories.measures import ExtraFieldFactory, MeasureFactory
from tests.personas import PERSONAS

from ..browsing import save
from .conftest import filled, page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("address", ["extra_fields", "extra_field_new"])
def test_only_officers_define_fields(name, address, persona, enter, authority, edition):
    answer = enter(persona(name)).get(page(address, authority)).status_code
    inside = {"administrator": 403, "contributor": 403, "reader": 403}
    assert answer == ({"visitor": 302, "officer": 200} | inside).get(name, 404)


def test_an_officer_defines_a_field(officer, enter, authority, edition):
    answer = save(
        enter(officer),
        page("extra_field_new", authority),
        name="Stadtteil",
        kind="choice",
        choices="Nord\n\nSüd\nNord",
        public="on",
    )
    assert answer.url == page("extra_fields", authority)
    field = ExtraField.objects.get()
    assert (field.concept, field.choice_list, field.position) == (
        edition.concept,
        ["Nord", "Süd"],
        1,
    )


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"kind": "choice", "choices": ""}, ["choices"]),
        ({"in_documents": "on"}, ["in_documents"]),
        ({"name": "Schon da"}, ["__all__"]),
    ],
)
def test_what_a_field_cannot_be(sent, wrong, officer, enter, authority, edition):
    ExtraFieldFactory(concept=edition.concept, name="Schon da")
    answer = save(
        enter(officer),
        page("extra_field_new", authority),
        **({"name": "Neu", "kind": "text"} | sent),
    )
    assert list(answer.context["form"].errors) == wrong
    assert ExtraField.objects.count() == 1


def test_choices_are_kept_for_a_choice_only(officer, enter, authority, edition):
    client = enter(officer)
    save(client, page("extra_field_new", authority), name="Text", kind="text", choices="Nord")
    assert ExtraField.objects.get().choices == ""


def test_an_internal_field_is_never_printed(edition):
    with pytest.raises(IntegrityError), transaction.atomic():
        ExtraFieldFactory(concept=edition.concept, public=False, in_documents=True)


def test_the_kind_stays_once_there_are_values(officer, enter, authority, measure, own):
    filled(measure, own[ExtraKind.TEXT], "hier")
    client, address = enter(officer), page("extra_field_edit", authority, own[ExtraKind.TEXT].pk)
    save(client, address, kind="number", name="Anders")
    field = ExtraField.objects.get(pk=own[ExtraKind.TEXT].pk)
    assert (field.name, field.kind) == ("Anders", "text")


def test_fields_are_put_in_order(officer, enter, authority, own):
    field = own[ExtraKind.CHOICE]
    address = page("extra_field_move", authority, field.pk)
    answer = enter(officer).post(address, {"richtung": "auf"})
    assert answer.url == f"{page('extra_fields', authority)}#extrafield-{field.pk}"
    assert next(iter(ExtraField.objects.all())) == field
    answer = enter(officer).post(address, {"richtung": "ab"}, headers={"HX-Request": "true"})
    assert answer.content.decode().count("<li") == len(own)


def test_another_concept_of_the_authority_has_fields_of_its_own(officer, enter, authority, own):
    other = ConceptFactory(authority=authority, title="Zweites Konzept")
    client = enter(officer)
    address = page("extra_field_new", authority) + f"?konzept={other.pk}"
    save(client, address, name="Text", kind="text")
    assert other.extra_fields.get().name == "Text"
    shown = client.get(page("extra_fields", authority)).content.decode()
    assert shown.count("Zusatzfeld anlegen") == 2


def test_an_authority_without_a_concept_begins_there(officer, enter, authority):
    shown = enter(officer).get(page("extra_fields", authority)).content.decode()
    assert "Zusatzfelder gehören zu einem Konzept" in shown
    assert enter(officer).get(page("extra_field_new", authority)).status_code == 404


def test_deleting_says_what_goes_and_history_keeps_it(officer, enter, authority, measure, own):
    field = own[ExtraKind.MONEY]
    filled(measure, field, Decimal(5000))
    client, address = enter(officer), page("extra_field_delete", authority, field.pk)
    asked = client.get(address)
    assert asked.context["consequences"] == [
        {"label": "Wert an einer Maßnahme", "count": 1, "list": [f"{measure}: 5.000\xa0€"]}
    ]
    token = str(asked.context["page_token"]).split('value="')[1].split('"')[0]
    name = str(asked.context["page_token"]).split('name="')[1].split('"')[0]
    client.post(address, {name: token, "reason": "nie gebraucht"})
    assert Measure.objects.get(pk=measure.pk).extra == {}
    last = Revision.objects.of(measure).told().first()
    assert [change.sentence for change in last.changes] == ["Betrag in Euro „5.000\xa0€“ entfernt"]
    assert last.reason == "Zusatzfeld „Betrag in Euro“ gelöscht: nie gebraucht"
    assert not ExtraField.objects.filter(pk=field.pk).exists()


def test_a_field_nobody_filled_goes_alone(officer, own):
    assert remove_field(own[ExtraKind.DATE], by=officer) == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_fields_costs_the_same(rows, officer, enter, authority, edition, count_queries):
    for n in range(rows):
        field = ExtraFieldFactory(concept=edition.concept, name=f"Feld {n}")
        filled(MeasureFactory(edition=edition), field, "Wert")
    assert count_queries(enter(officer), page("extra_fields", authority)) == 7


def test_fields_of_other_authorities_stay_there(officer):
    ExtraFieldFactory(concept=EditionFactory().concept)
    assert not ExtraField.objects.visible_to(officer).exists()
