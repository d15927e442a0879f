import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concepts.models import Edition
from integration_portal.accounts.enums import RoleKind
from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.files import clean_name
from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import BaseModel
from integration_portal.documents.models.issued_document import private_storage

from ..enums import ImportState

SILENCE = timedelta(minutes=2)  # a step that says nothing for so long was given up
CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}


def place_of(instance: "MeasureImport", filename: str) -> str:
    """Nobody guesses where a list lies, and two of one name never meet."""
    return f"imports/{secrets.token_hex(16)}/{clean_name(filename, instance.kind)}"


class MeasureImportQuerySet(models.QuerySet):
    def visible_to(self, user) -> "MeasureImportQuerySet":
        """Officers see what was taken over in their authority."""
        return self.filter(authority__in=user.access.ids(RoleKind.OFFICER))


class MeasureImport(BaseModel):
    """One list on its way into an edition: the file as it came, what was decided, what became."""

    authority = models.ForeignKey(
        LocalAuthority,
        verbose_name=_("Kommune"),
        on_delete=models.CASCADE,
        related_name="measure_imports",
    )
    edition = models.ForeignKey(
        Edition,
        verbose_name=_("Fassung"),
        on_delete=models.CASCADE,
        related_name="measure_imports",
    )
    file = models.FileField(_("Datei"), storage=private_storage, upload_to=place_of, max_length=300)
    name = models.CharField(_("Dateiname"), max_length=200)
    kind = models.CharField(max_length=4, choices=[(kind, kind.upper()) for kind in CONTENT_TYPES])
    size = models.PositiveBigIntegerField(_("Größe in Byte"))
    sha256 = models.CharField(_("Prüfsumme (SHA-256)"), max_length=64)
    state = models.CharField(
        _("Stand"), max_length=10, choices=ImportState, default=ImportState.UPLOADED
    )
    phase = models.CharField(_("Phase"), max_length=200, blank=True)
    done = models.PositiveIntegerField(_("erledigt"), default=0)
    total = models.PositiveIntegerField(_("Zeilen"), default=0)
    heartbeat_at = models.DateTimeField(_("letztes Lebenszeichen"), null=True, blank=True)
    error = models.TextField(_("Fehler"), blank=True)
    sheets = models.JSONField(_("Tabellenblätter"), default=list)
    sheet = models.CharField(_("Tabellenblatt"), max_length=200, blank=True)
    head_line = models.PositiveIntegerField(_("Zeile der Überschriften"), default=0)
    # [{heading, target, year, examples: [texts]}] in the order of the file.
    columns = models.JSONField(_("Spalten"), default=list)
    # {"status": {word: value}, "field": {name: "new" or id or ""}, "organisation": {…}}
    decisions = models.JSONField(_("Entscheidungen"), default=dict)
    # What nobody decided yet: [{kind, key, name, lines: [numbers]}]
    open_questions = models.JSONField(_("offene Fragen"), default=list)
    reported_on = FuzzyDateField(
        _("Stichtag der Liste"), help_text=_("Der Tag, für den der Umsetzungsstand darin gilt.")
    )
    fill_down = models.BooleanField(_("Leeres Handlungsfeld aus der Zeile darüber"), default=False)
    # {outcome: number of rows}, and how many problems.
    counts = models.JSONField(_("Zahlen"), default=dict)
    # Lines that are no measures: [[line, text, why]]
    aside = models.JSONField(_("übergangene Zeilen"), default=list)
    # What the import made besides measures: {"fields": [ids], "organisations": [ids], …}
    made = models.JSONField(_("angelegt"), default=dict)
    undo_notes = models.JSONField(_("nicht zurückgenommen"), default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("von"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    applied_at = models.DateTimeField(_("übernommen am"), null=True, blank=True)
    undone_at = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)

    objects = MeasureImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Übernahme einer Liste")
        verbose_name_plural = _("Übernahmen von Listen")
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=("authority", "-created_at", "-id"), name="import_by_authority")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("exchange:import", args=[self.authority.slug, self.pk])

    @property
    def tone(self) -> str:
        return ImportState(self.state).tone

    @property
    def is_working(self) -> bool:
        return self.state in ImportState.working

    @property
    def is_silent(self) -> bool:
        """Its step was killed, or waits for a worker that does not run."""
        last = self.heartbeat_at or self.updated_at
        return self.is_working and timezone.now() - last > SILENCE

    @property
    def percent(self) -> int:
        return min(self.done * 100 // self.total, 99) if self.total else 0

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.kind]

    @property
    def headings(self) -> list[str]:
        return [column["heading"] for column in self.columns]
