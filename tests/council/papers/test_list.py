"""The list of papers: grouped, filtered, and what it costs."""

import pytest

from integration_portal.core import fuzzy
from tests.factories.concepts import EditionFactory
from tests.factories.council import (
    ConsultationFactory,
    CouncilPaperFactory,
    full_paper,
)

from ..browsing import queries, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["officer", "reader"])
def test_the_list_costs_the_same_for_one_and_three_papers(who, persona, enter, authority):
    browser = enter(persona(who))
    full_paper(authority=authority, confidential=False, sent=True)
    one = queries(browser, url("papers"))

    for _n in range(2):
        full_paper(authority=authority, confidential=False, sent=True)

    assert queries(browser, url("papers")) == one
    assert one <= 12


def test_the_list_stands_in_groups_by_the_next_sitting(office, authority, council):
    for subject, date in (("Später", "2099"), ("Bald", "2098"), ("Vorbei", "2001")):
        made = CouncilPaperFactory(authority=authority, subject=subject)
        ConsultationFactory(paper=made, body=council, date=fuzzy.parse(date))

    papers = office.get(url("papers")).context["papers"]

    assert [(p.group_label, p.subject) for p in papers] == [
        ("Nächste Sitzungen", "Bald"),
        ("Nächste Sitzungen", "Später"),
        ("Sitzung vorbei, Ergebnis fehlt", "Vorbei"),
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("text=förder", {"Sprachförderung"}),
        ("stand=sent", {"Wohnen"}),
        ("gremium={committee}", {"Wohnen"}),
        ("fassung={edition}", {"Sprachförderung"}),
        ("stand=unsinn", {"Sprachförderung", "Wohnen"}),
    ],
)
def test_the_list_is_filtered_by_its_address(office, authority, committee, asked, found):
    edition = EditionFactory(concept__authority=authority)
    CouncilPaperFactory(authority=authority, subject="Sprachförderung", edition=edition)
    CouncilPaperFactory(authority=authority, subject="Wohnen", stations=[committee], sent=True)
    query = asked.format(committee=committee.pk, edition=edition.pk)

    papers = office.get(f"{url('papers')}?{query}").context["papers"]

    assert {p.subject for p in papers} == found


def test_readers_are_not_offered_states_they_never_see(reader, enter):
    form = enter(reader).get(url("papers")).context["filter"].form

    assert [value for value, _label in form.fields["stand"].choices] == [
        "", "sent", "done", "withdrawn",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "query", "said"),
    [
        ("officer", "", "Was ein Gremium beraten oder beschließen soll, beginnt hier."),
        ("reader", "", "Hier stehen Vorlagen, sobald sie versandt sind."),
        ("officer", "?text=nichts", "Keine Vorlage passt zu diesen Filtern"),
    ],
)
def test_an_empty_list_says_why(who, query, said, persona, enter):
    page = enter(persona(who)).get(url("papers") + query).content.decode()

    assert said in page
