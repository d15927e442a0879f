import datetime as dt

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concepts.enums import EditionStatus
from concepts.models import CrossCuttingTheme, Edition, FieldOfAction, Goal
from concepts.staleness import months_before
from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import OrderedModel, SearchedQuerySet, SortKeyField
from integration_portal.core.richtext import RichTextField
from integration_portal.core.text import lines, sort_key
from integration_portal.history.registry import track

from ..enums import (
    Commitment,
    Continuation,
    Horizon,
    MeasureOrigin,
    MeasureStatus,
    Progress,
)
from .extra_values import ExtraValuesField
from .numbers import renumbered

IS_OPEN = Q(last_report=None) | Q(last_report__status__in=MeasureStatus.open)


def _is_overdue(on: dt.date | None) -> Q:
    from .milestone import Milestone

    day = on or timezone.localdate()
    late_milestone = Milestone.objects.overdue(day).filter(measure=OuterRef("pk"))
    late_end = Q(end_actual=None) & (
        Q(end_forecast__latest__lt=day) | Q(end_forecast=None, end_planned__latest__lt=day)
    )
    return IS_OPEN & (late_end | Q(Exists(late_milestone)))


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
        further = Measure.further_fields.through.objects.filter(fieldofaction__in=branch)
        return self.filter(Q(field__in=branch) | Q(pk__in=further.values("measure")))

    def open(self) -> "MeasureQuerySet":
        """Not achieved, not set aside; a measure nobody reported on counts as open."""
        return self.filter(IS_OPEN)

    def overdue(self, on: dt.date | None = None) -> "MeasureQuerySet":
        """Open, and its end or a milestone lies wholly in the past without an Ist date."""
        return self.filter(_is_overdue(on))

    def stale(self, *, months: int, on: dt.date | None = None) -> "MeasureQuerySet":
        """Open, in an edition in force, and without a report for longer than so many months."""
        return self.filter(self.is_stale(months=months, on=on))

    @staticmethod
    def is_stale(*, months: int, on: dt.date | None = None) -> Q:
        """Nobody owes a report before the edition itself has been in force for so long."""
        limit = months_before(on or timezone.localdate(), months)
        old = Q(edition__status_on=None) | Q(edition__status_on__latest__lt=limit)
        silent = Q(last_report__on__latest__lt=limit) | (Q(last_report=None) & old)
        return IS_OPEN & Q(edition__status__in=EditionStatus.in_force) & silent

    def with_progress(self, on: dt.date | None = None) -> "MeasureQuerySet":
        """Each row knows whether it `is_late` and its `progress`, so that a list asks once."""
        reported = "last_report__status__in"
        return self.annotate(
            is_late=_is_overdue(on),
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
        Measure.objects.bulk_update(changed, ["number", "sort_key"], batch_size=200)

    def led_by(self, organisation_ids) -> "MeasureQuerySet":
        from .role import MeasureRole

        led = MeasureRole.objects.leads().filter(
            measure=OuterRef("pk"), organisation__in=organisation_ids
        )
        return self.filter(Exists(led))


def list_key(number: str, title: str) -> str:
    """Numbered ones first, by number; the others after them, by title."""
    return sort_key(f"{number or '~'} {title}")


class Measure(OrderedModel):
    """Something that is done, or is to be done, for the goals of an edition."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("Fassung"), on_delete=models.PROTECT, related_name="measures"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("Baustein von"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    number = models.CharField(_("Nummer"), max_length=20, blank=True)
    number_given = models.BooleanField(_("Nummer fest vergeben"), default=False)
    title = models.CharField(_("Titel"), max_length=300)
    description = RichTextField(_("Beschreibung"))
    origin = models.CharField(
        _("bestehend oder künftig"),
        max_length=10,
        choices=MeasureOrigin,
        default=MeasureOrigin.PLANNED,
    )
    commitment = models.CharField(
        _("Verbindlichkeit"), max_length=20, choices=Commitment, blank=True
    )
    type = models.CharField(_("Art"), max_length=80, blank=True)
    key_project = models.BooleanField(_("Schlüsselprojekt"), default=False)
    field = models.ForeignKey(
        FieldOfAction,
        verbose_name=_("Handlungsfeld"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="measures",
    )
    further_fields = models.ManyToManyField(
        FieldOfAction, verbose_name=_("weitere Handlungsfelder"), blank=True, related_name="+"
    )
    goals = models.ManyToManyField(
        Goal, verbose_name=_("Ziele"), blank=True, related_name="measures"
    )
    themes = models.ManyToManyField(
        CrossCuttingTheme, verbose_name=_("Querschnittsthemen"), blank=True, related_name="measures"
    )
    target_groups = models.TextField(
        _("Zielgruppen"), blank=True, max_length=1000, help_text=_("Eine Gruppe je Zeile.")
    )
    age_group = models.CharField(_("Altersgruppe"), max_length=120, blank=True)
    participants = models.CharField(_("Teilnehmende"), max_length=200, blank=True)
    horizon = models.CharField(_("Zeithorizont"), max_length=10, choices=Horizon, blank=True)
    rhythm = models.CharField(
        _("Turnus"), max_length=120, blank=True, help_text=_("Zum Beispiel: zweimal in der Woche")
    )
    continuation = models.CharField(
        _("Fortführung"), max_length=10, choices=Continuation, blank=True
    )
    continuation_note = models.CharField(_("Grund dafür"), max_length=500, blank=True)
    place = models.CharField(_("Ort"), max_length=300, blank=True)
    applies_to = models.ManyToManyField(
        LocalAuthority,
        verbose_name=_("gilt für die Mitglieder"),
        blank=True,
        related_name="district_measures",
        help_text=_("Bei einem Kreis oder Verband: in welchen Mitgliedern sie wirkt."),
    )
    start_planned = FuzzyDateField(_("Beginn, Plan"))
    start_forecast = FuzzyDateField(_("Beginn, Prognose"))
    start_actual = FuzzyDateField(_("Beginn, Ist"))
    end_planned = FuzzyDateField(_("Ende, Plan"))
    end_forecast = FuzzyDateField(_("Ende, Prognose"))
    end_actual = FuzzyDateField(_("Ende, Ist"))
    permanent = models.BooleanField(
        _("auf Dauer angelegt"), default=False, help_text=_("Ein Ende ist nicht vorgesehen.")
    )
    last_report = models.ForeignKey(
        "measures.StatusReport",
        verbose_name=_("letzter Sachstand"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    extra = ExtraValuesField(_("Zusatzfelder"))
    sort_key = SortKeyField()
    title_key = SortKeyField()
    search_text = models.TextField(editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta(OrderedModel.Meta):
        verbose_name = _("Maßnahme")
        verbose_name_plural = _("Maßnahmen")
        ordering = ("sort_key", "pk")
        indexes = [
            # Counted and sorted without its parts, from the index alone.
            models.Index(
                fields=("edition", "parent", "sort_key", "id"), name="measure_whole_sorted"
            ),
            models.Index(fields=("field", "sort_key", "id"), name="measure_by_field"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="measure_not_its_own_part",
                violation_error_message=_("Eine Maßnahme kann kein Baustein ihrer selbst sein."),
            ),
            models.CheckConstraint(
                condition=Q(permanent=False) | Q(end_planned=None),
                name="measure_permanent_has_no_end",
                violation_error_message=_("Was auf Dauer angelegt ist, hat kein geplantes Ende."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def save(self, *args, **kwargs):
        self.sort_key = self.sorted_by()
        self.title_key = sort_key(self.title)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("measures:measure", args=[self.authority.slug, self.pk])

    def siblings(self):
        return type(self).objects.filter(edition=self.edition, field=self.field, parent=self.parent)

    def sorted_by(self) -> str:
        return list_key(self.number, self.title)

    @property
    def authority(self) -> LocalAuthority:
        return self.edition.authority

    @property
    def status(self) -> MeasureStatus | None:
        """What the last report says; nothing else holds the status."""
        return MeasureStatus(self.last_report.status) if self.last_report else None

    @property
    def target_group_list(self) -> list[str]:
        return lines(self.target_groups)

    @property
    def start(self):
        """The best known beginning: Ist, else Prognose, else Plan."""
        return self.start_actual or self.start_forecast or self.start_planned

    @property
    def end(self):
        """The best known end: Ist, else Prognose, else Plan."""
        return self.end_actual or self.end_forecast or self.end_planned

    @property
    def is_open(self) -> bool:
        """As `MeasureQuerySet.open()`."""
        return self.status is None or self.status in MeasureStatus.open

    def is_overdue(self, on: dt.date, *, late_milestone: bool) -> bool:
        """As `MeasureQuerySet.overdue()`, for rows whose milestones were asked already."""
        due = self.end_forecast or self.end_planned
        ended = self.end_actual is None and due is not None and due.is_past(on)
        return self.is_open and (ended or late_milestone)

    @property
    def end_is_delayed(self) -> bool:
        now = self.end_actual or self.end_forecast
        return bool(now and self.end_planned and now.latest > self.end_planned.latest)


track(
    Measure,
    authority="edition.authority",
    context="edition",
    many=("further_fields", "goals", "themes", "applies_to"),
    rows=("roles", "milestones", "costs", "financing", "fundings", "links"),
    leave_out=("last_report", "title_key"),
    asks=("edition__concept__extra_fields",),
)
