"""Several measures changed in one step, and taken back in one."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from concepts.enums import EditionStatus
from concepts.models import Amendment
from integration_portal.core import fuzzy
from integration_portal.history.models import Revision
from measures.actions import bulk, many
from measures.actions.status_reports import report_status
from measures.enums import MeasureStatus, ReportSource, TrafficLight
from measures.models import BulkChange, Measure, MeasureRole, StatusReport
from tests.factories.concepts import EditionFactory, FieldOfActionFactory
from tests.factories.council import ResolutionFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory, PersonFactory
from tests.personas import PERSONAS

pytestmark = pytest.mark.django_db
TODAY = fuzzy.FuzzyDate.on(timezone.localdate())


def address(authority, *measures, **query):
    chosen = "&".join(f"auswahl={measure.pk}" for measure in measures)
    further = "&".join(f"{name}={value}" for name, value in query.items())
    return f"{reverse('measures:bulk', args=[authority.slug])}?{chosen}&{further}"


def preview(client, url, **wish):
    """What the page says would happen, and what a browser sends to carry it out."""
    return client.post(url, wish)


def carry_out(client, url, **wish):
    seen = preview(client, url, **wish).context["seen"]
    return client.post(url, wish | {"ausfuehren": seen})


def wish(**values):
    return many.Wish(values, on=TODAY)


def changed(user, *measures, amending=None, **values):
    edition = measures[0].edition
    found = many.propose(
        edition, many.read(edition, [m.pk for m in measures]), wish(**values), user
    )
    return bulk.carry_out(
        edition=edition,
        measures=measures,
        wish=wish(**values),
        by=user,
        seen=bulk.fingerprint(found),
        amending=amending,
    )


def undone(user, change):
    return bulk.undo(change=change, by=user, seen=bulk.fingerprint(bulk.returns(change, user)))


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def hindrances(edition, user, *measures, **values):
    rows = many.read(edition, [measure.pk for measure in measures])
    return [proposal.hindrances for proposal in many.propose(edition, rows, wish(**values), user)]


@pytest.fixture
def two(edition):
    return MeasureFactory(edition=edition, title="Eins"), MeasureFactory(
        edition=edition, title="Zwei"
    )


AMENDING = bulk.Amending(dt.date(2026, 11, 1), "Auftrag des Ausschusses")

# The flow of the pages


@pytest.mark.parametrize("name", PERSONAS)
def test_who_may_change_several_measures(name, persona, enter, authority, adopted_measure, lead):
    status = (
        enter(persona(name))
        .get(address(authority, adopted_measure, fassung=adopted_measure.edition.slug))
        .status_code
    )
    expected = {
        "visitor": 302,
        "officer": 200,
        "contributor": 200,
        "administrator": 403,
        "reader": 403,
    }
    assert status == expected.get(name, 404)


def test_the_form_becomes_a_preview_and_the_preview_is_carried_out(enter, officer, authority, two):
    client, url = enter(officer), address(authority, *two)
    data = {"status": "running", "traffic_light": "delayed", "text": "Läuft.", "key_project": "ja"}

    shown = preview(client, url, **data)

    assert shown.context["changing"] == 2
    assert [c.new for c in shown.context["proposals"][0].changes] == [
        "in Umsetzung",
        "verzögert",
        "ja",
    ]
    assert StatusReport.objects.count() == 0
    response = client.post(url, data | {"ausfuehren": shown.context["seen"]}, follow=True)
    assert "2 Maßnahmen sind geändert." in response.content.decode()
    assert "Rückgängig" in response.content.decode()
    for measure in two:
        report = fresh(measure).last_report
        assert (report.status, report.traffic_light, report.source, report.text, report.by) == (
            "running", "delayed", ReportSource.BULK, "Läuft.", officer
        )  # fmt: skip
        assert fresh(measure).key_project
        assert (
            Revision.objects.of(measure).first().reason
            == "zusammen mit 1 weiteren Maßnahme geändert"
        )
    page = client.get(BulkChange.objects.get().get_absolute_url())
    assert page.context["going"] == 2
    client.post(page.wsgi_request.path, {"gesehen": page.context["seen"]})
    assert [fresh(measure).last_report for measure in two] == [None, None]
    assert [fresh(measure).key_project for measure in two] == [False, False]


def test_the_form_can_be_seen_again_from_the_preview(enter, officer, authority, two):
    again = enter(officer).post(address(authority, *two), {"status": "done", "zurueck": "1"})
    assert again.templates[0].name == "measures/bulk/form.html"
    assert again.context["form"]["status"].value() == "done"


def test_all_that_filters_find_are_chosen_by_a_link(enter, officer, authority, edition, two):
    MeasureFactory(edition=edition, title="Drei", key_project=True)
    client = enter(officer)
    listed = client.get(
        reverse("measures:list", args=[authority.slug]), {"schluesselprojekt": "on"}
    )
    assert (
        "schluesselprojekt=on"
        in listed.content.decode().split('id="auswahl"')[1].split("alle=1")[0]
    )

    page = client.get(address(authority, alle="1", schluesselprojekt="on"))

    assert [measure.title for measure in page.context["measures"]] == ["Drei"]


def test_a_broken_filter_chooses_nothing(enter, officer, authority, two):
    response = enter(officer).get(address(authority, alle="1", feld="987654"), follow=True)
    assert "keine Maßnahme ausgewählt" in response.content.decode()


def test_too_many_at_once_are_refused(enter, officer, authority, two, monkeypatch):
    monkeypatch.setattr("measures.views.bulk.MOST", 1)
    response = enter(officer).get(address(authority, *two), follow=True)
    assert "mehr als 1 Maßnahmen" in response.content.decode()


def test_nothing_chosen_to_set_is_an_error(enter, officer, authority, two):
    response = enter(officer).post(address(authority, *two), {})
    assert "Es ist noch nichts gewählt" in response.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {"on": "1.1.2099", "status": "done"},
        {"end_planned": "2027", "empty_dates": ["end_planned"]},
        {"no_lead": "on", "lead": "own"},
    ],
)
def test_contradictions_within_the_form_are_said(data, enter, officer, authority, two):
    if data.get("lead"):
        data = data | {"lead": OrganisationFactory(authority=authority).pk}
    response = enter(officer).post(address(authority, *two), data)
    assert response.context["form"].errors


def test_what_changed_since_the_preview_is_shown_before_anything_is_written(
    enter, officer, authority, two
):
    client, url = enter(officer), address(authority, *two)
    seen = preview(client, url, status="running").context["seen"]
    report_status(report=StatusReport(measure=two[0], on=TODAY, status="running"), by=None)

    response = client.post(url, {"status": "running", "ausfuehren": seen})

    assert "Inzwischen hat sich etwas geändert" in response.content.decode()
    assert StatusReport.objects.filter(source=ReportSource.BULK).count() == 0
    client.post(url, {"status": "running", "ausfuehren": response.context["seen"]})
    assert StatusReport.objects.filter(source=ReportSource.BULK).count() == 1


def test_a_plan_in_force_asks_once_for_day_and_reason(
    enter, officer, authority, adopted, adopted_measure
):
    other = MeasureFactory(edition=adopted)
    resolution = ResolutionFactory(authority=authority)
    client, url = enter(officer), address(authority, adopted_measure, other, fassung=adopted.slug)
    assert (
        "Nennen Sie Tag und Grund" in preview(client, url, commitment="resolved").content.decode()
    )

    carry_out(
        client, url, commitment="resolved", amendment_on="01.11.2026", amendment_reason="Auftrag",
        amendment_resolution=resolution.pk,
    )  # fmt: skip

    assert {fresh(m).commitment for m in (adopted_measure, other)} == {"resolved"}
    assert [(a.reason, a.on) for a in Amendment.objects.all()] == [
        ("Auftrag", dt.date(2026, 11, 1))
    ] * 2
    assert resolution.amendments.count() == 2


def test_status_alone_needs_no_amendment(enter, officer, authority, adopted, adopted_measure):
    carry_out(
        enter(officer), address(authority, adopted_measure, fassung=adopted.slug), status="done"
    )
    assert fresh(adopted_measure).status == MeasureStatus.DONE
    assert not Amendment.objects.exists()


def test_an_edition_that_came_into_force_meanwhile_asks_for_the_reason(
    enter, officer, authority, edition, two
):
    client, url = enter(officer), address(authority, *two, fassung=edition.slug)
    seen = preview(client, url, key_project="ja").context["seen"]
    edition.status = EditionStatus.ADOPTED
    edition.save()
    response = client.post(url, {"key_project": "ja", "ausfuehren": seen})
    assert response.context["form"].errors
    assert not fresh(two[0]).key_project


def test_without_a_reason_a_plan_in_force_is_not_changed(officer, adopted_measure):
    with pytest.raises(ValidationError):
        changed(officer, adopted_measure, key_project=True)
    assert not fresh(adopted_measure).key_project


def test_a_contributor_changes_what_their_organisation_leads(
    enter, contributor, authority, adopted, adopted_measure, lead
):
    foreign = MeasureFactory(edition=adopted)
    client, url = (
        enter(contributor),
        address(authority, adopted_measure, foreign, fassung=adopted.slug),
    )
    assert "lead" not in client.get(url).context["form"].fields

    shown = preview(client, url, status="running", end_forecast="2028")

    reasons = [proposal.hindrances for proposal in shown.context["proposals"]]
    assert [len(each) for each in reasons] == [0, 2]
    carry_out(client, url, status="running", end_forecast="2028")
    assert [fresh(m).status for m in (adopted_measure, foreign)] == [MeasureStatus.RUNNING, None]
    assert str(fresh(adopted_measure).end_forecast) == "2028"
    change = BulkChange.objects.get()
    assert undone(contributor, change)[0].report
    assert fresh(adopted_measure).end_forecast is None


def test_an_officer_sees_what_others_changed_and_they_do_not_see_the_officers(
    enter, officer, contributor, authority, two, adopted_measure, lead
):
    of_officer = changed(officer, *two, key_project=True)
    of_contributor = changed(contributor, adopted_measure, status="done")
    listed = reverse("measures:bulk_changes", args=[authority.slug])
    assert list(enter(officer).get(listed).context["changes"]) == [of_contributor, of_officer]
    assert list(enter(contributor).get(listed).context["changes"]) == [of_contributor]
    assert enter(contributor).get(of_officer.get_absolute_url()).status_code == 404


def test_the_empty_list_of_changes_says_how_to_begin(enter, officer, authority, two):
    page = enter(officer).get(reverse("measures:bulk_changes", args=[authority.slug]))
    assert "Noch keine gemeinsame Änderung" in page.content.decode()


def test_the_preview_of_more_measures_costs_no_more_queries(
    enter, officer, authority, edition, count_queries, django_assert_max_num_queries
):
    client = enter(officer)

    def queries(number):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        measures = [
            MeasureFactory(edition=edition, status=MeasureStatus.RUNNING) for _ in range(number)
        ]
        url = address(authority, *measures)
        client.post(url, {"status": "done"})
        with CaptureQueriesContext(connection) as asked:
            assert client.post(url, {"status": "done", "lead": ""}).context["changing"] == number
        return len(asked)

    one, three = queries(1), queries(3)
    assert one == three <= 30


# Every value, in every way


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


# What is in the way


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


# Taking it back


def test_what_somebody_changed_since_stays_and_is_named(enter, officer, authority, two):
    change = changed(officer, *two, status="running", key_project=True, commitment="idea")
    Measure.objects.filter(pk=two[0].pk).update(commitment="promised")
    Measure.objects.filter(pk=two[1].pk).update(key_project=False)  # as before already
    report_status(report=StatusReport(measure=two[0], on=TODAY, status="done"), by=None)
    corrected = fresh(two[1]).last_report
    corrected.text = "Genauer."
    report_status(report=corrected, by=officer)

    page = enter(officer).get(change.get_absolute_url()).content.decode()

    assert "Verbindlichkeit: inzwischen „zugesagt“, das bleibt" in page
    assert "Der neuere Sachstand vom" in page
    assert "Der Sachstand wurde inzwischen berichtigt, er bleibt." in page
    undone(officer, change)
    assert (fresh(two[0]).commitment, fresh(two[0]).key_project) == ("promised", False)
    assert (fresh(two[0]).status, fresh(two[1]).status) == (
        MeasureStatus.DONE,
        MeasureStatus.RUNNING,
    )


def test_what_is_gone_does_not_come_back(officer, authority, edition, two):
    field, organisation = (
        FieldOfActionFactory(edition=edition),
        OrganisationFactory(authority=authority),
    )
    for measure in two:
        measure.field = field
        measure.save()
        MeasureRole.objects.create(measure=measure, organisation=organisation, kind="lead")
    change = changed(officer, *two, field=None, lead=[], status="done")
    field.delete()
    organisation.delete()
    StatusReport.objects.filter(measure=two[0]).delete()
    Measure.objects.filter(pk=two[1].pk).update(
        parent=two[0]
    )  # a part by now: nothing of it goes back

    [back] = bulk.returns(change, officer)

    assert sorted(back.hindrances) == sorted([
        f"Handlungsfeld: „{field}“ gibt es nicht mehr",
        f"Federführung: „{organisation}“ gibt es nicht mehr",
        "Der Sachstand von damals ist schon gelöscht.",
    ])  # fmt: skip


def test_a_plan_in_force_goes_back_by_an_amendment(officer, adopted_measure):
    change = changed(officer, adopted_measure, amending=AMENDING, key_project=True)
    undone(officer, change)
    assert [a.reason for a in Amendment.objects.order_by("pk")] == [
        "Auftrag des Ausschusses", "Rückgängig gemacht: Auftrag des Ausschusses"
    ]  # fmt: skip
    assert not fresh(adopted_measure).key_project


def test_it_is_taken_back_once(enter, officer, authority, two):
    change = changed(officer, *two, key_project=True)
    client, url = enter(officer), change.get_absolute_url()
    assert client.post(url, {"gesehen": "anderes"}).status_code == 409
    assert fresh(two[0]).key_project
    undone(officer, change)
    with pytest.raises(bulk.Changed):
        undone(officer, BulkChange.objects.get(pk=change.pk))
    assert "schon rückgängig gemacht" in client.post(url, follow=True).content.decode()


def test_after_the_edition_ended_nothing_goes_back(officer, adopted, adopted_measure):
    change = changed(officer, adopted_measure, status="done")
    adopted.status = EditionStatus.SUPERSEDED
    adopted.save()
    change = BulkChange.objects.get(pk=change.pk)
    assert bulk.returns(change, officer)[0].hindrances == ["Die Fassung ist abgelöst."]


def test_in_an_authority_without_a_concept_there_is_nothing_to_change(enter, officer, authority):
    assert enter(officer).get(address(authority)).status_code == 404


def test_another_authoritys_measures_cannot_be_chosen(enter, officer, neighbour, authority, two):
    foreign = MeasureFactory(edition=EditionFactory(concept__authority=neighbour, adopted=True))
    page = enter(officer).get(address(authority, two[0], foreign))
    assert page.context["measures"] == [two[0]]
