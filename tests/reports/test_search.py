"""One search over all that a person may see of an authority."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.concepts import EditionFactory, FieldOfActionFactory
from tests.factories.council import CouncilPaperFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import BodyFactory, ContactPointFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(authority, enter):
    def ask(user, text):
        return enter(user).get(reverse("reports:search", args=[authority.slug]), {"q": text})

    return ask


def found(response) -> dict[str, list[str]]:
    groups = response.context["search"].groups
    return {group.title: [hit.title for hit in group.hits] for group in groups}


def fill(authority, edition, word: str, number: int = 1) -> None:
    for n in range(number):
        title = f"{word} {n}"
        field = FieldOfActionFactory(edition=edition, title=title)
        MeasureFactory(edition=edition, title=title, field=field)
        CouncilPaperFactory(authority=authority, subject=title, confidential=False, sent=True)
        OrganisationFactory(authority=authority, name=title)
        BodyFactory(authority=authority, name=title)
        ContactPointFactory(authority=authority, name=title)


def test_it_finds_parts_of_words_in_every_kind_of_thing(authority, edition, officer, ask):
    fill(authority, edition, "Sprachförderung")

    assert found(ask(officer, "FÖRDER")) == {
        group: ["Sprachförderung 0"]
        for group in (
            "Maßnahmen", "Handlungsfelder", "Vorlagen", "Organisationen", "Gremien",
            "Anlaufstellen",
        )
    }  # fmt: skip


def test_every_hit_leads_somewhere(authority, edition, officer, ask, enter):
    fill(authority, edition, "Sprachförderung", number=9)
    browser = enter(officer)

    groups = ask(officer, "sprach").context["search"].groups

    assert len(groups) == 6
    for group in groups:
        assert browser.get(group.hits[0].url).status_code == 200
        assert browser.get(group.all_url).status_code == 200


def test_at_most_eight_of_a_kind_and_the_rest_on_its_list(authority, edition, officer, ask):
    for n in range(9):
        MeasureFactory(edition=edition, title=f"Sprachcafé {n}")

    group = ask(officer, "sprachcafé").context["search"].groups[0]

    assert len(group.hits) == 8
    assert group.has_more is True
    listed = reverse("measures:list", args=[authority.slug])
    assert group.all_url == f"{listed}?text=sprachcaf%C3%A9&fassung=2026"


def test_nobody_finds_what_they_may_not_see(authority, neighbour, edition, officer, reader, ask):
    CouncilPaperFactory(authority=authority, subject="Sprachkurse", confidential=False)
    CouncilPaperFactory(authority=authority, subject="Sprachtests", sent=True)
    fill(neighbour, EditionFactory(concept__authority=neighbour, adopted=True), "Sprache")

    assert found(ask(officer, "sprach")) == {"Vorlagen": ["Sprachtests", "Sprachkurse"]}
    assert found(ask(reader, "sprach")) == {}


def test_a_reader_finds_nothing_in_a_draft(draft_edition, authority, reader, contributor, ask):
    MeasureFactory(edition=draft_edition, title="Sprachcafé", number="1", number_given=True)

    assert found(ask(reader, "sprach")) == {}
    assert found(ask(contributor, "sprach")) == {"Maßnahmen": ["1 Sprachcafé"]}


@pytest.mark.parametrize("text", ["", " ", "a", "\0"])
def test_too_short_a_word_asks_for_more(officer, ask, text):
    response = ask(officer, text)

    assert response.context["search"].is_too_short is True
    assert "Wonach suchen Sie?" in response.text


@pytest.mark.parametrize(
    "text", ["%%", "__", "'; --", "<script>", "\0\0ab", "x" * 5000, "مرحبا 😀"]
)
def test_odd_words_find_nothing_and_break_nothing(authority, edition, officer, ask, text):
    fill(authority, edition, "Sprachförderung")

    response = ask(officer, text)

    assert found(response) == {}
    assert "<script>" not in response.text.split("<main")[1]


def test_it_costs_the_same_for_one_and_three_of_each(authority, edition, officer, ask):
    ask(officer, "sprach")
    counts = []
    for number in (1, 2):
        fill(authority, edition, f"Sprache {number}", number=number)
        with CaptureQueriesContext(connection) as queries:
            ask(officer, "sprach")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 30
