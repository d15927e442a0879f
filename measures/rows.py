"""The rows of the list: what they are read with, and how they are drawn.

A row depends on what stands in it alone. Drawing 25 of them takes longer than the rest of the page,
so what was drawn lately is kept, as the filters are.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import FilteredRelation, Q
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString

from integration_portal.accounts.rules import works_inside
from integration_portal.core.questions import Blank, Question

from .actions.many import Rights
from .drawn import Drawn
from .enums import MeasureRoleKind
from .extra import columns, give_cells, own_columns
from .models import Measure
from .models.conditions import overdue
from .models.lateness import flag

# What a row shows; the rest of a measure is for its own page.
SHOWN = (
    "number",
    "title",
    "key_project",
    "permanent",
    "end_planned",
    "end_forecast",
    "end_actual",
    "extra",
    "field__title",
    "last_report__status",
    "last_report__traffic_light",
    "last_report__on",
    "last_report__text",
)

_drawn = Drawn(4000)  # of some 2 kB


def with_leads_and_delay(rows: Iterable[Measure], rights: Rights) -> list[Any]:
    """The rows of one page, each with `leads` (names), `is_late`, `may_update` and `may_lead`, and
    with its `extra_columns` and `extra_cells`.

    Asked for these rows alone: as a part of their query all would be found for the whole list.
    """
    measures: list[Any] = list(rows)
    if not measures:
        return []
    pks = [measure.pk for measure in measures]
    inside = works_inside(rights.user, rights.edition.authority_id)
    more = _more(timezone.localdate(), len(pks), inside=inside).ask(*pks)
    leads: dict[int, list[str]] = defaultdict(list)
    ids: dict[int, list[int]] = defaultdict(list)
    late: dict[int, bool] = {}
    for pk, is_late, organisation, name, _own in more:
        late[pk] = bool(is_late)
        if organisation:
            leads[pk].append(name)
            ids[pk].append(organisation)
    own = columns(more[0][-1]) if more else []
    goes_on = rights.may_change_some
    for measure in measures:
        measure.leads = leads[measure.pk]
        measure.may_update = goes_on and rights.may_report(ids[measure.pk])
        measure.may_lead = goes_on and rights.takes_plan
        measure.is_late = late.get(measure.pk, False)
        measure.extra_columns = own
    give_cells(measures, own)
    return measures


@lru_cache(maxsize=64)  # a page has up to 25 rows
def _more(day: dt.date, number: int, *, inside: bool) -> Question:
    """Every lead of so many measures, whether the measure is late on the day, and its columns."""
    return Question(
        Measure.objects.filter(pk__in=[Blank(place) for place in range(number)])
        .annotate(
            late=flag(overdue(day)),
            lead=FilteredRelation("roles", condition=Q(roles__kind=MeasureRoleKind.LEAD)),
            own=own_columns(inside=inside),
        )
        .order_by("lead__pk")
        .values_list("pk", "late", "lead__organisation", "lead__organisation__name", "own")
    )


def draw(measures: Iterable[Any], *, address: str, selects: bool) -> SafeString:
    """The rows as HTML. `address` is that of the list; `selects`: with a box to tick."""
    return SafeString("".join(_draw(row, address, selects) for row in measures))


def _draw(measure: Any, address: str, selects: bool) -> SafeString:
    def now() -> SafeString:
        context = {"measure": measure, "list_url": address, "selects": selects}
        return SafeString(get_template("measures/row.html").render(context))

    return _drawn.get((_said(measure), address, selects), now)


def _said(measure: Any) -> tuple:
    """All that a row says."""
    report = measure.last_report
    return (
        measure.pk,
        measure.number,
        measure.title,
        measure.key_project,
        measure.permanent,
        measure.end,
        measure.field and measure.field.title,
        tuple(measure.leads),
        measure.is_late,
        measure.may_update,
        measure.may_lead,
        report and (report.status, report.traffic_light, report.on, report.text),
        tuple(measure.extra_cells),
    )
