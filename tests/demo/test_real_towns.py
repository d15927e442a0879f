"""What the documents of the real towns state, entry by entry, where a page would not tell."""

import re
from decimal import Decimal

import pytest

from concepts.enums import BudgetState, ChangeStatus, FundingState
from concepts.models import Edition, EvaluationChapter, InnovationBudget
from council.enums import ConsultationRole, OutcomeKind
from council.models import AgendaItem, Attachment, CouncilPaper, SignatureLine
from measures.enums import Commitment
from measures.models import Measure

pytestmark = pytest.mark.usefixtures("demo")

HEARD = (ConsultationRole.PRELIMINARY, OutcomeKind.RECOMMENDED)


def edition(authority: str, slug: str) -> Edition:
    return Edition.objects.get(authority__slug=authority, slug=slug)


def paper(authority: str, subject: str) -> CouncilPaper:
    return CouncilPaper.objects.get(authority__slug=authority, subject=subject)


def stations(of: CouncilPaper) -> list[tuple]:
    """Body, day, public, role and expected result, in the order of the Beratungsfolge."""
    return [
        (one.body.name, str(one.when), one.public, one.role, one.expected)
        for one in of.consultations.order_by("position")
    ]


# Offenburg


def test_offenburgs_first_two_bodies_recommend_and_the_council_takes_note_all_in_public():
    assert stations(paper("offenburg", "Weiterentwicklung des Integrationskonzeptes")) == [
        ("Integrationsbeirat", "04.11.2020", True, *HEARD),
        ("Ausschuss für Familie und Jugend", "18.11.2020", True, *HEARD),
        (
            "Gemeinderat",
            "14.12.2020",
            True,
            ConsultationRole.DECISION,
            OutcomeKind.NOTED_WITH_APPROVAL,
        ),
    ]


def test_offenburgs_paper_has_sections_a_and_b_one_to_five():
    found = paper("offenburg", "Weiterentwicklung des Integrationskonzeptes").sections

    assert list(found.order_by("position").values_list("level", "label", "title")) == [
        (1, "A", "Strategische Ziele"),
        (1, "B", "Sachverhalt"),
        (2, "1", "Ausgangslage, aktueller Anlass und Zielsetzung der Fortschreibung"),
        (2, "2", "Methodik, Vorgehensweise sowie Zielgruppe dieser Konzeption"),
        (2, "3", "Schwerpunkte der Fortschreibung"),
        (2, "4", "Vernetzung"),
        (2, "5", "Ausblick"),
    ]


def test_offenburg_updated_six_fields_and_added_five():
    found = edition("offenburg", "2020").fields.filter(parent=None)

    assert dict(found.values_list("number", "change_status")) == {
        **dict.fromkeys(("1", "2", "3", "4", "5", "10"), ChangeStatus.UPDATED),
        **dict.fromkeys(("6", "7", "8", "9", "11"), ChangeStatus.NEW),
    }


# Waiblingen


def test_waiblingens_committee_recommends_and_the_council_resolves_both_in_public():
    assert stations(paper("waiblingen", "Fortschreibung des Integrationskonzeptes")) == [
        ("Ausschuss für Bildung, Soziales und Verwaltung", "06.12.2017", True, *HEARD),
        ("Gemeinderat", "14.12.2017", True, ConsultationRole.DECISION, OutcomeKind.RESOLVED),
    ]


def test_waiblingens_final_report_is_announced_for_the_sitting_of_the_committee():
    found = Attachment.objects.filter(paper__authority__slug="waiblingen")

    assert [(one.title, str(one.announced_until), one.file.name) for one in found] == [
        ("Abschlussbericht mit wissenschaftlicher Einschätzung des IfaS", "2017-12-06", "")
    ]


def test_each_key_project_of_waiblingen_is_as_binding_as_the_paper_says():
    found = Measure.objects.filter(edition__authority__slug="waiblingen", key_project=True)

    assert dict(found.values_list("title", "commitment")) == {
        "Starke Netzwerke Elternbegleiter für geflüchtete Familien": Commitment.PROPOSED,
        "Kita-Einstieg: Brücken bauen in frühe Bildung": Commitment.PROPOSED,
        "Veranstaltungsreihe zu jeweils einem Land": Commitment.PROPOSED,
        "Angebote an der Boccia-Bahn": Commitment.EXAMINING,
        "Heranführung an das traditionelle Ehrenamt": Commitment.PROPOSED,
        "Wiederaufnahme des Projekts „Integrationslotsen“": Commitment.RECOMMENDED,
        "Offener Treff mit Informationen": Commitment.PROPOSED,
        "Treffen mit Sachbearbeitungen der Verwaltung": Commitment.SUGGESTED,
        "Informationsveranstaltung zu Arbeit, Ausbildung und Praktikum": Commitment.PROMISED,
        "Informationsveranstaltung für Engagierte und Stadtverwaltung": Commitment.SUGGESTED,
        "Zeitungsserie „Meine ersten 100 Tage bei der Stadtverwaltung“": Commitment.IDEA,
    }


def test_waiblingens_grant_and_budget_belong_to_the_making_of_the_edition():
    made = edition("waiblingen", "fortschreibung-2017")

    assert [(one.programme, one.amount, one.state) for one in made.fundings.all()] == [
        ("Verwaltungsvorschrift Integration", Decimal(15_000), FundingState.GRANTED)
    ]
    assert [(one.year, one.budget, one.spent) for one in made.costs.all()] == [
        (2018, Decimal(5_000), None)
    ]


def test_two_perspectives_and_one_theme_run_through_all_fields_of_waiblingen():
    themes = edition("waiblingen", "fortschreibung-2017").themes.order_by("position")

    assert [theme.title for theme in themes] == [
        "Einbeziehung von Menschen mit Fluchterfahrung",
        "Haltung der Stadtgesellschaft",
        "Vielfalt und Integration",
    ]


# Kreis Offenbach


def test_the_districts_initiatives_are_numbered_from_one_to_twenty_seven():
    found = Measure.objects.filter(edition__authority__slug="kreis-offenbach", parent=None)

    assert sorted(int(number) for number in found.values_list("number", flat=True)) == list(
        range(1, 28)
    )


def test_the_report_keeps_thirteen_recommendations_and_fifty_seven_footnotes():
    of_report = EvaluationChapter.objects.filter(
        evaluation__edition__authority__slug="kreis-offenbach"
    )

    recommended = of_report.get(title="4 Empfehlungen").body
    notes = [note for chapter in of_report for note in re.findall("<span[^>]*>", chapter.body)]
    assert recommended.count("<li>") == 13
    assert (len(notes), set(notes)) == (57, {'<span class="footnote">'})


# Oberhausen


def test_oberhausens_draft_has_three_parts():
    parts = edition("oberhausen", "2025").chapters.filter(parent=None).order_by("position")

    assert [part.title for part in parts] == [
        "Allgemeine Einführung",
        "Statistik",
        "Handlungsfelder",
    ]


def test_oberhausens_participation_is_a_table_of_dates_and_numbers():
    events = edition("oberhausen", "2025").events.order_by("position")

    since_autumn = "November 2024 bis Juni 2025"
    assert [(event.title, str(event.date), event.attended) for event in events] == [
        ("Erste gemeinsame Veranstaltung", "November 2024", None),
        ("Insgesamt vier Workshops", since_autumn, None),
        ("Großer Workshop der Fachleute", since_autumn, None),
        ("Workshop mit Integrationsrat und Migrantenorganisationen", since_autumn, None),
        ("Einzelgespräche mit den zuständigen Stellen der Stadt", since_autumn, None),
        ("Veranstaltung mit Beschäftigten der Stadt und anderer Stellen", "20.06.2025", 60),
        (
            "Regelmäßiger Austausch mit Vorsitz und Geschäftsstelle des Integrationsrates",
            "2024/2025",
            None,
        ),
    ]


def test_oberhausens_third_item_was_an_oral_report_without_a_paper():
    items = AgendaItem.objects.filter(meeting__body__authority__slug="oberhausen")

    assert [
        (item.number, str(item.meeting.date), item.oral_report)
        for item in items.filter(consultation=None)
    ] == [("3", "2025-07-01", True)]


def test_nobody_has_decided_on_oberhausens_innovation_budget():
    budget = InnovationBudget.objects.get(edition__authority__slug="oberhausen")

    assert (budget.state, budget.amount) == (BudgetState.PROPOSED, None)


# All towns


def test_papers_name_functions_and_nobody():
    papers = CouncilPaper.objects.exclude(authority__slug="musterstadt")
    signed = SignatureLine.objects.filter(paper__in=papers).order_by("position")

    assert list(signed.values_list("function", flat=True)) == [
        "Dezernat",
        "Fachbereichsleitung",
        "Erstellerin",
    ]
    assert set(SignatureLine.objects.values_list("name", flat=True)) == {""}
    assert set(papers.values_list("author_function", "contact", "phone")) == {
        ("", "", ""),
        ("Erstellerin", "Ansprechpartnerin im Fachbereich Bürgerengagement", ""),
    }
