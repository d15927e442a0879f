"""Daily work in the admin: saving with history, lists, files, merging, anonymising."""

import csv
import datetime as dt
import io

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from integration_portal.core.fuzzy import parse
from integration_portal.history.models import Revision
from stakeholders.models import Meeting, MeetingMove, Membership, Organisation, Person
from tests.factories.stakeholders import (
    BodyFactory,
    ContactPointFactory,
    LegislativeTermFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
)


@pytest.fixture
def browser(enter, officer):
    return enter(officer)


def address(model: str, page: str, *args) -> str:
    return reverse(f"admin:stakeholders_{model}_{page}", args=args)


NO_ROWS = {
    f"{name}-{count}": "0"
    for name in ("memberships", "representations", "people", "units", "contact_points", "moves")
    for count in ("TOTAL_FORMS", "INITIAL_FORMS")
}


def test_a_new_row_belongs_to_the_only_authority_without_asking(browser, authority, officer):
    browser.post(address("organisation", "add"), {"name": "AWO", "kind": "welfare"} | NO_ROWS)

    organisation = Organisation.objects.get()
    revision = Revision.objects.of(organisation).get()
    assert organisation.authority == authority
    assert (revision.action, revision.by) == ("created", officer)


def test_a_name_that_is_taken_is_said_at_the_form(browser, authority):
    OrganisationFactory(authority=authority, name="AWO")
    other = OrganisationFactory(authority=authority, name="Caritas")
    taken = {"name": "AWO", "kind": "welfare"} | NO_ROWS

    for url in (address("organisation", "add"), address("organisation", "change", other.pk)):
        response = browser.post(url, taken)
        assert response.context["adminform"].form.non_field_errors() == [
            "Eine Organisation mit diesem Namen gibt es schon."
        ]


def test_saving_a_body_with_a_member_is_one_change_in_its_history(browser, authority):
    body = BodyFactory(authority=authority, name="Forum", kind="forum")
    browser.post(address("body", "change", body.pk), {"name": "Forum", "kind": "forum"} | NO_ROWS)
    person = PersonFactory(authority=authority, function="Leitung VHS")
    rows = NO_ROWS | {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-person": person.pk,
        "memberships-0-role": "chair",
        "memberships-0-since": "Frühjahr 2020",
    }

    browser.post(address("body", "change", body.pk), {"name": "Forum", "kind": "forum"} | rows)

    assert Membership.objects.get().since == parse("Frühjahr 2020")
    assert [c.sentence for c in Revision.objects.of(body).first().changes] == [
        "Mitgliedschaft „Leitung VHS, Vorsitz“ ergänzt"
    ]
    page = browser.get(address("body", "history", body.pk)).content.decode()
    assert "Mitgliedschaft „Leitung VHS, Vorsitz“ ergänzt" in page


def test_nothing_is_written_to_a_log_that_cannot_forget(browser, authority):
    person = PersonFactory(authority=authority, name="Erika Beispiel")
    fields = {"function": "Leitung", "legal_basis": "official_duty"} | NO_ROWS

    browser.post(address("person", "change", person.pk), fields)
    browser.post(address("person", "delete", person.pk), {"post": "yes"})

    assert (Person.objects.count(), LogEntry.objects.count()) == (0, 0)


def test_moving_a_meeting_needs_a_reason(browser, authority):
    meeting = MeetingFactory(body__authority=authority, date=dt.date(2025, 9, 30))
    url = address("meeting", "change", meeting.pk)
    fields = {"date": "02.09.2025", "state": "planned"} | NO_ROWS

    refused = browser.post(url, fields)
    moved = browser.post(url, fields | {"reason": "vor dem Rat"})

    assert list(refused.context["adminform"].form.errors) == ["reason"]
    assert moved.status_code == 302
    assert Meeting.objects.get().date == dt.date(2025, 9, 2)
    assert [(m.from_date, m.reason) for m in MeetingMove.objects.all()] == [
        (dt.date(2025, 9, 30), "vor dem Rat")
    ]


def test_a_held_meeting_is_not_moved(browser, authority):
    meeting = MeetingFactory(body__authority=authority, date=dt.date(2025, 9, 30))
    fields = {"date": "02.09.2025", "state": "held", "reason": "zu spät"} | NO_ROWS

    response = browser.post(address("meeting", "change", meeting.pk), fields)

    assert list(response.context["adminform"].form.errors) == ["date"]


def test_a_new_meeting_takes_the_term_of_its_day(browser, authority):
    term = LegislativeTermFactory(authority=authority, starts_on=dt.date(2024, 6, 9))
    body = BodyFactory(authority=authority)
    fields = {"body": body.pk, "date": "02.09.2025", "state": "planned"} | NO_ROWS

    browser.post(address("meeting", "add"), fields)

    assert Meeting.objects.get().term == term


@pytest.mark.parametrize("words", ["bürgerverein", "BUERGER", "selbsthilfe bürger"])
def test_the_search_folds_words(words, browser, authority):
    OrganisationFactory(authority=authority, name="Bürgerverein", aliases="Selbsthilfe")
    OrganisationFactory(authority=authority, name="Jugendamt")

    rows = browser.get(address("organisation", "changelist"), {"q": words}).context["cl"]

    assert [row.name for row in rows.result_list] == ["Bürgerverein"]


def test_the_list_as_a_file_is_for_a_german_excel(browser, authority):
    parent = OrganisationFactory(authority=authority, name="Dezernat")
    evil = OrganisationFactory(
        authority=authority, name='=HYPERLINK("x";"y")', phone="+49 7151", parent=parent
    )
    chosen = {"action": "export_csv", "_selected_action": [evil.pk]}

    response = browser.post(address("organisation", "changelist"), chosen)

    assert response.content.startswith(b"\xef\xbb\xbf")
    [row] = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert (row["Name"], row["Telefon"], row["Art"], row["Teil der Verwaltung"]) == (
        '\'=HYPERLINK("x";"y")', "'+49 7151", "Verein oder Initiative", "nein",
    )  # fmt: skip
    assert (row["übergeordnete Einheit"], row["Personen"], row["Maßnahmen"]) == (
        "Dezernat", "0", "0",
    )  # fmt: skip


def test_who_stays_is_seen_before_it_is_done(browser, authority):
    """Chosen anew and confirmed at once: what was shown was the other way round."""
    awo = OrganisationFactory(authority=authority, name="AWO")
    long_name = OrganisationFactory(authority=authority, name="AWO Kreisverband")
    merge = f"{address('organisation', 'merge')}?ids={awo.pk},{long_name.pk}"

    answer = browser.post(merge, {"bleibt": long_name.pk, "gezeigt": awo.pk})

    assert "Zusammengeführt ist noch nichts." in answer.content.decode()
    assert answer.context["survivor"] == long_name
    assert Organisation.objects.count() == 2


def test_the_page_of_a_merge_has_one_primary_button(browser, authority):
    one, other = OrganisationFactory.create_batch(2, authority=authority)

    page = browser.get(f"{address('organisation', 'merge')}?ids={one.pk},{other.pk}").text

    assert [page.count(css) for css in ('class="default"', 'class="own-secondary"')] == [1, 1]


def test_duplicates_are_merged_after_a_look_at_what_moves(browser, authority):
    awo = OrganisationFactory(authority=authority, name="AWO")
    long_name = OrganisationFactory(authority=authority, name="AWO Kreisverband")
    PersonFactory(organisation=awo, function="Migrationsberatung")
    chosen = {"action": "merge_selected", "_selected_action": [awo.pk, long_name.pk]}

    asked = browser.post(address("organisation", "changelist"), chosen)
    preview = browser.post(asked.url, {"bleibt": long_name.pk, "preview": "1"})
    untouched = Organisation.objects.count()
    done = browser.post(asked.url, {"bleibt": long_name.pk, "gezeigt": long_name.pk})

    assert "Migrationsberatung" in preview.content.decode()
    assert untouched == 2
    assert done.url == address("organisation", "change", long_name.pk)
    assert [(o.name, o.aliases) for o in Organisation.objects.all()] == [
        ("AWO Kreisverband", "AWO")
    ]


def test_a_single_row_is_not_merged(browser, authority):
    awo = OrganisationFactory(authority=authority)
    chosen = {"action": "merge_selected", "_selected_action": [awo.pk]}

    response = browser.post(address("organisation", "changelist"), chosen, follow=True)

    assert [str(m) for m in response.context["messages"]] == [
        "Wählen Sie mindestens zwei Einträge aus, die dasselbe meinen."
    ]


def test_people_are_anonymised_after_a_question(browser, authority):
    person = PersonFactory(authority=authority, name="Erika Beispiel")
    url = f"{address('person', 'anonymise')}?ids={person.pk}"

    question = browser.get(url).content.decode()
    person.refresh_from_db()
    before = person.name
    browser.post(url)

    person.refresh_from_db()
    assert "nicht rückgängig" in question
    assert (before, person.name) == ("Erika Beispiel", "")
    fields = {"function": "Leitung", "legal_basis": "official_duty", "name": "Neu"} | NO_ROWS
    browser.post(address("person", "change", person.pk), fields)
    person.refresh_from_db()
    assert (person.function, person.name) == ("Leitung", "")


def test_what_is_kept_about_a_person_comes_as_a_file(browser, authority):
    person = PersonFactory(authority=authority, name="Erika Beispiel")

    response = browser.get(f"{address('person', 'export')}?ids={person.pk}")

    assert response.json()["person"]["Name"] == "Erika Beispiel"
    assert response["Content-Disposition"] == 'attachment; filename="auskunft.json"'


@pytest.mark.parametrize(
    ("asked", "found"),
    [("widerrufen", ["B"]), ("name", ["A", "B"]), ("funktion", ["C"]), ("anonym", ["D"])],
)
def test_people_are_filtered_by_what_is_kept_of_them(asked, found, browser, authority):
    consent = {"legal_basis": "consent", "consent_on": dt.date(2024, 1, 1)}
    PersonFactory(authority=authority, function="A", name="x")
    PersonFactory(
        authority=authority, function="B", name="x", consent_withdrawn_on=dt.date(2025, 1, 1),
        **consent,
    )  # fmt: skip
    PersonFactory(authority=authority, function="C")
    PersonFactory(authority=authority, function="D", anonymised_at="2026-01-01T00:00:00Z")

    rows = browser.get(address("person", "changelist"), {"datenschutz": asked}).context["cl"]

    assert [row.function for row in rows.result_list] == found


@pytest.mark.parametrize(("asked", "found"), [("heute", ["Neu"]), ("frueher", ["Alt"])])
def test_bodies_are_filtered_by_whether_they_still_exist(asked, found, browser, authority):
    BodyFactory(authority=authority, name="Alt", until=parse("2014"))
    BodyFactory(authority=authority, name="Neu")

    rows = browser.get(address("body", "changelist"), {"bestehen": asked}).context["cl"]

    assert [row.name for row in rows.result_list] == found


def fill(authority, number: int) -> dict[str, int]:
    for _n in range(number):
        organisation = OrganisationFactory(authority=authority)
        body = BodyFactory(authority=authority, office=organisation)
        for _m in range(3):
            unit = OrganisationFactory(
                authority=authority, parent=organisation, successor=organisation
            )
            person = PersonFactory(organisation=unit)
            MembershipFactory(body=body, person=person, organisation=unit)
            term = LegislativeTermFactory(authority=authority)
            MeetingFactory(body=body, term=term)
            ContactPointFactory(authority=authority, organisation=unit)
            RepresentationFactory(organisation=unit, user__contributor_of=authority)
    return {"body": body.pk, "organisation": organisation.pk, "person": person.pk}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"),
    [
        ("organisation", 5), ("person", 6), ("body", 5), ("meeting", 9),
        ("contactpoint", 7), ("legislativeterm", 5), ("representation", 7),
    ],
)  # fmt: skip
def test_a_list_costs_the_same_for_one_and_three(
    model, queries, number, browser, authority, django_assert_num_queries
):
    fill(authority, number)

    with django_assert_num_queries(queries):
        browser.get(address(model, "changelist"))
