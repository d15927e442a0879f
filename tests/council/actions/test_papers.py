"""Writing a paper: words for the search, number, money, attachments."""

import datetime as dt
from decimal import Decimal

import pytest

from concepts.enums import FinancingKind
from council.actions.papers import (
    fill_finances,
    proposed_coverage,
    proposed_lines,
    saved,
    supply,
)
from council.models import Attachment, CouncilPaper, FinanceLine, PaperSection
from integration_portal.history.models import Revision
from measures.models import MeasureCost, MeasureFinancing
from tests.factories.concepts import EditionFactory
from tests.factories.council import AttachmentFactory, CouncilPaperFactory, pdf
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(authority):
    return CouncilPaperFactory(authority=authority, subject="Integrationskonzept")


@pytest.fixture
def measure(authority):
    edition = EditionFactory(concept__authority=authority)
    return MeasureFactory(edition=edition, number="1", number_given=True, title="Sprachcafé")


def test_a_paper_is_found_by_what_its_readers_see(paper, authority, officer):
    paper.number, paper.summary = "BSV 3/2017", "<p>Kurz gesagt</p>"
    paper.department = OrganisationFactory(authority=authority, name="Fachbereich Soziales")
    paper.save()
    PaperSection.objects.create(paper=paper, title="Rückblick", body="<p>Sprachförderung</p>")
    AttachmentFactory(paper=paper, title="Vertrauliche Liste")

    saved(paper, by=officer)

    for word in ("bsv 3", "gesagt", "soziales", "rueckblick", "FÖRDERUNG", "beschlussvorlage"):
        assert list(CouncilPaper.objects.matching(word)) == [paper]
    assert not CouncilPaper.objects.matching("Vertrauliche").exists()


def test_an_announced_attachment_comes_later(paper, officer):
    announced = Attachment.objects.create(
        paper=paper, title="Abschlussbericht", announced_until=dt.date(2026, 12, 6)
    )
    assert not announced.is_there

    supply(attachment=announced, file=pdf("Bericht.pdf"), by=officer)

    announced.refresh_from_db()
    assert announced.is_there
    assert announced.file.download_name == "Bericht.pdf"
    assert Revision.objects.of(paper).first().reason == "Anlage nachgereicht: Abschlussbericht"


def cost(measure, year=2027, **fields):
    return MeasureCost.objects.create(measure=measure, year=year, **fields)


def grant(measure, amount, year=2027, **fields):
    return MeasureFinancing.objects.create(
        measure=measure, year=year, kind=FinancingKind.GRANT, amount=Decimal(amount), **fields
    )


def told(lines):
    return [(x.year, x.label, x.recurring, x.expense, x.income) for x in lines]


def test_costs_and_grants_of_the_measures_become_lines(paper, measure, authority):
    land = OrganisationFactory(authority=authority, name="Land")
    cost(measure, budget=Decimal(5000), recurring=True)
    cost(measure, budget=Decimal(900), label="Miete", year=2028)
    cost(measure, spent=Decimal(70), year=2026)
    grant(measure, 3000, funder=land)
    grant(measure, 100, year=2028)
    MeasureFinancing.objects.create(
        measure=measure, year=2027, kind=FinancingKind.OWN, amount=Decimal(2000)
    )
    paper.measures.add(measure)

    assert told(proposed_lines(paper)) == [
        (2027, "1 Sprachcafé", True, Decimal(5000), None),
        (2028, "1 Sprachcafé: Miete", False, Decimal(900), None),
        (2027, "1 Sprachcafé: Land", True, None, Decimal(3000)),
        (2028, "1 Sprachcafé", False, None, Decimal(100)),
    ]
    assert proposed_coverage(paper) == "Zuschuss 3.100\xa0€, Eigenanteil 2.000\xa0€"
    assert not FinanceLine.objects.exists()


def test_filling_writes_what_was_shown_and_does_not_double_it(paper, measure, officer):
    cost(measure, budget=Decimal(5000))
    paper.measures.add(measure)
    FinanceLine.objects.create(paper=paper, year=2026, label="Moderation", expense=Decimal(800))

    fill_finances(paper=paper, by=officer)
    again = fill_finances(paper=paper, by=officer)

    assert again == []
    assert [x.label for x in paper.finance_lines.all()] == ["Moderation", "1 Sprachcafé"]
    assert paper.finance_answer == "some"


def test_filling_may_replace_what_is_there(paper, measure, officer):
    cost(measure, budget=Decimal(5000))
    paper.measures.add(measure)
    paper.coverage = "aus dem Haushalt"
    paper.save()
    FinanceLine.objects.create(paper=paper, year=2026, label="Moderation", expense=Decimal(800))

    fill_finances(paper=paper, replace=True, by=officer)

    paper.refresh_from_db()
    assert [x.label for x in paper.finance_lines.all()] == ["1 Sprachcafé"]
    assert paper.coverage == "aus dem Haushalt"


def test_filling_leaves_what_somebody_else_saved_meanwhile(paper, measure, officer):
    CouncilPaper.objects.filter(pk=paper.pk).update(subject="Neuer Betreff")
    cost(measure, budget=Decimal(5000))
    paper.measures.add(measure)

    fill_finances(paper=paper, by=officer)

    paper.refresh_from_db()
    assert paper.subject == "Neuer Betreff"
    assert paper.finance_answer == "some"


def test_without_costs_the_question_stays_unanswered(paper, measure, officer):
    paper.measures.add(measure)

    fill_finances(paper=paper, by=officer)

    paper.refresh_from_db()
    assert (paper.finance_answer, paper.coverage) == ("", "")
