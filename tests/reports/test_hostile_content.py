"""Whatever somebody types into a field reaches paper as words, and nothing is fetched for it."""

import datetime as dt

import pytest

from concepts.models import Chapter, FieldOfAction
from council.models import CoSignature, FinanceLine, Implication, PaperSection, SignatureLine
from measures.models import MeasureLink
from tests.documents import reading
from tests.factories.concepts import (
    AddresseeFactory,
    ChapterFactory,
    CrossCuttingThemeFactory,
    FieldOfActionFactory,
    GoalFactory,
    NeedForActionFactory,
    ParticipationEventFactory,
    SourceFactory,
)
from tests.factories.council import AttachmentFactory, CouncilPaperFactory
from tests.factories.measures import MeasureFactory, MilestoneFactory
from tests.factories.stakeholders import OrganisationFactory
from tests.reports import papers

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]

PLAIN = (
    '</p></td><script>alert(1)</script><img src="file:///etc/hostname" alt="x">{{ 7|add:7 }}'
    "{% load i18n %} مرحبا \u202eabc\u202c 😀 & <b>fett</b>"
)
RICH = (
    f"<p>{PLAIN}</p>"
    '<p style="background: url(http://127.0.0.1:9/x)">Absatz</p>'
    '<link rel="attachment" href="file:///etc/hostname"><iframe src="file:///etc/passwd"></iframe>'
    "<h4>Zu tief</h4><h2>Zu hoch</h2><ul><li><p>Punkt</p><p>zwei</p></li><li></li></ul>"
    '<table><tr><td colspan="99" rowspan="40">x</td></tr><tr><td></td></tr></table>'
    '<a href="javascript:alert(1)"><p>Verweis</p></a>'
    '<p>Wort<span class="footnote">Fußnote <a href="file:///etc/hostname">x</a></span></p>'
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    tried = []
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **kwargs: tried.append(args))
    monkeypatch.setattr("socket.socket.connect", lambda *args: tried.append(args))
    yield
    assert tried == []


@pytest.fixture
def hostile(authority):
    """An authority whose own words are no better."""
    authority.words = dict.fromkeys(
        ("paper", "subject", "reasons", "measure", "goal", "part"), PLAIN[:110]
    )
    authority.letterhead = f"{PLAIN}\nZeile"[:600]
    authority.save()
    return authority


def raw(queryset, **values) -> None:
    """Past the cleaning of the fields, as an old import or a hand on the database would."""
    queryset.update(**values)


def check(kind: str, subject, **options) -> str:
    paper = papers.paper(kind, subject, **options)

    assert reading.complaints(paper.pdf) == {}
    assert [address for address in paper.refused if not address.startswith("portal:")] == []
    said = reading.words(paper.pdf)
    assert "{{ 7|add:7 }}" in said
    assert "root:" not in said
    return said


def test_in_a_council_paper(hostile):
    paper = CouncilPaperFactory(
        authority=hostile, subject=PLAIN, number=PLAIN[:40], author_function=PLAIN,
        contact=PLAIN, place=PLAIN[:120], coverage=PLAIN, finance_answer="some",
    )  # fmt: skip
    raw(type(paper).objects.filter(pk=paper.pk), proposed_resolution=RICH, summary=RICH)
    for level, title in ((1, PLAIN), (2, ""), (2, PLAIN)):
        PaperSection.objects.create(paper=paper, level=level, title=title, label="<b>")
    raw(paper.sections.all(), body=RICH)
    FinanceLine.objects.create(paper=paper, year=2026, label=PLAIN, expense=1)
    Implication.objects.create(paper=paper, kind="other", effect="mixed", text=PLAIN)
    AttachmentFactory(paper=paper, title=PLAIN)
    CoSignature.objects.create(
        paper=paper, organisation=OrganisationFactory(authority=hostile, name=PLAIN)
    )
    SignatureLine.objects.create(paper=paper, function=PLAIN, name=PLAIN)

    check("sitzungsvorlage", paper)


def test_in_a_concept_and_its_measures(hostile, edition):
    edition.title, edition.subtitle = PLAIN, PLAIN
    edition.save()
    raw(type(edition).objects.filter(pk=edition.pk), summary=RICH)
    ChapterFactory(parent=ChapterFactory(edition=edition, title=PLAIN), title=PLAIN)
    raw(Chapter.objects.all(), body=RICH)
    field = FieldOfActionFactory(edition=edition, title=PLAIN, aliases=PLAIN, topics=PLAIN)
    raw(FieldOfAction.objects.all(), description=RICH, guiding_goal=RICH)
    NeedForActionFactory(field=field, text=PLAIN)
    GoalFactory(field=field, text=PLAIN)
    theme = CrossCuttingThemeFactory(edition=edition, title=PLAIN)
    raw(type(theme).objects.all(), description=RICH)
    ParticipationEventFactory(
        edition=edition, title=PLAIN, objective=PLAIN, result=PLAIN, who=PLAIN, place=PLAIN
    )
    AddresseeFactory(edition=edition, text=PLAIN)
    SourceFactory(edition=edition, text=PLAIN, url="javascript:alert(1)")
    measure = MeasureFactory(
        edition=edition,
        field=field,
        title=PLAIN,
        target_groups=PLAIN,
        place=PLAIN,
        rhythm=PLAIN[:99],
    )
    raw(type(measure).objects.filter(pk=measure.pk), description=RICH)
    MilestoneFactory(measure=measure, title=PLAIN)
    MeasureLink.objects.create(measure=measure, label=PLAIN, url="file:///etc/hostname")

    for kind, options in (
        ("konzept", {}),
        ("konzept", {"massnahmen": "tabelle"}),
        ("aktionsplan", {}),
        ("massnahmenblatt", {}),
    ):
        check(kind, measure if kind == "massnahmenblatt" else edition, **options)


def test_words_without_end_stay_on_the_page(authority):
    paper = CouncilPaperFactory(
        authority=authority, subject="Überlängenwort" * 35, date=dt.date(2026, 1, 1)
    )
    raw(type(paper).objects.filter(pk=paper.pk), proposed_resolution="<p>" + "x" * 9_000 + "</p>")

    printed = papers.paper("sitzungsvorlage", paper)

    assert reading.complaints(printed.pdf) == {}
    assert reading.words(printed.pdf).replace("\n", "").count("x") >= 9_000
