"""`python -m tests.bench.papers konzept 114 FILE.html`: time and memory of one paper.

A process of its own, warm: the first rendering is of another, small paper. Writes the same HTML
with its style sheet to the file, for Chromium, and prints JSON.
"""

import json
import re
import resource
import sys
import time
from pathlib import Path
from statistics import median

import django

TIMES = 3
LONGEST = 12.0  # seconds; a slow paper is not rendered again


def concept(size: int):
    from tests.bench.data import fill

    return fill([size])[0].editions.get()


def council_paper(size: int):
    """A paper of two pages: three stations, seven sections."""
    from council.models import PaperSection
    from tests.bench.data import TEXT, fill
    from tests.factories.council import full_paper

    town = fill([1])[0]
    paper = full_paper(
        authority=town, number=3, proposed_resolution="<p>Der Rat beschließt.</p>", summary=TEXT
    )
    for n in range(size):
        PaperSection.objects.create(paper=paper, title=f"Begründung {n + 1}", body=TEXT)
    return paper


def reported(size: int):
    """A concept whose measures were reported on thoroughly: a traffic light, a reason, money."""
    from integration_portal.core import fuzzy
    from measures.actions.status_reports import follow_newest
    from measures.enums import MeasureStatus, TrafficLight
    from measures.models import StatusReport

    edition, lights = concept(size), TrafficLight.values
    rows = [
        StatusReport(
            measure=measure,
            on=fuzzy.parse("30.09.2026"),
            status=MeasureStatus.RUNNING,
            traffic_light=lights[n % len(lights)],
            text="Zwei Schulungen fanden statt, zwölf Menschen sind ausgebildet und begleiten.",
            next_steps="Im Frühjahr beginnt der dritte Durchgang, in einem weiteren Stadtteil.",
            obstacles="Am Abend fehlen Räume mit einem Zugang ohne Stufen." if n % 3 else "",
            decision_needed="" if n % 12 else "Ob die Stelle über 2027 hinaus bleibt.",
            spent=1500,
        )
        for n, measure in enumerate(edition.measures.order_by("position"))
    ]
    StatusReport.objects.bulk_create(rows)
    for row in rows:
        follow_newest(row.measure)
    return edition


SUBJECTS = {"konzept": concept, "sitzungsvorlage": council_paper, "sachstandsbericht": reported}


def measure(kind: str, size: int, target: Path) -> dict[str, float]:
    from django.utils import translation

    from integration_portal.documents.recipes import recipes

    translation.activate("de")
    recipe = recipes.get(kind)
    subject = SUBJECTS[kind](size)
    small = recipes.get("sitzungsvorlage")
    _render(small, council_paper(1))
    before = _peak()
    seconds: list[float] = []
    while len(seconds) < TIMES and sum(seconds) < LONGEST:
        start = time.perf_counter()
        paper, html = _render(recipe, subject)
        seconds.append(time.perf_counter() - start)
    target.write_text(html, encoding="utf-8")
    return {
        "seconds": median(seconds),
        "megabytes": _peak(),
        "megabytes_before": before,
        "pages": paper.pages,
    }


def _render(recipe, subject):
    """From the database to the file, as the worker does; the file and the HTML it came from."""
    from django.contrib.staticfiles import finders

    from integration_portal.documents import rendering

    laid_out = []
    lay_out = rendering.lay_out

    def listening(html: str, **options):
        laid_out.append(html)
        return lay_out(html, **options)

    rendering.lay_out = listening
    try:
        data = recipe.data(subject, {})
        paper = rendering.render_paper(
            recipe.template,
            recipe.context(data),
            title=recipe.title(subject),
            authority=str(subject.authority),
            draft=recipe.draft(subject),
            files=recipe.files(data),
        )
    finally:
        rendering.lay_out = lay_out
    style = Path(finders.find(rendering.STYLE)).read_text(encoding="utf-8")
    html = re.sub("</head>", lambda _found: f"<style>{style}</style></head>", laid_out[0], count=1)
    return paper, html


def _peak() -> float:
    """The most memory this process ever held, in MB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1_000_000 if sys.platform == "darwin" else 1000)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))))
