import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from concepts.models import Amendment
from integration_portal.core import fuzzy
from measures.enums import MeasureRoleKind, MeasureStatus
from measures.models import Measure, MeasureCost, MeasureRole
from tests.factories.concepts import EditionFactory, FieldOfActionFactory, GoalFactory
from tests.factories.council import ResolutionFactory
from tests.factories.measures import MeasureFactory, MilestoneFactory, full_measure
from tests.factories.stakeholders import BodyFactory, OrganisationFactory, PersonFactory
from tests.measures.browsing import save, url
from tests.personas import PERSONAS

pytestmark = pytest.mark.django_db


# Who may see and do what


READERS = {"administrator", "officer", "contributor"}


@pytest.mark.parametrize("name", PERSONAS)
def test_who_reads_a_draft_measure(name, persona, enter, measure):
    status = enter(persona(name)).get(url("measure", measure)).status_code
    assert status == (302 if name == "visitor" else 200 if name in READERS else 404)


@pytest.mark.parametrize("name", PERSONAS)
def test_who_reads_an_adopted_measure(name, persona, enter, adopted_measure):
    status = enter(persona(name)).get(url("measure", adopted_measure)).status_code
    assert status == (302 if name == "visitor" else 200 if name in READERS | {"reader"} else 404)


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("page", ["edit", "delete"])
def test_only_officers_change_the_plan(name, page, persona, enter, measure):
    client = enter(persona(name))
    expected = {"visitor": 302, "officer": 200, "administrator": 403, "contributor": 403}
    assert client.get(url(page, measure)).status_code == expected.get(name, 404)
    before = Measure.objects.get(pk=measure.pk).title
    assert client.post(url(page, measure), {"title": "Anders"}).status_code != 500
    assert Measure.objects.get(pk=measure.pk).title == before


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("page", ["progress", "report_new"])
def test_officers_and_the_lead_write_progress(name, page, persona, enter, adopted_measure, lead):
    status = enter(persona(name)).get(url(page, adopted_measure)).status_code
    expected = {
        "visitor": 302, "officer": 200, "contributor": 200, "administrator": 403, "reader": 403
    }  # fmt: skip
    assert status == expected.get(name, 404)


def test_who_acts_for_a_partner_only_writes_no_progress(enter, contributor, adopted_measure, lead):
    adopted_measure.roles.update(kind=MeasureRoleKind.PARTNER)
    assert enter(contributor).get(url("progress", adopted_measure)).status_code == 403


def test_an_ended_representation_writes_no_progress(enter, contributor, adopted_measure, lead):
    contributor.representations.update(until=timezone.localdate().replace(year=2020))
    assert enter(contributor).get(url("progress", adopted_measure)).status_code == 403


def test_a_superseded_edition_takes_no_progress(enter, officer, superseded_measure):
    assert enter(officer).get(url("progress", superseded_measure)).status_code == 403
    assert enter(officer).get(url("edit", superseded_measure)).status_code == 403


def test_another_authoritys_measure_is_not_there(enter, officer, neighbour):
    foreign = MeasureFactory(edition=EditionFactory(concept__authority=neighbour, adopted=True))
    client = enter(officer)
    for page in ("measure", "edit", "progress", "delete", "history", "report_new"):
        address = reverse(f"measures:{page}", args=["waiblingen", foreign.pk])
        assert client.get(address).status_code == 404
        assert client.post(address).status_code in (404, 405, 409)


# The list


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


# Writing


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


def test_progress_shows_the_plan_and_no_empty_table_of_money(
    enter, contributor, adopted_measure, lead
):
    Measure.objects.filter(pk=adopted_measure.pk).update(end_planned=fuzzy.parse("12/2027"))
    client, address = enter(contributor), url("progress", adopted_measure)

    without = client.get(address)
    MeasureCost.objects.create(measure=adopted_measure, year=2026, budget=5000)

    assert "Plan: Dezember 2027" in without.text
    assert "Im Plan stehen noch keine Kosten." in without.text
    assert "Im Plan stehen noch keine Kosten." not in client.get(address).text


def test_fields_and_goals_are_offered_in_the_order_of_the_concept(enter, officer, measure):
    edition = measure.edition
    second = FieldOfActionFactory(edition=edition, number="2", position=2)
    tenth = FieldOfActionFactory(edition=edition, number="10", position=10)
    focus = FieldOfActionFactory(edition=edition, parent=second)
    late, early = GoalFactory(field=tenth), GoalFactory(field=focus)

    form = enter(officer).get(url("edit", measure)).context["form"]
    filters = enter(officer).get(reverse("measures:list", args=[edition.authority.slug]))

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


def test_a_contributor_sets_progress_and_never_the_plan(enter, contributor, adopted_measure, lead):
    milestone = MilestoneFactory(measure=adopted_measure, planned=fuzzy.parse("10/2026"))
    cost = MeasureCost.objects.create(measure=adopted_measure, year=2026, budget=5000)
    response = save(
        enter(contributor),
        url("progress", adopted_measure),
        **{
            "end_forecast": "03/2027",
            "end_planned": "2030",
            "title": "Gekapert",
            "milestones-0-planned": "2030",
            "milestones-0-forecast": "03/2027",
            "costs-0-spent": "450",
            "costs-0-budget": "9",
        },
    )
    assert response.status_code == 302
    adopted_measure.refresh_from_db()
    milestone.refresh_from_db()
    cost.refresh_from_db()
    assert str(adopted_measure.end_forecast) == "März 2027"
    assert (adopted_measure.title, adopted_measure.end_planned) == ("Lotsinnen und Lotsen", None)
    assert (str(milestone.planned), str(milestone.forecast)) == ("Oktober 2026", "März 2027")
    assert (cost.spent, cost.budget) == (450, 5000)


def test_progress_adds_no_cost_and_removes_no_role(enter, contributor, adopted_measure, lead):
    save(
        enter(contributor),
        url("progress", adopted_measure),
        **{"costs-TOTAL_FORMS": "1", "costs-0-year": "2026", "roles-0-DELETE": "on"},
    )
    assert not MeasureCost.objects.exists()
    assert adopted_measure.roles.count() == 1


def test_a_report_changes_the_status(enter, contributor, adopted_measure, lead):
    response = save(
        enter(contributor),
        url("report_new", adopted_measure),
        on="30.09.2026",
        status="running",
        text="Zwölf Lotsinnen und Lotsen sind gewonnen.",
    )
    assert response.status_code == 302
    adopted_measure.refresh_from_db()
    assert adopted_measure.status == MeasureStatus.RUNNING
    assert adopted_measure.last_report.source == "contributor"
    assert adopted_measure.last_report.by == contributor


def test_a_report_about_the_future_is_refused(enter, officer, adopted_measure):
    response = save(
        enter(officer), url("report_new", adopted_measure), on="31.12.2099", status="done"
    )
    assert "on" in response.context["form"].errors


def test_only_officers_correct_a_report(enter, officer, contributor, adopted_measure, lead):
    save(enter(contributor), url("report_new", adopted_measure), on="30.09.2026", status="running")
    report = adopted_measure.reports.get()
    address = url("report_edit", adopted_measure, report.pk)
    assert enter(contributor).get(address).status_code == 403
    assert save(enter(officer), address, status="postponed").status_code == 302
    adopted_measure.refresh_from_db()
    assert adopted_measure.status == MeasureStatus.POSTPONED
    remove = url("report_delete", adopted_measure, report.pk)
    assert enter(contributor).post(remove).status_code == 403
    page = enter(officer).get(remove)
    token = str(page.context["page_token"]).split('name="')[1].split('"')[0]
    sealed = str(page.context["page_token"]).split('value="')[1].split('"')[0]
    assert enter(officer).post(remove, {token: sealed}).status_code == 302
    adopted_measure.refresh_from_db()
    assert adopted_measure.status is None


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
