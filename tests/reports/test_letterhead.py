"""Every kind of document bears the authority's letterhead and its coat of arms."""

from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile

from tests.documents import reading, samples
from tests.factories.council import CouncilPaperFactory
from tests.factories.measures import MeasureFactory
from tests.reports import papers

pytestmark = pytest.mark.django_db

KINDS = {
    "sitzungsvorlage": "paper",
    "konzept": "edition",
    "aktionsplan": "edition",
    "massnahmenblatt": "measure",
    "sachstandsbericht": "edition",
}
LINES = ["Fachbereich Soziales", "Marktplatz 1, 12345 Musterstadt"]


@pytest.fixture
def town(authority):
    """With a letterhead whose first line is its name, and a coat of arms."""
    authority.letterhead = "\n".join([authority.name, *LINES])
    authority.logo_description = "Ein silberner Turm auf blauem Grund"
    authority.logo.save("wappen.jpg", ContentFile(samples.logo()), save=False)
    authority.save()
    return authority


@pytest.fixture
def things(town, edition):
    return SimpleNamespace(
        edition=edition,
        measure=MeasureFactory(edition=edition, title="Sprachcafé"),
        paper=CouncilPaperFactory(authority=town, edition=edition),
    )


@pytest.mark.parametrize(("kind", "thing"), KINDS.items())
def test_each_kind_shows_name_lines_and_arms_of_the_town(town, things, kind, thing):
    page = papers.html(kind, getattr(things, thing))

    start = page.split("Marktplatz 1, 12345 Musterstadt")[0]
    assert start.count('src="portal:logo"') == 1
    assert 'alt="Ein silberner Turm auf blauem Grund"' in start
    words = papers.words(kind, getattr(things, thing))
    assert [line for line in [town.name, *LINES] if line not in words] == []


@pytest.mark.pdf
def test_the_arms_are_drawn_from_the_stored_file_and_described(town, things):
    paper = papers.paper("massnahmenblatt", things.measure)

    first = reading.reader(paper.pdf).pages[0]
    figures = [tag for role, tag in reading.tags(paper.pdf) if role == "/Figure"]
    assert len(first.images) == 1
    assert [figure["/Alt"] for figure in figures] == ["Ein silberner Turm auf blauem Grund"]
    said = first.extract_text()
    assert [line for line in [town.name, *LINES] if line not in said] == []
    assert reading.complaints(paper.pdf) == {}


@pytest.mark.pdf
def test_a_file_that_is_gone_leaves_the_letterhead_without_arms(town, things):
    town.logo.storage.delete(town.logo.name)

    paper = papers.paper("massnahmenblatt", things.measure)

    first = reading.reader(paper.pdf).pages[0]
    assert len(first.images) == 0
    assert LINES[1] in first.extract_text()
