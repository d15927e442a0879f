"""A thing and its rows as one form."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from concepts.models import Edition
from integration_portal.history.models import Revision
from stakeholders.models import Organisation


@pytest.fixture
def page(edition, authority):
    return reverse("test:edit", args=[authority.slug, edition.pk])


@pytest.fixture
def browser(enter, officer):
    return enter(officer)


def test_the_page_shows_sections_rows_and_a_contents_list(browser, page):
    html = browser.get(page).content.decode()

    assert '<a href="#grund">Grunddaten</a>' in html
    assert '<a href="#sources">Quellen</a>' in html
    assert re.search(r'<textarea name="costs-1-label"[^>]*>\s*Feier</textarea>', html)
    assert 'name="add_costs"' in html


def test_form_and_rows_are_saved_and_recorded_as_one(browser, page, sent, edition, officer):
    data = sent(**{"title": "Fassung 2021", "costs-0-label": "Satz", "costs-1-DELETE": "on"})

    answer = browser.post(page, data.dict() | {})

    edition.refresh_from_db()
    assert answer.status_code == 302
    assert edition.title == "Fassung 2021"
    assert list(edition.costs.values_list("label", flat=True)) == ["Satz"]
    last = Revision.objects.of(edition).first()
    assert last.by == officer
    assert [change.sentence for change in last.changes] == [
        "Titel von „Fassung 2020“ zu „Fassung 2021“ geändert",
        "Kosten der Erarbeitung „2020, Satz“: wofür: Satz statt Druck",
        "Kosten der Erarbeitung „2021, Feier“ entfernt",
    ]


def test_nothing_is_saved_if_one_row_is_wrong(browser, page, sent, edition):
    answer = browser.post(page, sent(**{"title": "Neu", "costs-0-budget": "-5"}).dict())

    html = answer.content.decode()
    assert answer.status_code == 200
    assert Edition.objects.get(pk=edition.pk).title == "Fassung 2020"
    assert 'href="#id_costs-0-budget"' in html
    assert "Fehler: Fassung 2020 bearbeiten" in " ".join(html.split())
    assert 'value="Neu"' in html
    assert Revision.objects.of(edition).count() == 1


def test_a_row_is_added_without_saving_and_without_errors(browser, page, sent, edition):
    data = sent(title="", **{"add_costs": "1", "costs-0-label": "Getippt"})

    html = browser.post(page, data.dict()).content.decode()

    assert 'name="costs-2-label"' in html
    assert "Getippt</textarea>" in html
    assert "Bitte prüfen Sie" not in html
    assert 'data-unsaved="changed"' in html
    assert Edition.objects.get(pk=edition.pk).title == "Fassung 2020"


def test_rows_follow_the_numbers_of_their_order(browser, page, sent, edition):
    data = sent(**{"addressees-0-ORDER": "3", "addressees-1-ORDER": "1", "addressees-2-ORDER": "2"})

    browser.post(page, data.dict())

    assert [a.text for a in edition.addressees.all()] == ["Verwaltung", "Vereine", "Rat"]


def test_a_new_row_without_a_number_comes_last(browser, page, sent, edition):
    data = sent(**{
        "addressees-TOTAL_FORMS": "4", "addressees-3-text": "Schulen", "addressees-3-ORDER": "",
    })  # fmt: skip

    browser.post(page, data.dict())

    assert [a.text for a in edition.addressees.all()] == ["Rat", "Verwaltung", "Vereine", "Schulen"]


def test_a_row_of_another_edition_cannot_be_smuggled_in(browser, page, sent, edition):
    other = Edition.objects.create(concept=edition.concept, title="Andere", slug="andere")
    foreign = other.costs.create(year=2019, label="Fremd")

    answer = browser.post(page, sent(**{"costs-0-id": str(foreign.pk)}).dict())

    foreign.refresh_from_db()
    assert answer.status_code == 200
    assert foreign.label == "Fremd"
    assert foreign.edition == other


def test_saving_comes_back_to_where_one_was_and_names_the_thing(browser, page, sent):
    answer = browser.post(f"{page}?next=/konto/", sent(title="Neu").dict(), follow=False)

    assert answer.url == "/konto/"
    answer = browser.get(page)
    assert "„Neu“ ist gespeichert." in answer.content.decode()


@pytest.mark.parametrize("evil", ["https://boese.example/", "//boese.example", "javascript:x"])
def test_a_foreign_address_to_return_to_is_ignored(browser, page, sent, evil):
    answer = browser.post(f"{page}?next={evil}", sent(title="Neu").dict())

    assert answer.url == page


def test_more_opens_an_empty_form_again(browser, authority, edition):
    url = reverse("test:create", args=[authority.slug])
    data = {"title": "Dritte", "slug": "dritte", "more": "1"}
    for name in ("roles", "costs", "addressees", "sources"):
        data |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}

    answer = browser.post(url, data)

    assert answer.url == url
    assert Edition.objects.get(slug="dritte").concept == edition.concept


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Titel\x00 mit\x07 Steuerzeichen", "Titel mit Steuerzeichen"),
        ("Fest 🎉 der 👩‍👩‍👧 Kulturen", "Fest 🎉 der 👩‍👩‍👧 Kulturen"),
        ("خطة الاندماج", "خطة الاندماج"),
        ("ab\u202eexe.txt", "abexe.txt"),
    ],
)
def test_odd_characters_end_in_a_correct_title(browser, page, sent, edition, typed, stored):
    browser.post(page, sent(title=typed).dict())

    assert Edition.objects.get(pk=edition.pk).title == stored


def test_a_long_title_is_refused_in_german_and_kept_whole(browser, page, sent, edition):
    html = browser.post(page, sent(title="ä" * 10_000).dict()).content.decode()

    assert "Dieser Text ist mit 10.000 Zeichen zu lang, möglich sind 300." in html
    assert "ä" * 10_000 in html
    assert 'maxlength="300"' not in html


def test_an_organisation_is_created_in_the_row_that_needs_it(browser, page, sent, edition, officer):
    data = sent(**{
        "roles-TOTAL_FORMS": "2",
        "roles-1-kind": "moderation",
        "roles-1-organisation-neu-name": "Büro Mitte",
        "roles-1-organisation-neu-kind": "business",
    })  # fmt: skip

    browser.post(page, data.dict())

    made = Organisation.objects.get(name="Büro Mitte")
    assert made.authority == edition.concept.authority
    assert edition.roles.get(kind="moderation").organisation == made
    assert Revision.objects.of(made).get().by == officer


def test_a_half_filled_new_organisation_is_refused_and_kept(browser, page, sent, edition):
    data = sent(**{
        "roles-TOTAL_FORMS": "2",
        "roles-1-kind": "moderation",
        "roles-1-organisation-neu-name": "Büro Mitte",
    })  # fmt: skip

    html = browser.post(page, data.dict()).content.decode()

    assert "Neue Organisation, Art: Bitte füllen Sie dieses Feld aus." in html
    assert 'value="Büro Mitte"' in html
    assert not Organisation.objects.filter(name="Büro Mitte").exists()


def test_nothing_new_is_created_when_the_form_is_wrong(browser, page, sent, edition):
    data = sent(**{
        "title": "",
        "roles-TOTAL_FORMS": "2",
        "roles-1-kind": "moderation",
        "roles-1-organisation-neu-name": "Büro Mitte",
        "roles-1-organisation-neu-kind": "business",
    })  # fmt: skip

    browser.post(page, data.dict())

    assert not Organisation.objects.filter(name="Büro Mitte").exists()


def test_choosing_and_naming_at_once_is_refused(browser, page, sent, organisation):
    data = sent(**{
        "roles-0-organisation-neu-name": "Büro Mitte",
        "roles-0-organisation-neu-kind": "business",
    })  # fmt: skip

    html = browser.post(page, data.dict()).content.decode()

    assert "entweder aus der Liste oder legen Sie neu an" in html


def test_a_second_organisation_of_that_name_is_refused_before_the_database_does(
    browser, page, sent, organisation
):
    data = sent(**{
        "roles-0-organisation": "",
        "roles-0-organisation-neu-name": organisation.name,
        "roles-0-organisation-neu-kind": "business",
    })  # fmt: skip

    html = browser.post(page, data.dict()).content.decode()

    assert "Eine Organisation mit diesem Namen gibt es schon." in html


def test_several_partners_and_a_new_one(browser, authority, organisation):
    url = reverse("test:partners", args=[authority.slug])
    browser.get(url)
    data = {
        "partners": [str(organisation.pk)],
        "partners-neu-name": "Büro Mitte",
        "partners-neu-kind": "business",
    }

    answer = browser.post(url, data)

    assert answer.url == "/weg/"
    assert browser.session["partners"] == ["Volkshochschule", "Büro Mitte"]


def test_what_is_new_in_a_form_sent_twice_is_created_once(browser, authority):
    page = reverse("test:partners", args=[authority.slug])
    note = browser.get(page).context["page_token"].split('value="')[1].split('"')[0]
    sent = {"partners-neu-name": "Neuer Verein", "partners-neu-kind": "association"}

    first, second = (browser.post(page, sent | {"geoeffnet": note}) for _time in range(2))

    assert (first.url, second.url) == ("/weg/", "/weg/")
    assert Organisation.objects.filter(name="Neuer Verein").count() == 1


def test_the_form_costs_the_same_for_one_row_and_for_three(browser, page, edition, organisation):
    with CaptureQueriesContext(connection) as one:
        browser.get(page)
    for kind in ("scientific", "moderation"):
        edition.roles.create(kind=kind, organisation=organisation)
        edition.costs.create(year=2022, label=kind)
    with CaptureQueriesContext(connection) as three:
        browser.get(page)

    assert len(three) == len(one)


def test_only_the_officer_enters(enter, page, reader, neighbour_officer):
    assert enter(reader).get(page).status_code == 403
    assert enter(neighbour_officer).get(page).status_code == 404


def test_a_long_line_in_a_row_is_shown_whole_and_stays_one_line(browser, page, sent, edition):
    browser.post(page, sent(**{"costs-0-label": "Saal und\r\nTechnik"}))

    assert edition.costs.first().label == "Saal und Technik"
