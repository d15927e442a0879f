"""The form of a measure: saved as one, refused where it must be."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from concepts.models import Amendment
from measures.enums import MeasureRoleKind
from measures.models import Measure, MeasureCost, MeasureRole
from tests.factories.concepts import EditionFactory, FieldOfActionFactory, GoalFactory
from tests.factories.council import ResolutionFactory
from tests.factories.measures import full_measure
from tests.factories.stakeholders import BodyFactory, OrganisationFactory, PersonFactory
from tests.measures.browsing import save, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_rows(
    count, enter, officer, edition, authority, django_assert_max_num_queries
):
    measure = full_measure(edition=edition, authority=authority, number=count)
    client = enter(officer)
    with django_assert_max_num_queries(30):
        assert client.get(url("measure", measure)).status_code == 200


@pytest.mark.parametrize("page", ["edit", "progress"])
def test_a_form_with_three_rows_of_each_kind_asks_as_often_as_with_one(
    page, enter, officer, adopted, authority
):
    client, asked = enter(officer), []
    for count in (1, 3):
        measure = full_measure(edition=adopted, authority=authority, number=count)
        client.get(url(page, measure))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(page, measure)).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 30


def test_a_measure_with_its_rows_is_saved_as_one(enter, officer, measure, authority):
    organisation = OrganisationFactory(authority=authority, name="Volkshochschule")
    client = enter(officer)
    rows = {
        "title": "Sprachcafé in allen Stadtteilen",
        "roles-TOTAL_FORMS": "1",
        "roles-0-kind": "lead",
        "roles-0-organisation": organisation.pk,
        "milestones-TOTAL_FORMS": "1",
        "milestones-0-title": "Erster Standort",
        "milestones-0-planned": "Frühjahr 2027",
        "costs-TOTAL_FORMS": "1",
        "costs-0-year": "2027",
        "costs-0-budget": "20.000",
        "financing-TOTAL_FORMS": "1",
        "financing-0-year": "2027",
        "financing-0-kind": "grant",
        "financing-0-amount": "15.000,50",
    }
    response = save(client, url("edit", measure), **rows)
    assert response.status_code == 302
    measure.refresh_from_db()
    assert measure.title == "Sprachcafé in allen Stadtteilen"
    assert [str(role) for role in measure.roles.all()] == ["Federführung: Volkshochschule"]
    assert [str(m.planned) for m in measure.milestones.all()] == ["Frühjahr 2027"]
    assert Measure.objects.matching("hochschule").get() == measure
    page = client.get(url("measure", measure))
    money = page.context["money"].total
    assert (money.budget, money.grant, str(money.gap)) == (20000, 15000.50, "4999.50")


def test_foreign_things_are_no_choice(enter, officer, measure, neighbour):
    foreign_edition = EditionFactory(concept__authority=neighbour)
    foreign_field = FieldOfActionFactory(edition=foreign_edition)
    response = save(
        enter(officer),
        url("edit", measure),
        **{
            "field": foreign_field.pk,
            "roles-TOTAL_FORMS": "1",
            "roles-0-kind": "lead",
            "roles-0-organisation": OrganisationFactory(authority=neighbour).pk,
            "roles-0-contact": PersonFactory(authority=neighbour).pk,
        },
    )
    assert response.status_code == 200
    form = response.context["form"]
    assert set(form.errors) == {"field"}
    assert set(form.formsets["roles"].errors[0]) == {"organisation", "contact"}
    assert not measure.roles.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"start_planned": "2027", "end_planned": "2026"}, "end_planned"),
        ({"start_actual": "12/2026", "end_actual": "01.11.2026"}, "end_actual"),
        ({"permanent": "on", "end_planned": "2027"}, "permanent"),
        ({"start_planned": "irgendwann"}, "start_planned"),
        ({"title": ""}, "title"),
        ({"title": "x" * 10_000}, "title"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(changes, field, enter, officer, measure):
    response = save(enter(officer), url("edit", measure), **changes)
    assert response.status_code == 200
    assert field in response.context["form"].errors


def test_a_negative_amount_is_refused(enter, officer, measure):
    response = save(
        enter(officer),
        url("edit", measure),
        **{"costs-TOTAL_FORMS": "1", "costs-0-year": "2027", "costs-0-budget": "-5"},
    )
    assert "budget" in response.context["form"].formsets["costs"].errors[0]
    assert not MeasureCost.objects.exists()


def test_hostile_text_stays_text(enter, officer, measure):
    evil = "<script>alert(1)</script> 👩🏽‍🤝‍👩🏼 \u202eשלום"
    save(enter(officer), url("edit", measure), title=evil + "\x00", description=f"<p>{evil}</p>")
    measure.refresh_from_db()
    assert measure.title == evil.replace("\u202e", "")
    page = enter(officer).get(url("measure", measure)).content.decode()
    assert "<script>alert" not in page


def test_an_adopted_plan_wants_date_and_reason(enter, officer, adopted_measure):
    client = enter(officer)
    refused = save(client, url("edit", adopted_measure), title="Anders")
    assert {"amendment_on", "amendment_reason"} & set(refused.context["form"].errors)
    saved = save(
        client,
        url("edit", adopted_measure),
        title="Anders",
        amendment_on="01.11.2026",
        amendment_reason="Auftrag des Ausschusses",
    )
    assert saved.status_code == 302
    amendment = Amendment.objects.get()
    assert (amendment.subject_id, amendment.reason) == (
        adopted_measure.pk,
        "Auftrag des Ausschusses",
    )


def test_a_measure_added_after_adoption_is_an_amendment(enter, officer, adopted, authority):
    client = enter(officer)
    address = reverse("measures:new", args=[authority.slug]) + f"?fassung={adopted.slug}"
    response = save(
        client,
        address,
        title="Nachgereicht",
        amendment_on="01.11.2026",
        amendment_reason="Antrag aus dem Beirat",
    )
    assert response.status_code == 302
    assert Amendment.objects.get().kind == "added"


def test_fields_and_goals_are_offered_in_the_order_of_the_concept(enter, officer, measure):
    edition = measure.edition
    second = FieldOfActionFactory(edition=edition, number="2", position=2)
    tenth = FieldOfActionFactory(edition=edition, number="10", position=10)
    focus = FieldOfActionFactory(edition=edition, parent=second)
    late, early = GoalFactory(field=tenth), GoalFactory(field=focus)

    form = enter(officer).get(url("edit", measure)).context["form"]
    filters = enter(officer).get(
        reverse("measures:list", args=[edition.authority.slug]), {"feld": ""}
    )

    order = [str(field.pk) for field in (second, focus, tenth)]
    for name in ("field", "further_fields"):
        assert [value for value, _label in form.fields[name].choices if value] == order
    assert [value for value, _label in form.fields["goals"].choices] == [
        str(early.pk),
        str(late.pk),
    ]
    shown = filters.context["filter"].form.fields["feld"].choices
    assert [value for value, _label in shown if value] == [*order, "ohne"]


def test_the_page_says_on_which_resolution_a_change_rests(enter, officer, adopted_measure):
    resolution = ResolutionFactory(
        body=BodyFactory(authority=adopted_measure.edition.authority), title="Lotsen stärken"
    )
    client = enter(officer)

    save(
        client,
        url("edit", adopted_measure),
        title="Anders",
        amendment_on="01.11.2026",
        amendment_reason="Auftrag des Rates",
        amendment_resolution=str(resolution.pk),
    )

    page = client.get(url("measure", adopted_measure))
    assert f'<a href="{resolution.get_absolute_url()}"' in " ".join(page.text.split())


def test_a_part_stands_below_its_measure(enter, officer, measure, authority):
    address = (
        reverse("measures:new", args=[authority.slug])
        + f"?fassung={measure.edition.slug}&baustein_von={measure.pk}"
    )
    assert save(enter(officer), address, title="Orientierungsseminar").status_code == 302
    part = measure.parts.get()
    assert part.number == f"{Measure.objects.get(pk=measure.pk).number}.1"


@pytest.mark.parametrize("query", ["feld=99999", "feld=x", "baustein_von=99999", "fassung=nie"])
def test_a_new_measure_below_nothing_is_not_there(query, enter, officer, edition, authority):
    address = f"{reverse('measures:new', args=[authority.slug])}?{query}"
    assert enter(officer).get(address).status_code == 404


def test_names_are_for_those_inside(enter, officer, reader, adopted_measure, authority):
    contact = PersonFactory(authority=authority, function="Leitung", name="Beispielname")
    MeasureRole.objects.create(
        measure=adopted_measure,
        organisation=OrganisationFactory(authority=authority),
        kind=MeasureRoleKind.LEAD,
        contact=contact,
    )
    page = url("measure", adopted_measure)
    assert "Beispielname" in enter(officer).get(page).content.decode()
    assert "Beispielname" not in enter(reader).get(page).content.decode()
