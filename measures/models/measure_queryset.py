"""Which measures: the words in which other rooms ask for them."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, StringAgg, Subquery, Value, When
from django.db.models.functions import Cast

from concepts.models import Edition, FieldOfAction
from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import SearchedQuerySet

from ..enums import MeasureStatus, Progress
from .lateness import flag, is_open
from .numbers import renumbered

if TYPE_CHECKING:
    from .measure import Measure  # noqa: F401 - named as text below, for it names this class


class MeasureQuerySet(SearchedQuerySet["Measure"]):
    def visible_to(self, user) -> "MeasureQuerySet":
        """Those of the editions the user may read."""
        return self.filter(edition__in=Edition.objects.visible_to(user))

    def of_authority(self, authority: LocalAuthority) -> "MeasureQuerySet":
        return self.filter(edition__authority=authority)

    def whole(self) -> "MeasureQuerySet":
        """Measures without their parts: what is meant when somebody counts them."""
        return self.filter(parent=None)

    def in_field(self, field: int | str) -> "MeasureQuerySet":
        """Those of a field with all that stands below it, as main or as further field."""
        below = Q(pk=field) | Q(parent=field) | Q(parent__parent=field)
        branch = FieldOfAction.objects.filter(below).values("pk")
        further = self._further().filter(fieldofaction__in=branch)
        return self.filter(Q(field__in=branch) | Q(pk__in=further.values("measure")))

    def at_field(self, field: FieldOfAction) -> "MeasureQuerySet":
        """Those of a field itself, as main or as further field."""
        further = self._further().filter(fieldofaction=field)
        return self.filter(Q(field=field) | Q(pk__in=further.values("measure")))

    def in_no_field(self) -> "MeasureQuerySet":
        return self.filter(field=None).exclude(pk__in=self._further().values("measure"))

    def by_fields(self, *said: str) -> Iterator[tuple[frozenset[int], tuple[Any, ...], int]]:
        """How many stand where: their fields, main and further; what is `said` of them; how many.

        One query.
        """
        further = self._further().filter(measure=OuterRef("pk")).order_by()
        pks = StringAgg(Cast("fieldofaction", models.TextField()), Value(","))
        rows = self.annotate(further=Subquery(further.values("measure").values(all=pks)))
        for main, more, *known, number in (
            rows.order_by().values_list("field", "further", *said).annotate(number=Count("pk"))
        ):
            fields = {int(pk) for pk in (more or "").split(",") if pk}
            yield frozenset(fields | {main} if main else fields), tuple(known), number

    def _further(self) -> models.QuerySet:
        return self.model.further_fields.through.objects.all()

    def open(self) -> "MeasureQuerySet":
        """Not achieved, not set aside; a measure nobody reported on counts as open."""
        return self.filter(is_open())

    def overdue(self, on: dt.date | None = None) -> "MeasureQuerySet":
        """Open, and its end or a milestone lies wholly in the past without an Ist date; without
        what somebody overruled.
        """
        from .conditions import overdue

        return self.filter(overdue(on))

    def stale(self, *, months: int, on: dt.date | None = None) -> "MeasureQuerySet":
        """Open or an ongoing task, in an edition in force, and without a report for longer than so
        many months; without what somebody overruled.
        """
        from .conditions import stale

        return self.filter(stale(months=months, on=on))

    def with_progress(self, on: dt.date | None = None) -> "MeasureQuerySet":
        """Each row knows whether it `is_late` and its `progress`, so that a list asks once."""
        from .conditions import overdue

        reported = "last_report__status__in"
        return self.annotate(
            is_late=flag(overdue(on)),
            progress=Case(
                When(**{reported: MeasureStatus.achieved}, then=Value(Progress.ACHIEVED)),
                When(**{reported: MeasureStatus.set_aside}, then=Value(Progress.ASIDE)),
                When(is_late=True, then=Value(Progress.LATE)),
                When(
                    last_report__status__in=MeasureStatus.under_way, then=Value(Progress.ON_TRACK)
                ),
                default=Value(Progress.PLANNED),
                output_field=models.CharField(),
            ),
        )

    def last_reported(self) -> dt.date | None:
        """The newest Stichtag of all reports."""
        days = self.exclude(last_report=None).values_list("last_report__on", flat=True)
        newest = days.order_by("-last_report__on").first()
        return newest.latest if newest else None

    def renumber(self) -> None:
        """Give automatic numbers by place: below its field, a part below its measure.

        For the measures of one open edition; numbers somebody gave stay. Where fields have numbers,
        what belongs to none has none: "1" would read like a field.
        """
        changed = renumbered(list(self.order_by("position", "pk")))
        for row in changed:
            row.sort_key = row.sorted_by()
        self.model.objects.bulk_update(changed, ["number", "sort_key"], batch_size=200)

    def led_by(self, organisation_ids) -> "MeasureQuerySet":
        from .role import MeasureRole

        led = MeasureRole.objects.leads().filter(
            measure=OuterRef("pk"), organisation__in=organisation_ids
        )
        return self.filter(Exists(led))
