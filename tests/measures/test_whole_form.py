"""One form for the whole measure: every field and every row of it, once entered and read back."""

import datetime as dt
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from concepts.enums import FinancingKind, FundingState
from integration_portal.core import fuzzy
from measures.enums import Commitment, Continuation, Horizon, MeasureOrigin, MeasureRoleKind
from measures.models import Measure, MeasureCost, MeasureFinancing
from measures.money import money_by_year
from reports.recipes.measure import MeasureRecipe
from tests.factories.accounts import PASSWORD, LocalAuthorityFactory, UserFactory
from tests.factories.concepts import (
    CrossCuttingThemeFactory,
    EditionFactory,
    FieldOfActionFactory,
    GoalFactory,
)
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory, PersonFactory
from tests.measures.browsing import form_data, save, url

pytestmark = pytest.mark.django_db


def rows(name: str, *entered: dict) -> dict:
    data = {f"{name}-TOTAL_FORMS": str(len(entered))}
    for n, values in enumerate(entered):
        data |= {f"{name}-{n}-{key}": value for key, value in values.items()}
    return data


def test_everything_of_a_measure_is_entered_in_one_form(enter, officer, measure, authority):
    edition = measure.edition
    main, further = FieldOfActionFactory.create_batch(2, edition=edition)
    goal = GoalFactory(field=main)
    theme = CrossCuttingThemeFactory(edition=edition)
    school, bank = OrganisationFactory.create_batch(2, authority=authority)
    contact = PersonFactory(organisation=school)
    authority.words = {"measure_types": ["Fortbildung"]}
    authority.save()
    plain = {
        "title": "Sprachcafé in allen Stadtteilen",
        "origin": MeasureOrigin.EXISTING,
        "commitment": Commitment.PROMISED,
        "type": "Fortbildung",
        "target_groups": "Eltern\r\nJugendliche",
        "age_group": "ab 16",
        "participants": "20 je Kurs",
        "horizon": Horizon.MEDIUM,
        "rhythm": "zweimal in der Woche",
        "continuation": Continuation.UNCERTAIN,
        "continuation_note": "Die Förderung endet 2028.",
        "place": "Stadtbücherei",
    }
    dates = {
        "start_planned": "Frühjahr 2026",
        "start_forecast": "05/2026",
        "start_actual": "01.06.2026",
        "end_planned": "2028",
        "end_forecast": "Ende 2028",
    }
    related = {
        "further_fields": [further.pk],
        "goals": [goal.pk],
        "themes": [theme.pk],
    }
    sent = (
        plain
        | dates
        | related
        | {"number": "7", "number_given": "on", "key_project": "on", "field": main.pk}
        | {"description": "<p>Wir üben <strong>sprechen</strong>.</p>"}
        | rows(
            "roles",
            {
                "kind": "lead", "organisation": school.pk, "contact": contact.pk,
                "until": "2027", "note": "im Wechsel",
            },
            {"kind": "funder", "organisation": bank.pk},
        )
        | rows(
            "milestones",
            {"title": "Erster Standort", "responsible": school.pk, "planned": "06/2026",
             "forecast": "07/2026", "actual": "15.07.2026"},
        )
        | rows(
            "costs",
            {"year": "2026", "label": "Honorare", "recurring": "on", "budget": "20.000",
             "spent": "1.500,50", "account": "36.30.01", "fte": "0.5", "locked": "on"},
        )
        | rows(
            "financing",
            {"year": "2026", "kind": "grant", "funder": bank.pk, "amount": "15.000",
             "note": "erste Rate"},
        )
        | rows(
            "fundings",
            {"programme": "Landesprogramm", "funder": bank.pk, "amount": "15.000",
             "state": "granted", "applied_on": "01.02.2026", "decided_on": "01.04.2026",
             "proof_due_on": "31.03.2027"},
        )
        | rows("links", {"label": "Programm", "url": "vhs.example/sprachcafe"})
    )  # fmt: skip

    answer = save(enter(officer), url("edit", measure), **sent)

    assert answer.status_code == 302
    measure.refresh_from_db()
    said = plain | {"target_groups": "Eltern\nJugendliche"}
    assert {name: getattr(measure, name) for name in plain} == said
    assert {name: getattr(measure, name) for name in dates} == {
        name: fuzzy.parse(text) for name, text in dates.items()
    }
    kept = {name: [one.pk for one in getattr(measure, name).all()] for name in related}
    assert kept == related
    assert (measure.number, measure.number_given, measure.key_project) == ("7", True, True)
    assert (measure.field, measure.description) == (main, sent["description"])
    assert list(measure.roles.values_list("kind", "organisation", "contact", "note")) == [
        (MeasureRoleKind.LEAD, school.pk, contact.pk, "im Wechsel"),
        (MeasureRoleKind.FUNDER, bank.pk, None, ""),
    ]
    assert str(measure.roles.first().until) == "2027"
    milestone = measure.milestones.get()
    assert [str(milestone), milestone.responsible] == ["Erster Standort", school]
    assert [str(on) for on in (milestone.planned, milestone.forecast, milestone.actual)] == [
        "Juni 2026", "Juli 2026", "15.07.2026",
    ]  # fmt: skip
    assert measure.costs.values_list(
        "year", "label", "recurring", "budget", "spent", "account", "fte", "locked"
    ).get() == (
        2026, "Honorare", True, Decimal(20000), Decimal("1500.5"), "36.30.01", Decimal("0.5"), True,
    )  # fmt: skip
    assert measure.financing.values_list("year", "kind", "funder", "amount", "note").get() == (
        2026, FinancingKind.GRANT, bank.pk, Decimal(15000), "erste Rate",
    )  # fmt: skip
    assert measure.fundings.values_list(
        "programme", "funder", "amount", "state",
        "applied_on", "decided_on", "proof_due_on", "proof_sent_on",
    ).get() == (
        "Landesprogramm", bank.pk, Decimal(15000), FundingState.GRANTED,
        dt.date(2026, 2, 1), dt.date(2026, 4, 1), dt.date(2027, 3, 31), None,
    )  # fmt: skip
    assert measure.links.values_list("label", "url").get() == (
        "Programm", "https://vhs.example/sprachcafe",
    )  # fmt: skip


def test_a_link_without_https_is_refused_at_its_row(enter, officer, measure):
    sent = rows("links", {"label": "Programm", "url": "http://vhs.example/"})

    answer = save(enter(officer), url("edit", measure), **sent)

    [errors] = answer.context["form"].formsets["links"].errors
    assert set(errors) == {"url"}
    assert "die mit https:// beginnt" in errors["url"][0]


def test_a_login_that_ran_out_costs_nothing_of_a_measure(enter, officer, measure):
    browser, address = enter(officer), url("edit", measure)
    steps = rows("milestones", {"title": "Erster Standort", "planned": "06/2027"})
    typed = form_data(browser.get(address), title="Lange getippt", **steps)
    browser.logout()

    answer = browser.post(address, typed)
    back = parse_qs(urlsplit(answer.url).query)["next"][0]
    browser.post(answer.url, {"login": officer.email, "password": PASSWORD, "next": back})
    page = browser.get(back)

    form = page.context["form"]
    assert form["title"].value() == "Lange getippt"
    [step] = form.formsets["milestones"].forms
    assert (step["title"].value(), step["planned"].value()) == ("Erster Standort", "06/2027")
    assert (Measure.objects.get(pk=measure.pk).title, measure.milestones.count()) == (
        "Sprachcafé", 0,
    )  # fmt: skip
    assert browser.post(back, form_data(page)).status_code == 302
    assert Measure.objects.get(pk=measure.pk).title == "Lange getippt"
    assert [str(kept.planned) for kept in measure.milestones.all()] == ["Juni 2027"]


# Members


@pytest.fixture
def of_district(district, member):
    """A measure of the district."""
    return MeasureFactory(edition=EditionFactory(concept__authority=district), place="Kreishaus")


def printed(measure) -> dict[str, str]:
    recipe = MeasureRecipe()
    return {
        fact["label"]: fact["value"] for fact in recipe.context(recipe.data(measure, {}))["facts"]
    }


def test_a_district_says_in_which_members_a_measure_works(enter, district, member, of_district):
    further = LocalAuthorityFactory(parent=district, name="Stadt Langen", short_name="Langen")
    browser = enter(UserFactory(officer_of=district))

    form = browser.get(url("edit", of_district)).context["form"]
    answer = save(browser, url("edit", of_district), applies_to=[member.pk, further.pk])

    offered = [authority for _value, authority in form.fields["applies_to"].choices]
    assert offered == ["Stadt Dreieich", "Stadt Langen"]
    assert answer.status_code == 302
    page = " ".join(browser.get(url("measure", of_district)).text.split())
    assert "<dt>gilt in</dt> <dd>Stadt Dreieich, Stadt Langen</dd>" in page
    assert printed(of_district)["Ort"] == "Kreishaus, Stadt Dreieich, Stadt Langen"


@pytest.mark.parametrize("strangers", ["neighbour", "district"])
def test_only_its_own_members_are_a_choice(strangers, request, enter, district, of_district):
    stranger = request.getfixturevalue(strangers)

    answer = save(
        enter(UserFactory(officer_of=district)), url("edit", of_district), applies_to=[stranger.pk]
    )

    assert set(answer.context["form"].errors) == {"applies_to"}
    assert not of_district.applies_to.exists()


def test_an_authority_without_members_is_not_asked_for_them(enter, officer, measure):
    form = enter(officer).get(url("edit", measure)).context["form"]

    assert "applies_to" not in form.fields


# Money


@pytest.mark.parametrize(
    ("covered", "gap"),
    [
        ({"own": 2000, "grant": 4000, "in_kind": 3000}, 1000),
        ({"in_kind": 3000}, 7000),
        ({"own": 7000, "in_kind": 3000}, 0),
        ({"own": 9000, "in_kind": 3000}, 0),
        ({}, 0),
    ],
)
def test_what_is_given_in_kind_covers_costs_and_adds_none(covered, gap, measure):
    """Eigenanteil, Zuschuss und Sachleistung cover; the sum is that of the costs alone."""
    MeasureCost.objects.create(measure=measure, year=2027, budget=Decimal(10000))
    for kind, amount in covered.items():
        MeasureFinancing.objects.create(measure=measure, year=2027, kind=kind, amount=amount)

    money = money_by_year(measure)

    [year] = money.years
    assert (year.budget, year.gap, year.in_kind) == (10000, gap, covered.get("in_kind", 0))
    assert (money.total.budget, money.total.gap) == (10000, gap)


def test_page_and_paper_name_what_is_given_in_kind(enter, officer, measure):
    MeasureCost.objects.create(measure=measure, year=2027, budget=Decimal(10000))
    for kind, amount in ((FinancingKind.OWN, 2000), (FinancingKind.IN_KIND, 3000)):
        MeasureFinancing.objects.create(measure=measure, year=2027, kind=kind, amount=amount)
    recipe = MeasureRecipe()

    page = " ".join(enter(officer).get(url("measure", measure)).text.split())
    table = recipe.context(recipe.data(measure, {}))["money"]

    assert "dazu Sachleistung 3.000 €" in page
    assert table["rows"] == [["2027", "10.000\xa0€", "2.000\xa0€", "3.000\xa0€", "5.000\xa0€"]]
