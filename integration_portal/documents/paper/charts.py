"""Bars as drawings with a description, and the table behind them: `pdf/components/chart.html`."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

_WIDTH, _LABELS, _RIGHT, _BAR, _GAP, _LEGEND = 460, 150, 34, 13, 6, 20
_THIN, _WRITTEN = 11, 62  # a bar of several side by side, and room for an amount behind it
# From dark to light: distinguishable in a grey copy too; a figure stands in every part.
_FILLS = ("#1b2559", "#5b6bb5", "#a9b4de", "#dfe3f3", "#ffffff", "#8b90a0")
_INKS = ("#ffffff", "#ffffff", "#14161f", "#14161f", "#14161f", "#14161f")
_LONGEST_LABEL = 34  # characters that fit beside the bars; the table has the whole


def bar_chart(
    title: str,
    categories: Sequence[str],
    rows: Sequence[tuple[str, Sequence[int]]],
    *,
    head: str = "",
) -> dict[str, object]:
    """Stacked horizontal bars: for each row a label and one number per category.

    `head` says what the rows are ("Handlungsfeld"). Numbers are counts, never negative. Returns
    plain data that can be frozen as JSON.
    """
    most = max((sum(numbers) for _label, numbers in rows), default=0) or 1
    scale = (_WIDTH - _LABELS - _RIGHT) / most
    top = _LEGEND if len(categories) > 1 else 2
    bars = [
        _bar(label, numbers, top + index * (_BAR + _GAP), scale)
        for index, (label, numbers) in enumerate(rows)
    ]
    several = len(categories) > 1
    return {
        "title": title,
        "description": _described(categories, rows),
        "table_caption": _("%(title)s: die Zahlen") % {"title": title},
        "width": _WIDTH,
        "height": top + len(rows) * (_BAR + _GAP),
        "label_end": _LABELS - 5,
        "bar_height": _BAR,
        "legend": _legend(categories) if several else [],
        "bars": bars,
        "columns": [{"label": head or _("Bereich")}]
        + [{"label": category, "number": True} for category in categories]
        + ([{"label": _("zusammen"), "number": True}] if several else []),
        "rows": [
            [label, *map(str, numbers), *([str(sum(numbers))] if several else [])]
            for label, numbers in rows
        ],
    }


def paired_bars(
    title: str,
    categories: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Decimal]]],
    *,
    said: Callable[[Decimal], str],
    head: str = "",
) -> dict[str, object]:
    """Bars side by side: for each row one below the other per category. For `chart.html`, too.

    What is measured adds up to nothing, as planned and spent money. `said` writes an amount
    ("15.000 €") beside its bar and into the table; amounts are never negative.
    """
    most = max((amount for _label, amounts in rows for amount in amounts), default=0) or 1
    scale = (_WIDTH - _LABELS - _WRITTEN) / float(most)
    height = len(categories) * _THIN + _GAP
    bars = [
        _thin_bar(label if not place else "", place, amount, said(amount), top, scale)
        for top, (label, amounts) in zip(
            range(_LEGEND, _LEGEND + len(rows) * height, height), rows, strict=True
        )
        for place, amount in enumerate(amounts)
    ]
    return {
        "title": title,
        "description": "; ".join(
            f"{label}: "
            + ", ".join(f"{name} {said(n)}" for name, n in zip(categories, amounts, strict=True))
            for label, amounts in rows
        ),
        "table_caption": _("%(title)s: die Zahlen") % {"title": title},
        "width": _WIDTH,
        "height": _LEGEND + len(rows) * height,
        "label_end": _LABELS - 5,
        "bar_height": _THIN - 1,
        "legend": _legend(categories, step=2),
        "bars": bars,
        "columns": [{"label": head or _("Bereich")}]
        + [{"label": category, "number": True} for category in categories],
        "rows": [[label, *map(said, amounts)] for label, amounts in rows],
    }


def _thin_bar(
    label: str, place: int, amount: Decimal, written: str, top: int, scale: float
) -> dict[str, object]:
    y, width = top + place * _THIN, float(amount) * scale
    part = {"x": f"{_LABELS:.1f}", "width": f"{width:.1f}", "inside": False}
    part["fill"] = _FILLS[place * 2 % len(_FILLS)]
    return {
        "label": _short(label),
        "parts": [part] if amount else [],
        "y": f"{y:.1f}",
        "text_y": f"{y + _THIN - 3:.1f}",
        "end": f"{_LABELS + width + 4:.1f}",
        "total": written,
    }


def _bar(label: str, numbers: Sequence[int], y: float, scale: float) -> dict[str, object]:
    parts, x = [], float(_LABELS)
    for index, value in enumerate(numbers):
        width = value * scale
        if value:
            parts.append(
                {
                    "x": f"{x:.1f}",
                    "width": f"{width:.1f}",
                    "middle": f"{x + width / 2:.1f}",
                    "fill": _FILLS[index % len(_FILLS)],
                    "ink": _INKS[index % len(_INKS)],
                    "value": str(value),
                    "inside": len(numbers) > 1 and width > 6 + 5 * len(str(value)),
                }
            )
        x += width
    return {
        "label": _short(label),
        "parts": parts,
        "y": f"{y:.1f}",
        "text_y": f"{y + _BAR - 3.5:.1f}",
        "end": f"{x + 4:.1f}",
        "total": str(sum(numbers)),
    }


def _short(label: str) -> str:
    if len(label) <= _LONGEST_LABEL:
        return label
    return f"{label[: _LONGEST_LABEL - 1].rstrip()}…"


def _legend(categories: Sequence[str], step: int = 1) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = []
    x = 0.0
    for index, text in enumerate(categories):
        entries.append(
            {
                "x": f"{x:.1f}",
                "text_x": f"{x + 11:.1f}",
                "text": text,
                "fill": _FILLS[index * step % len(_FILLS)],
            }
        )
        x += 24 + 4.9 * len(text)
    return entries


def _described(categories: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> str:
    if len(categories) < 2:
        return "; ".join(f"{label}: {sum(numbers)}" for label, numbers in rows)
    return "; ".join(
        f"{label}: "
        + ", ".join(f"{n} {category}" for n, category in zip(numbers, categories, strict=True) if n)
        for label, numbers in rows
    )
