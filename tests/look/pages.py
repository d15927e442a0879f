"""Views of the trial portal. Their rows are invented; their templates use every component once."""

import datetime as dt
from types import SimpleNamespace

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from integration_portal.core.forms import with_added_row, without_errors
from integration_portal.core.views import csrf_failure

from .forms import CostFormSet, FilterForm, LoginForm, MeasureForm, MilestoneFormSet

AUTHORITY = SimpleNamespace(name="Stadt Musterstadt", slug="musterstadt", words={}, logo=None)
LEGEND = [
    {"label": "umgesetzt", "tone": "done"},
    {"label": "im Plan", "tone": "ok"},
    {"label": "verzögert", "tone": "late"},
    {"label": "gefährdet", "tone": "bad"},
    {"label": "noch geplant", "tone": "neutral"},
]
FIELDS = [
    ("Sprache und Bildung", (5, 6, 2, 1, 1)),
    ("Arbeit und Ausbildung", (2, 4, 2, 0, 1)),
    ("Wohnen und Nachbarschaft", (1, 3, 0, 0, 2)),
    ("Gesundheit und Pflege", (0, 3, 1, 0, 1)),
    ("Öffnung der Verwaltung", (3, 2, 0, 0, 1)),
]
MEASURES = [
    ("1.1", "Sprachcafé in allen Stadtteilen", "Sprache und Bildung", "Volkshochschule",
     ("in Umsetzung", "ok"), "12/2027", 12_000, "Drei von fünf Standorten geöffnet"),
    ("1.3", "Integrationslotsinnen und -lotsen", "Sprache und Bildung", "Fachbereich Bildung",
     ("in Umsetzung, gefährdet", "bad"), "06/2027", 40_000, "Schulung verschoben, Träger gesucht"),
    ("2.1", "Speed-Dating mit Betrieben", "Arbeit und Ausbildung", "Jobcenter",
     ("laufend", "ok"), "dauerhaft", 8_500, "48 Gespräche, 11 Zusagen"),
    ("3.2", "Begegnung an der Boccia-Bahn", "Wohnen und Nachbarschaft", "Sportverein",
     ("in Vorbereitung", "late"), "Frühjahr 2027", 15_000, "Förderung bewilligt"),
    ("3.4", "Mietberatung", "Wohnen und Nachbarschaft", "Wohnungsamt",
     ("geplant", "neutral"), "2028", 0, ""),
    ("5.4", "Mehrsprachige Formulare", "Öffnung der Verwaltung", "Bürgerbüro",
     ("umgesetzt", "done"), "03/2026", 6_200, "In den Regelbetrieb übergegangen"),
]  # fmt: skip
KEYS = ("number", "title", "field", "lead", "state", "end", "budget", "word")


@login_not_required
def overview_page(request, authority):
    messages.success(request, "Maßnahme 1.3 ist gespeichert.")
    messages.warning(request, "Der Integrationsbeirat tagt nach dem Gemeinderat.")
    rows = [
        {
            "label": label,
            "url": "#",
            "note": f"{counts[0]} von {sum(counts)}",
            "parts": [
                item | {"count": count, "url": "#"}
                for item, count in zip(LEGEND, counts, strict=True)
            ],
        }
        for label, counts in FIELDS
    ]
    return render(
        request,
        "look/overview.html",
        {"authority": AUTHORITY, "title": "Übersicht", "legend": LEGEND, "rows": rows},
    )


@login_not_required
def list_page(request, authority):
    rows = [dict(zip(KEYS, row, strict=True)) for row in MEASURES] * 30
    page = Paginator(rows, 6).get_page(request.GET.get("page"))
    form = FilterForm(request.GET)
    context = {"authority": AUTHORITY, "title": "Maßnahmen", "page_obj": page, "form": form}
    return render(request, "look/list.html", context | {"sort": request.GET.get("sort", "number")})


@login_not_required
def detail_page(request, authority):
    steps = [
        {"title": "Integrationsbeirat", "note": "04.11.2025, öffentlich", "state": "done",
         "badge": ("empfohlen", "ok")},
        {"title": "Kulturausschuss", "note": "entfallen", "state": "skipped"},
        {"title": "Ausschuss für Soziales", "url": "#", "note": "18.11.2025", "state": "done",
         "badge": ("einstimmig empfohlen", "ok")},
        {"title": "Gemeinderat", "note": "21.12.2026", "state": "current",
         "badge": ("Entscheidung steht aus", "neutral")},
    ]  # fmt: skip
    years = [
        {"when": "Mai 2006", "title": "Erstes Konzept", "url": "#", "text": "Vom Gemeinderat"},
        {"when": "14.12.2020", "title": "Fortschreibung", "url": "#",
         "badge": ("beschlossen", "done"), "text": "Elf Handlungsfelder", "current": True},
        {"when": "ab 2027", "title": "Dritte Fassung", "badge": ("Entwurf", "neutral")},
    ]  # fmt: skip
    day = dt.datetime(2026, 11, 2, 9, 30, tzinfo=dt.UTC)
    changes = [
        {"summary": "Prognose der zweiten Schulung auf 03/2027 gesetzt", "at": day,
         "who": "Fachbereich Bildung", "reason": "Träger wechselt"},
        {"summary": "Sachstand freigegeben", "at": day, "who": "Integrationsbeauftragte"},
    ]  # fmt: skip
    tabs = [
        {"label": "Inhalt", "url": "", "current": True},
        {"label": "Nachträge", "url": "#", "count": 2},
    ]
    contents = [
        {"id": "sachstand", "label": "Sachstand"},
        {"id": "ziele", "label": "Zwischenziele", "level": 2},
        {"id": "gremien", "label": "In den Gremien"},
    ]
    return render(
        request,
        "look/detail.html",
        {"authority": AUTHORITY, "title": "1.3 Integrationslotsinnen und -lotsen", "steps": steps,
         "years": years, "changes": changes, "tabs": tabs, "contents": contents},
    )  # fmt: skip


@login_not_required
def form_page(request, authority):
    data = with_added_row(request.POST)
    grown = data is not None
    data = data if grown else (request.POST or None)
    form = MeasureForm(data, request.FILES or None)
    costs, milestones = CostFormSet(data, prefix="costs"), MilestoneFormSet(data, prefix="steps")
    if grown:
        without_errors(form, costs, milestones)
    saved = not grown and data and all([form.is_valid(), costs.is_valid(), milestones.is_valid()])
    if saved:
        messages.success(request, f"{form.cleaned_data['title']} ist gespeichert.")
    context = {
        "authority": AUTHORITY,
        "title": "Maßnahme 1.3 bearbeiten",
        "form": form,
        "formsets": [costs, milestones],
        "costs": costs,
        "milestones": milestones,
        "cancel_url": "../",
        "more_label": "Speichern und weitere anlegen",
    }
    return render(request, "look/form.html", context)


@login_not_required
def confirm_page(request, authority):
    groups = [
        {"label": "Zwischenziele", "count": 2, "list": ["Erste Schulung", "Zweite Schulung"]},
        {"label": "Kosten", "count": 3, "list": []},
    ]
    hindrances = ["Vorlage 159/20 beruht darauf."] if "gesperrt" in request.GET else []
    context = {
        "authority": AUTHORITY,
        "title": "Maßnahme 1.3 löschen?",
        "intro": "Die Maßnahme verschwindet aus dem Konzept. Ihr Verlauf bleibt erhalten.",
        "consequences": groups,
        "hindrances": hindrances,
        "confirm_label": "Maßnahme löschen",
        "cancel_url": "../",
    }
    return render(request, "base_confirm.html", context)


@login_not_required
def empty_page(request, authority=None):
    context = {"authority": AUTHORITY if authority else None, "title": "Vorlagen"}
    return render(request, "look/empty.html", context)


@login_not_required
def job_page(request, authority):
    states = [
        {"state": "running", "phase": "Seiten werden gesetzt", "percent": 40.5, "url": ""},
        {"state": "queued", "phase": "", "percent": None, "url": ""},
        {"state": "failed", "error": "Das Setzen wurde unterbrochen.", "retry_url": "#"},
        {"state": "done", "result_url": "#", "result_label": "Konzept öffnen"},
    ]
    job = states[int(request.GET.get("zustand", 0))]
    context = {"authority": AUTHORITY, "title": "Konzept wird ausgegeben", "job": job}
    template = "components/job.html" if request.htmx else "look/job.html"
    return render(request, template, context)


@login_not_required
def narrow_page(request):
    return render(request, "look/narrow.html", {"title": "Anmelden", "form": LoginForm()})


@login_not_required
def error_page(request, kind):
    if kind == "csrf":
        return csrf_failure(request)
    if kind == "eile":
        return render(request, "429.html", status=429)
    raise {
        "anfrage": SuspiciousOperation("bad"),
        "recht": PermissionDenied(),
        "grund": PermissionDenied("Die Berichtsrunde ist geschlossen."),
        "fehler": RuntimeError("broken"),
    }.get(kind, Http404())
