"""What many measures come to: progress, traffic light and warnings, each number with its list."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from concepts.models import Edition
from concepts.models.tree import with_above
from integration_portal.accounts.models import LocalAuthority

from .enums import MeasureStatus, Progress, TrafficLight, WarningKind
from .models.conditions import counted
from .models.measure_queryset import MeasureQuerySet

type Address = Callable[..., str]  # the address of the list with these filters


def listed(edition: Edition, **filters: str) -> str:
    """The address of the list of an edition's measures with these filters."""
    address = reverse("measures:list", args=[edition.authority.slug])
    return f"{address}?{urlencode({'fassung': edition.slug} | filters)}"


@dataclass
class Sums:
    """Numbers of measures by what is said of them; a status or light of None is none."""

    whole: int = 0
    progress: Counter[str] = field(default_factory=Counter)
    status: Counter[str | None] = field(default_factory=Counter)
    light: Counter[str | None] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    warned: int = 0


def added_up(
    rows: MeasureQuerySet,
    *,
    authority: LocalAuthority,
    by: str = "",
    on: dt.date | None = None,
) -> dict[Hashable, Sums]:
    """Sums by a relation or field (`by="goals"`), or one under None. One query."""
    day = on or timezone.localdate()
    flags = {f"warns_{kind}": q for kind, q in counted(day, authority=authority).items()}
    said = ("progress", "last_report__status", "last_report__traffic_light")
    groups = (
        rows.with_progress(day)
        .annotate(**flags, group=F(by) if by else F("edition"))
        .order_by()
        .values_list("group", *said, *flags)
        .annotate(number=Count("pk"))
    )
    found: dict[Hashable, Sums] = defaultdict(Sums)
    for group, progress, status, light, *warned, number in groups:
        sums = found[group if by else None]
        sums.whole += number
        sums.progress[progress] += number
        sums.status[status] += number
        sums.light[light] += number
        kinds = [kind for kind, applies in zip(WarningKind, warned, strict=True) if applies]
        sums.warned += number if kinds else 0
        for kind in kinds:
            sums.warnings[kind] += number
    return found


def progress_by_field(
    rows: MeasureQuerySet, parents: Mapping[int, int | None], on: dt.date | None = None
) -> dict[int | None, Sums]:
    """How far they are, by field with all that stands below it, as the list counts; None is for
    those without any. A measure with further fields counts in each. One query.
    """
    found: dict[int | None, Sums] = defaultdict(Sums)
    for standing, (progress,), number in rows.with_progress(on).by_fields("progress"):
        for pk in with_above(standing, parents) or (None,):
            found[pk].whole += number
            found[pk].progress[progress] += number
    return found


def pictures(sums: Sums, address: Address) -> list[dict]:
    """Three bars, each with its parts, and the rows of the table behind it."""
    return [
        {
            "title": _("Fortschritt"),
            "parts": progress_parts(sums, address),
            "rows": [
                *(
                    _row(status, sums.status[status], address(stand=status))
                    for status in MeasureStatus
                ),
                _row(_("ohne Sachstand"), sums.status[None], address(stand="ohne")),
            ],
        },
        {"title": _("Ampel"), "parts": (lights := _lights(sums, address)), "rows": lights},
        {
            "title": _("Warnungen"),
            "parts": [
                _row(_("mit Warnung"), sums.warned, address(warnung="alle"), "bad"),
                _row(_("ohne Warnung"), sums.whole - sums.warned, address(warnung="keine"), "ok"),
            ],
            "rows": [
                _row(kind, sums.warnings[kind], address(warnung=kind)) for kind in WarningKind
            ],
        },
    ]


def progress_parts(sums: Sums, address: Address) -> list[dict]:
    return [
        _row(group, sums.progress[group], address(fortschritt=group), group.tone)
        for group in Progress
    ]


def progress_row(label: str, sums: Sums, address: Address) -> dict:
    """One bar of a picture with several, and what its row says of it."""
    counted = {"done": sums.progress[Progress.ACHIEVED], "all": sums.whole}
    return {
        "label": label,
        "url": address(),
        "parts": progress_parts(sums, address),
        "note": _("%(done)s von %(all)s") % counted if sums.whole else _("noch keine"),
    }


def _lights(sums: Sums, address: Address) -> list[dict]:
    return [
        *(
            _row(light, sums.light[light], address(ampel=light), light.tone)
            for light in TrafficLight
        ),
        _row(_("nicht beurteilt"), sums.light[""], address(ampel="ohne"), "neutral"),
        _row(_("ohne Sachstand"), sums.light[None], address(stand="ohne"), "neutral"),
    ]


def _row(label, count: int, url: str, tone: str = "neutral") -> dict:
    return {"label": getattr(label, "label", label), "count": count, "url": url, "tone": tone}
