from django.db import models
from django.db.models import (
    F,
    Q,
)
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concepts.models import CrossCuttingTheme, Edition, FieldOfAction, Goal
from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import OrderedModel, SortKeyField
from integration_portal.core.richtext import RichTextField
from integration_portal.core.text import lines, sort_key
from integration_portal.history.registry import track

from ..enums import (
    Commitment,
    Continuation,
    Horizon,
    MeasureOrigin,
    MeasureStatus,
)
from .extra_values import ExtraValuesField
from .measure_queryset import MeasureQuerySet


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
            # Counted and sorted without its parts, from the index alone: the first is SQLite's;
            # PostgreSQL sorts by an index only if "no parent" is its condition, not its column.
            models.Index(
                fields=("edition", "parent", "sort_key", "id"), name="measure_whole_sorted"
            ),
            models.Index(
                fields=("edition", "sort_key", "id"),
                condition=Q(parent=None),
                name="measure_wholes_sorted",
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
