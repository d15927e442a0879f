"""What does not go as planned: what those responsible say, and what the portal finds itself."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from integration_portal.history.thaw import Frozen
from measures.enums import TrafficLight, WarningKind

from . import measure as measures_of
from .naming import named
from .parts import joined

# By weight: what is in danger, late by word, late by date, too dear, led by nobody.
_JUDGED = (TrafficLight.AT_RISK, TrafficLight.DELAYED)
_LATE = (WarningKind.MILESTONE, WarningKind.START, WarningKind.END)
_SAID = (*_LATE, WarningKind.MONEY, WarningKind.LEAD)


def deviations(measures: list[Frozen], words: Mapping[str, str]) -> list[dict[str, Any]]:
    """The gravest first, of the same weight in the order of the report."""
    return [_row(one, words) for one in sorted(deviating(measures), key=_weight)]


def deviating(measures: list[Frozen]) -> list[Frozen]:
    return [one for one in measures if _light(one) in _JUDGED or _warned(one)]


def without_report(measures: list[Frozen]) -> list[str]:
    """Of which nobody has said anything for long: "1.2 Titel (31.01.2025)".

    Parts are told of with the measure they belong to.
    """
    found = []
    for one in measures:
        if one.parent:
            continue
        if any(warning["kind"] == WarningKind.STALE for warning in one.entry["warnings"]):
            report = one.entry["report"]
            last = report["on"] if report else _("noch nie")
            found.append(f"{measures_of.heading(one)} ({last})")
    return found


def light_of(measure: Frozen) -> dict[str, str] | None:
    """The Ampel in words, and the name of its shape."""
    light = _light(measure)
    return {"label": str(TrafficLight(light).label), "shape": light} if light else None


def _light(measure: Frozen) -> str:
    report = measure.entry["report"]
    return report["light"] if report else ""


def _warned(measure: Frozen) -> list[dict[str, str]]:
    return [warning for warning in measure.entry["warnings"] if warning["kind"] in _SAID]


def _weight(measure: Frozen) -> int:
    if _light(measure) in _JUDGED:
        return _JUDGED.index(TrafficLight(_light(measure)))
    kinds = {warning["kind"] for warning in _warned(measure)}
    return len(_JUDGED) + (0 if kinds & set(_LATE) else 1 if WarningKind.MONEY in kinds else 2)


def _row(measure: Frozen, words: Mapping[str, str]) -> dict[str, Any]:
    report = measure.entry["report"] or {}
    judged = light_of(measure) if _light(measure) in _JUDGED else None
    label = judged["label"] if judged else _label(measure)
    # What stands in the way says why; the report's own words where nobody said it apart.
    said = report.get("obstacles") or (report.get("text", "") if judged else "")
    return {
        "heading": named(measure, words),
        "leads": joined(*measures_of.leads(measure)),
        "label": label,
        "shape": judged["shape"] if judged else "overdue",
        "status": joined(report.get("status"), report.get("on"), by=", "),
        "reasons": [warning["text"] for warning in _warned(measure)],
        "words": said,
        "next_steps": report.get("next_steps", ""),
    }


def _label(measure: Frozen) -> str:
    kinds = {warning["kind"] for warning in _warned(measure)}
    if kinds & set(_LATE):
        return _("überfällig")
    if WarningKind.MONEY in kinds:
        return _("Ansatz überschritten")
    return str(WarningKind.LEAD.label)
