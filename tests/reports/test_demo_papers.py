"""The real documents on paper: each kind from the demo data, judged by the validator."""

import pytest

from concepts.models import Edition
from council.models import CouncilPaper
from measures.models import Measure
from tests.documents import reading
from tests.reports import papers

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.pdf]


def edition(authority: str, slug: str) -> Edition:
    return Edition.objects.get(authority__slug=authority, slug=slug)


def sound(kind: str, subject, **options) -> tuple[int, str]:
    """Pages and words of a paper that no validator complains of."""
    paper = papers.paper(kind, subject, **options)
    assert reading.complaints(paper.pdf) == {}
    return paper.pages, " ".join(reading.words(paper.pdf).replace("-\n", "").split())


def test_the_waiblingen_paper_of_2017():
    paper = CouncilPaper.objects.get(authority__slug="waiblingen", state="sent")

    pages, said = sound("sitzungsvorlage", paper)

    assert pages == 3
    for text in (
        "06.12.2017 öffentlich Vorberatung", "14.12.2017 öffentlich Entscheidung",
        "Wie geht es weiter", "wird nachgereicht bis 06.12.2017", "Waiblingen, 20.11.2017",
        "Vorlage BSV 3/2017", "Dezernat", "Erstellerin",
    ):  # fmt: skip
        assert text in said
    assert "ENTWURF" not in said


def test_the_offenburg_paper_of_2020():
    paper = CouncilPaper.objects.get(authority__slug="offenburg")

    pages, said = sound("sitzungsvorlage", paper)

    assert pages == 3
    for text in (
        "Beschlussantrag (Vorschlag der Verwaltung)", "Sachverhalt/Begründung",
        "A. Strategische Ziele", "B. Sachverhalt", "5. Ausblick",
        "1. Integrationsbeirat 04.11.2020",
        "Sitzungstermin Öffentlichkeitsstatus",
    ):  # fmt: skip
        assert text in said
    assert "Finanzielle Auswirkungen" not in said


def test_the_concept_of_musterstadt_as_it_is_and_as_adopted():
    concept = edition("musterstadt", "2024")

    pages, now = sound("konzept", concept)
    then = papers.words("konzept", concept, stand="beschluss")

    assert 20 <= pages <= 34
    assert "beschlossen: Gemeinderat, 12.03.2024" in now
    assert "Unabhängige Antidiskriminierungsberatung" in now
    assert "Änderungen nach Beschluss" in now
    assert "Gezeigt wird der Stand des Beschlusses." in then
    assert "Unabhängige Antidiskriminierungsberatung" not in then


@pytest.mark.parametrize(
    ("authority", "slug", "text"),
    [
        ("kreis-offenbach", "2003", "veröffentlicht ohne Beschluss Juli 2003"),
        ("oberhausen", "2025", "Wie das Konzept entstand"),
        ("vorderes-kandertal", "2019", "Maßnahmen"),
        ("filderstadt", "2020", "Beteiligung"),
    ],
)
def test_other_concepts(authority, slug, text):
    pages, said = sound("konzept", edition(authority, slug))

    assert 3 <= pages <= 30
    assert text in said


@pytest.mark.parametrize("order", ["organisation", "monat"])
def test_the_action_plan_of_musterstadt(order):
    pages, said = sound("aktionsplan", edition("musterstadt", "2024"), nach=order)

    assert 4 <= pages <= 10
    assert "1.1 Sprachcafé in allen Stadtteilen" in said


def test_the_catalogue_of_a_year_of_musterstadt():
    pages, said = sound(
        "aktionsplan", edition("musterstadt", "2024"), nach="jahr", fuer_jahr="2026"
    )

    assert 3 <= pages <= 8
    assert "Maßnahmenkatalog 2026" in said
    assert "Ansatz 2026" in said


@pytest.mark.parametrize(("length", "fewest", "most"), [("ausfuehrlich", 10, 18), ("kurz", 2, 4)])
def test_the_progress_report_of_musterstadt(length, fewest, most):
    concept = edition("musterstadt", "2024")

    pages, said = sound("sachstandsbericht", concept, umfang=length, seit="30.06.2026")

    assert fewest <= pages <= most
    assert said.index("In Zahlen") < said.index("Abweichungen") < said.index("Überfällige Aufträge")
    assert "1.4 Elternmentorinnen und Elternmentoren an Grundschulen" in said


def test_parts_of_the_progress_report_of_musterstadt():
    concept = edition("musterstadt", "2024")
    measure = concept.measures.get(number="1.4")
    lead = measure.roles.get(kind="lead").organisation_id
    field = measure.field.parent or measure.field

    _pages, of_field = sound(
        "sachstandsbericht", concept, felder=[str(field.pk)], auswahl="geaenderte",
        seit="30.06.2025", anmerkungen="mit",
    )  # fmt: skip
    _pages, of_lead = sound("sachstandsbericht", concept, organisation=str(lead), umfang="kurz")

    assert f"Nur: {field}" in of_field
    assert "Nur Maßnahmen mit neuem Sachstand oder geändertem Plan" in of_field
    assert "nur intern" in of_field
    assert "Nur in der Federführung von:" in of_lead


def test_every_measure_of_musterstadt_fits_on_its_sheet():
    """The two longest of them, so that the others do too."""
    measures = Measure.objects.filter(edition=edition("musterstadt", "2024"))
    rows = ("milestones", "costs", "roles", "fundings", "parts")
    by_length = sorted(
        measures.prefetch_related(*rows),
        key=lambda one: sum(getattr(one, name).count() for name in rows),
    )

    for longest in by_length[-2:]:
        pages, said = sound("massnahmenblatt", longest)

        assert pages == 1
        assert longest.title in said
