"""The list of measures: filtered, sorted, and what it costs."""

import pytest
from django.urls import reverse

from integration_portal.core import fuzzy
from measures.enums import MeasureStatus
from tests.factories.concepts import FieldOfActionFactory, GoalFactory
from tests.factories.measures import MeasureFactory, full_measure
from tests.factories.stakeholders import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_the_list_filters_by_everything_in_its_address(enter, officer, edition, authority):
    field = FieldOfActionFactory(edition=edition)
    below = FieldOfActionFactory(edition=edition, parent=field)
    lead = OrganisationFactory(authority=authority)
    wanted = MeasureFactory(
        edition=edition,
        title="Sprachförderung",
        field=below,
        led_by=lead,
        status=MeasureStatus.RUNNING,
        key_project=True,
        end_planned=fuzzy.parse("2025"),
        horizon="short",
        commitment="promised",
        origin="existing",
    )
    goal = GoalFactory(field=field)
    wanted.goals.add(goal)
    MeasureFactory(edition=edition, title="Wohnberatung")
    client, address = enter(officer), reverse("measures:list", args=[authority.slug])
    for query in (
        {"text": "förderung"},
        {"feld": field.pk},
        {"stand": "running"},
        {"stand": "offen", "text": "sprach"},
        {"fortschritt": "late"},
        {"federfuehrung": lead.pk},
        {"ziel": goal.pk},
        {"schluesselprojekt": "on"},
        {"ueberfaellig": "on"},
        {"horizont": "short"},
        {"verbindlichkeit": "promised"},
        {"herkunft": "existing"},
    ):
        assert list(client.get(address, query).context["measures"]) == [wanted], query
    assert len(client.get(address).context["measures"]) == 2
    assert len(client.get(address, {"stand": "ohne"}).context["measures"]) == 1
    assert len(client.get(address, {"stand": "erreicht"}).context["measures"]) == 0


def test_without_a_value_a_row_stands_last_in_both_directions(enter, officer, edition, authority):
    dated = MeasureFactory(edition=edition, end_planned=fuzzy.parse("2027"))
    undated = MeasureFactory(edition=edition)
    address = reverse("measures:list", args=[authority.slug])
    for sort in ("ende", "-ende"):
        rows = enter(officer).get(address, {"sort": sort}).context["measures"]
        assert list(rows) == [dated, undated]


def test_umlauts_sort_as_people_expect(enter, officer, edition, authority):
    for title in ("Zebra", "Äpfel", "apfel", "Öffnung"):
        MeasureFactory(edition=edition, title=title)
    rows = (
        enter(officer)
        .get(reverse("measures:list", args=[authority.slug]), {"sort": "titel"})
        .context["measures"]
    )
    assert [row.title for row in rows] == ["Äpfel", "apfel", "Öffnung", "Zebra"]


def test_nonsense_in_the_address_filters_nothing(enter, officer, edition, authority):
    MeasureFactory(edition=edition)
    response = enter(officer).get(
        reverse("measures:list", args=[authority.slug]), {"feld": "x", "stand": "<script>"}
    )
    assert response.status_code == 200
    assert len(response.context["measures"]) == 1


def test_readers_see_the_edition_that_was_shown(enter, reader, measure, adopted_measure, authority):
    response = enter(reader).get(reverse("measures:list", args=[authority.slug]))
    assert list(response.context["measures"]) == [adopted_measure]
    address = reverse("measures:list", args=[authority.slug])
    draft = enter(reader).get(address, {"fassung": measure.edition.slug})
    assert draft.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    count, enter, officer, edition, authority, django_assert_max_num_queries
):
    for _number in range(count):
        full_measure(
            edition=edition, authority=authority, field=FieldOfActionFactory(edition=edition)
        )
    client = enter(officer)
    with django_assert_max_num_queries(12):
        client.get(reverse("measures:list", args=[authority.slug]), {"text": "sprach"})
