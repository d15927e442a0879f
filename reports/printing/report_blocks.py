"""Each measure of a Sachstandsbericht: what was reported, its milestones, its money."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concepts.outline import Node
from integration_portal.core.templatetags.formats import day
from integration_portal.core.text import lines
from integration_portal.history.thaw import Frozen

from . import measure as measures_of
from .deviations import light_of
from .naming import named
from .parts import joined
from .report_money import line_of

# What a thorough report tells besides, under its headings.
_TOLD = (
    ("progress", gettext_lazy("Fortschritt")),
    ("effects", gettext_lazy("Wirkung")),
    ("obstacles", gettext_lazy("Hindernisse")),
    ("decision_needed", gettext_lazy("Zu entscheiden")),
    ("next_steps", gettext_lazy("Nächste Schritte")),
)


def blocks(data: Mapping, measures: list[Frozen], fields: list[Node]) -> list[dict[str, Any]]:
    """Field by field in the order of the concept; a field without a measure is not printed."""
    own = defaultdict(list)
    by_id = {measure.pk: measure for measure in measures}
    for measure in measures:
        above = by_id.get(measure.parent.pk) if measure.parent else None
        field = measure.field or (above.field if above else None)
        own[field.pk if field else None].append(measure)
    found = [
        {
            "heading": f"{node.thing.number} {node.thing.title}".strip(),
            "blocks": [_block(one, data["words"]) for one in own[node.thing.pk]],
        }
        for top in fields
        for node in top.walk()
    ]
    without = _("Ohne %(field)s") % {"field": data["words"]["field_of_action"]}
    found.append({"heading": without, "blocks": [_block(one, data["words"]) for one in own[None]]})
    return [field for field in found if field["blocks"]]


def _block(measure: Frozen, words: Mapping[str, str]) -> dict[str, Any]:
    report = measure.entry["report"]
    facts = [{"label": label, "value": lines(report[name])} for name, label in _TOLD if report]
    facts += [
        {"label": _("Erreicht"), "value": _reached(report)},
        {"label": _("Zwischenziele"), "value": list(_steps(measure))},
        {"label": _("Mittel"), "value": line_of(measure)},
        *(
            {"label": fact["label"], "value": lines(fact["value"])}
            for fact in measures_of.extra_facts(measure)
        ),
        {"label": _("Intern"), "value": lines(report["note"]) if report else []},
    ]
    return {
        "heading": named(measure, words),
        "light": light_of(measure),
        "line": joined(
            f"{report['status']} ({report['on']})" if report else _("ohne Sachstand"),
            _("überfällig") if measure.entry["late"] else "",
            _("Schlüsselprojekt") if measure.key_project else "",
            joined(*measures_of.leads(measure)),
            measures_of.period(measure),
            by=" · ",
        ),
        "text": lines(report["text"]) if report else [],
        "facts": [fact for fact in facts if fact["value"]],
    }


def _reached(report: Mapping | None) -> list[str]:
    if not report or report["reached"] is None:
        return []
    return [_("%(count)s Menschen") % {"count": report["reached"]}]


def _steps(measure: Frozen) -> Iterable[str]:
    """ "Schulung: erreicht 28.03.2026 (geplant war März 2026)"."""
    for row in measure.milestones:
        now = row.actual or row.forecast or row.planned
        said = joined(_("erreicht") if row.actual else "", day(now), by=" ")
        if row.planned and now.latest > row.planned.latest:
            said += _(" (geplant war %(day)s)") % {"day": day(row.planned)}
        yield f"{row.title}: {said}" if said else row.title
