"""The brochure from its frozen data. What nobody filled is not printed."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from concepts.enums import EditionStatus
from concepts.models import Chapter, CrossCuttingTheme, Edition, ParticipationEvent
from concepts.outline import tree
from integration_portal.core import fuzzy
from integration_portal.core.money import euro, grouped
from integration_portal.core.richtext import plain
from integration_portal.history.thaw import Frozen, thaw
from measures.money import collect

from .fields import FIRST, Schema, sorted_measures
from .figures import chart
from .money import funders, funding_line
from .parts import joined, letterhead, plural, table

# About ten pages: from here on the main parts begin on pages of their own.
LONG = 20_000  # characters
# What a measure takes beside its text, and a part of one, and either in a table.
MEASURE, PART, ROW = 300, 100, 50


def context(data: Mapping) -> dict[str, object]:
    words = data["words"]
    edition = thaw(Edition, data["edition"]["state"], data["edition"]["id"])
    measures = sorted_measures(data["measures"])
    listed = data["measures_shown"] == "tabelle"
    schema = Schema(data, measures, listed=listed)
    return {
        "letterhead": letterhead(data),
        "words": words,
        "edition": edition,
        "subtitle": edition.subtitle or joined(data["concept_kind"], data["letterhead"]["name"]),
        "cover_lines": cover_lines(data, edition),
        "summary": edition.summary if plain(edition.summary) else "",
        "chapters": _chapters(data["chapters"]),
        "fields_heading": plural(words, "field_of_action"),
        "fields": (fields := schema.all()),
        "fields_table": schema.overview(fields),
        "short": _room(data, measures, listed=listed) < LONG,
        "goals_heading": plural(words, "goal"),
        "further": _further(schema),
        "chart": chart(data, measures, schema.fields),
        "themes": [
            {"title": theme.title, "text": theme.description}
            for theme in sorted(_thaw(CrossCuttingTheme, data["themes"]), key=_place)
        ],
        **_making(data, edition),
        **_frame(data, edition),
        "colophon": _colophon(data),
    }


def _room(data: Mapping, measures: list[Frozen], *, listed: bool) -> int:
    """About how many characters the brochure has."""
    texts = [row["state"]["body"] for row in data["chapters"]]
    texts += [row["state"]["description"] for row in (*data["fields"], *data["themes"])]
    room = len(measures) * ROW
    if not listed:
        texts += [measure.description for measure in measures]
        room = sum(PART if measure.parent else MEASURE for measure in measures)
    return room + sum(len(plain(text)) for text in texts if text)


def _further(schema: Schema) -> dict | None:
    """Measures of no field: the only ones where a concept has no fields."""
    several = plural(schema.words, "measure")
    level = FIRST + 1 if schema.fields else FIRST
    groups = schema.groups(None, level + 1)
    heading = _("Weitere %(measures)s") % {"measures": several} if schema.fields else several
    return {"heading": heading, "level": level, "groups": groups} if groups else None


def _colophon(data: Mapping) -> list[str]:
    kept = data["letterhead"]
    return [_("Herausgegeben von: %(name)s") % {"name": kept["name"]}, joined(*kept["lines"])]


def cover_lines(data: Mapping, edition: Frozen) -> list[str]:
    """Who resolved it and when, for which years, and which state this paper shows."""
    lines = [status_line(data)]
    if years := fuzzy.period(edition.period_start, edition.period_end):
        lines.append(_("Zeitraum: %(years)s") % {"years": years})
    if edition.published:
        lines.append(_("Erschienen: %(day)s") % {"day": edition.published})
    if data["as_adopted"]:
        lines.append(_("Gezeigt wird der Stand des Beschlusses."))
    return [line for line in lines if line]


def status_line(data: Mapping) -> str:
    """ "beschlossen: Gemeinderat, 14.12.2020", as far as it is known."""
    status = data["status"]
    state = joined(status["label"], status["on"], by=" ")
    if not data["resolutions"]:
        return state
    last = data["resolutions"][-1]
    resolved = joined(last["body"], last["on"])
    if status["value"] in EditionStatus.in_force:
        return f"{status['label']}: {resolved}"
    return f"{state}; {_('Beschluss')}: {resolved}"


def _thaw(model, rows: list[Mapping]) -> list[Frozen]:
    return [thaw(model, row["state"], row["id"]) for row in rows]


def _place(thing: Frozen) -> tuple[int, int]:
    return (thing.position, thing.pk)


def _chapters(rows: list[Mapping]) -> list[dict]:
    """In reading order; the first level is an h2."""
    return [
        {
            "title": node.thing.title,
            "level": node.level + 1,
            "inner": min(node.level + 2, 6),
            "text": node.thing.body,
        }
        for top in tree(_thaw(Chapter, rows))
        for node in top.walk()
    ]


def _making(data: Mapping, edition: Frozen) -> dict[str, object]:
    """How the edition came about: who, with whom, at what cost."""
    making = {
        "steering_group": data["steering_group"],
        "roles": [_role(role) for role in edition.roles],
        "events": _events(data["events"]),
        "money": _money(edition),
        "fundings": [funding_line(row) for row in edition.fundings],
        "pots": [_pot(row) for row in edition.innovation_budgets],
    }
    return {"making": making if any(making.values()) else None}


def _role(role: Frozen) -> str:
    said = f"{role.get_kind_display()}: {role.organisation}"
    if years := fuzzy.period(role.since, role.until):
        said = f"{said} ({years})"
    return joined(said, role.note, by=". ")


def _events(rows: list[Mapping]) -> dict | None:
    columns = [
        {"label": _("Format"), "width": "38mm"},
        {"label": _("Wann und wo"), "width": "26mm"},
        {"label": _("Beteiligte"), "width": "38mm"},
        {"label": _("Ziel und Ergebnis")},
    ]
    events = sorted(_thaw(ParticipationEvent, rows), key=_place)
    return table(columns, [_event(event) for event in events])


def _event(event: Frozen) -> list[str]:
    about = _("rund ") if event.numbers_about else ""
    numbers = [
        f"{about}{grouped(event.attended)} {_('Teilnehmende')}" if event.attended else "",
        f"{about}{grouped(event.invited)} {_('eingeladen')}" if event.invited else "",
    ]
    who = [event.who, *event.organisations, *numbers, event.languages]
    kind = str(event.get_kind_display())
    return [
        event.title if kind.lower() in event.title.lower() else f"{kind}: {event.title}",
        joined(event.date, event.rhythm, event.place),
        joined(*who, by="; "),
        joined(event.objective, event.result, by=" "),
    ]


def _money(edition: Frozen) -> dict | None:
    """What the making of the concept cost, and who paid."""
    money = collect(edition.costs, edition.financing)
    columns: list[dict] = [
        {"label": _("Jahr"), "width": "17mm"},
        {"label": _("Wofür")},
        *(
            {"label": label, "width": "23mm", "number": True}
            for label in (_("Ansatz"), _("verausgabt"), _("Eigenanteil"), _("Zuschuss"))
        ),
    ]
    rows = [
        [
            str(year.year),
            joined(*dict.fromkeys((*(cost.label for cost in year.costs), *funders(year))), by="; "),
            *(euro(a) if a else "" for a in (year.budget, year.spent, year.own, year.grant)),
        ]
        for year in money.years
    ]
    return table(columns, rows)


def _pot(row: Frozen) -> dict[str, str]:
    yearly = _("%(amount)s im Jahr") % {"amount": euro(row.amount)} if row.amount else ""
    return {"line": joined(row.title, yearly, row.get_state_display()), "note": row.note}


def _frame(data: Mapping, edition: Frozen) -> dict[str, object]:
    """For whom it is, what stands beside it, what it relies on, what changed since."""
    columns = [
        {"label": _("Am"), "width": "22mm"},
        {"label": _("Was"), "width": "62mm"},
        {"label": _("Warum")},
    ]
    changes = [
        [row["on"], f"{row['label']}: {row['kind']}", row["reason"]] for row in data["amendments"]
    ]
    frame = {
        "addressees": [row.text for row in edition.addressees],
        "plans": [
            {"text": joined(row.title, row.link, by=": "), "url": row.url}
            for row in edition.related_plans
        ],
        "predecessors": [str(one) for one in edition.predecessors],
        "evaluations": [_evaluation(row) for row in data["evaluations"]],
    }
    return {
        "frame": frame if any(frame.values()) else None,
        "sources": [{"text": row.text, "url": row.url} for row in edition.sources],
        "amendments": table(columns, changes),
    }


def _evaluation(row: Mapping[str, str]) -> dict[str, str]:
    line = joined(row["title"], row["by"], row["published"])
    return {"line": line, "text": plain(row["summary"])}
