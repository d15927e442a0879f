"""Several measures changed in one step: what is set, what cannot be, and why."""

import pytest
from django.core.exceptions import ValidationError

from concepts.enums import EditionStatus
from integration_portal.core import fuzzy
from measures.actions import many
from measures.actions.status_reports import report_status
from measures.enums import TrafficLight
from measures.models import Measure, MeasureRole, StatusReport
from tests.factories.concepts import FieldOfActionFactory
from tests.factories.stakeholders import OrganisationFactory, PersonFactory

from .conftest import changed, fresh, undone, wish

pytestmark = pytest.mark.django_db


def hindrances(edition, user, *measures, **values):
    rows = many.read(edition, [measure.pk for measure in measures])
    return [proposal.hindrances for proposal in many.propose(edition, rows, wish(**values), user)]


def test_without_a_reason_a_plan_in_force_is_not_changed(officer, adopted_measure):
    with pytest.raises(ValidationError):
        changed(officer, adopted_measure, key_project=True)
    assert not fresh(adopted_measure).key_project


def test_each_value_is_set_and_emptied_and_goes_back(officer, authority, edition, two):
    field = FieldOfActionFactory(edition=edition, number="4")
    organisation = OrganisationFactory(authority=authority)
    values = {
        "lead": many.lead(organisation),
        "field": many.field_of_action(field),
        "key_project": True,
        "commitment": "resolved",
        "start_planned": fuzzy.parse("2025").encode(),
        "end_planned": fuzzy.parse("2027").encode(),
        "end_actual": fuzzy.parse("3/2026").encode(),
    }
    before = [many.stored(fresh(two[0]), name) for name in values]

    change = changed(officer, *two, **values)

    measure = fresh(two[0])
    assert [many.words(name, many.stored(measure, name)) for name in values] == [
        str(organisation), str(field), "ja", "beschlossen", "2025", "2027", "März 2026"
    ]  # fmt: skip
    assert measure.number.startswith("4.")  # numbers follow the field
    assert list(Measure.objects.matching(organisation.name)) == list(
        Measure.objects.order_by("sort_key")
    )
    emptied = changed(
        officer, *two, lead=[], field=None, commitment="", start_planned=None, end_planned=None
    )
    assert many.stored(fresh(two[0]), "lead") == []
    undone(officer, emptied)
    assert fresh(two[0]).field == field
    undone(officer, change)
    assert [many.stored(fresh(two[0]), name) for name in values] == before


def test_who_leads_already_keeps_contact_and_note_and_they_come_back(officer, authority, two):
    organisation, other = (
        OrganisationFactory(authority=authority),
        OrganisationFactory(authority=authority),
    )
    person = PersonFactory(organisation=organisation)
    for each in (organisation, other):
        MeasureRole.objects.create(
            measure=two[0], organisation=each, kind="lead", note="seit je",
            until=fuzzy.parse("2028"),
            contact=person if each is organisation else None,
        )  # fmt: skip
    first = changed(officer, two[0], lead=many.lead(organisation))
    assert [(r.organisation, r.contact) for r in two[0].roles.all()] == [(organisation, person)]
    second = changed(officer, two[0], lead=[])
    undone(officer, second)
    role = two[0].roles.get()
    assert (role.contact, role.note, str(role.until)) == (person, "seit je", "2028")
    person_gone = changed(officer, two[0], lead=many.lead(other))
    role.delete()
    person.delete()
    undone(officer, person_gone)
    assert two[0].roles.get().contact is None
    undone(officer, first)
    assert {r.organisation for r in two[0].roles.all()} == {organisation, other}


def test_what_is_done_has_no_traffic_light_any_more(officer, two):
    changed(officer, two[0], status="running", traffic_light="at_risk")
    changed(officer, two[0], status="done")
    assert fresh(two[0]).last_report.traffic_light == ""


def test_a_traffic_light_alone_keeps_the_status(officer, two):
    changed(officer, two[0], status="running")
    changed(officer, two[0], traffic_light=TrafficLight.DELAYED)
    report = fresh(two[0]).last_report
    assert (report.status, report.traffic_light) == ("running", "delayed")


def test_reasons_for_what_cannot_be_set(officer, edition, two):
    field = FieldOfActionFactory(edition=edition)
    two[0].further_fields.add(field)
    Measure.objects.filter(pk=two[0].pk).update(permanent=True, start_planned=fuzzy.parse("2027"))
    report_status(
        report=StatusReport(measure=two[1], on=fuzzy.parse("1.1.2099"), status="done"), by=None
    )

    def reasons(measure, **values):
        return hindrances(edition, officer, measure, **values)

    assert reasons(two[0], traffic_light="delayed") == [
        ["Ampel: Ohne Umsetzungsstand gibt es keine Ampel."]
    ]
    assert reasons(two[1], status="running") == [
        ["Umsetzungsstand: Es gibt schon einen neueren Sachstand vom 01.01.2099."]
    ]
    assert reasons(two[0], end_planned=fuzzy.parse("2028").encode()) == [
        ["Ende, Plan: Was auf Dauer angelegt ist, hat kein geplantes Ende."]
    ]
    assert reasons(two[0], field=many.field_of_action(field)) == [
        ["Handlungsfeld: Es steht dort schon unter den weiteren Handlungsfeldern."]
    ]
    Measure.objects.filter(pk=two[0].pk).update(permanent=False)
    assert reasons(two[0], end_planned=fuzzy.parse("2025").encode()) == [
        ["Ende, Plan: Das Ende läge vor dem Beginn."]
    ]


def test_reasons_of_permissions(
    officer, contributor, administrator, adopted, adopted_measure, lead, authority
):
    assert hindrances(adopted, contributor, adopted_measure, key_project=True, status="done") == [
        ["Schlüsselprojekt: Den Plan ändern nur die Integrationsbeauftragten."]
    ]
    assert hindrances(adopted, administrator, adopted_measure, status="done") == [
        ["Umsetzungsstand: Ihre Organisation federführt diese Maßnahme nicht."]
    ]
    for status, names in ((EditionStatus.SUPERSEDED, 2), (EditionStatus.DORMANT, 1)):
        adopted.status = status
        assert (
            len(hindrances(adopted, officer, adopted_measure, key_project=True, status="done")[0])
            == names
        )
