import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concepts.models import Edition
from integration_portal.accounts.enums import RoleKind
from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import BaseModel, ChosenField
from integration_portal.core.text import lines
from integration_portal.history.registry import track

from ..enums import Question, RequestState, RoundState

LETTER = _(
    "Guten Tag,\n\n"
    "für den Sachstandsbericht „{titel}“ bitten wir Sie um Ihren Sachstand zum {stichtag} bei "
    "diesen Maßnahmen:\n\n"
    "{massnahmen}\n\n"
    "Bitte antworten Sie bis zum {frist}. Sie brauchen dafür kein Konto, nur diesen Link:\n\n"
    "{link}\n\n"
    "Hat sich nichts geändert, genügt ein Klick auf „Unverändert“. Der Link ist nur für Sie "
    "und Ihre Stelle bestimmt.\n\n"
    "Vielen Dank und freundliche Grüße"
)


def default_letter() -> str:
    return str(LETTER)


def default_questions() -> list[str]:
    return list(Question.values)


class ReportingRoundQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReportingRoundQuerySet":
        """Officers keep them; who is asked comes in by another door."""
        return self.filter(authority__in=user.access.ids(RoleKind.OFFICER))

    def open(self) -> "ReportingRoundQuerySet":
        return self.filter(state=RoundState.OPEN)

    def with_counts(self) -> "ReportingRoundQuerySet":
        """Each row knows how many measures it asks for, how many were handed in and approved."""
        handed_in = Q(requests__state__in=RequestState.handed_in)
        return self.annotate(
            asked=Count("requests"),
            handed_in=Count("requests", filter=handed_in),
            approved=Count("requests", filter=Q(requests__state=RequestState.APPROVED)),
        )


class ReportingRound(BaseModel):
    """Asks everyone responsible, by a date, how far their measures are on a Stichtag."""

    # The edition's, kept here so that the wall between authorities is one comparison.
    authority = models.ForeignKey(
        LocalAuthority,
        verbose_name=_("Kommune"),
        on_delete=models.PROTECT,
        related_name="reporting_rounds",
        editable=False,
    )
    edition = models.ForeignKey(
        Edition,
        verbose_name=_("Fassung"),
        on_delete=models.PROTECT,
        related_name="reporting_rounds",
        editable=False,
    )
    title = models.CharField(
        _("Titel"), max_length=200, help_text=_("Zum Beispiel: Sachstandsbericht 2026")
    )
    on = models.DateField(_("Stichtag"), help_text=_("Auf diesen Tag beziehen sich die Antworten."))
    due = models.DateField(_("Frist"), help_text=_("Bis wann alle geantwortet haben sollen."))
    # The query of the filtered list of measures: "stand=offen&feld=3"; empty: all.
    selection = models.CharField(_("Auswahl"), max_length=500, blank=True, editable=False)
    questions = ChosenField(_("Fragen"), among=Question, default=default_questions, blank=True)
    own_questions = models.TextField(
        _("eigene Fragen"),
        blank=True,
        max_length=2000,
        help_text=_(
            "Eine Frage je Zeile. Die Antworten stehen beim Sachstand als interne Anmerkung."
        ),
    )
    letter = models.TextField(_("Text der Mail"), default=default_letter, max_length=6000)
    remind_before = models.PositiveSmallIntegerField(
        _("Tage vor der Frist"),
        null=True,
        blank=True,
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )
    remind_on_due = models.BooleanField(_("am Tag der Frist"), default=True)
    remind_after = models.PositiveSmallIntegerField(
        _("danach alle … Tage"),
        null=True,
        blank=True,
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )
    state = models.CharField(
        _("Stand"),
        max_length=10,
        choices=RoundState,
        default=RoundState.PLANNED,
        editable=False,
    )
    # Where the portal was reached when the round was opened; links in mails begin with it.
    origin = models.URLField(max_length=200, blank=True, editable=False)
    opened_at = models.DateTimeField(_("eröffnet am"), null=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("eröffnet von"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    closed_at = models.DateTimeField(_("geschlossen am"), null=True, editable=False)

    objects = ReportingRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sachstandsabfrage")
        verbose_name_plural = _("Sachstandsabfragen")
        ordering = ("-on", "-pk")
        indexes = [models.Index(fields=("authority", "-on"), name="round_by_authority")]
        constraints = [
            models.CheckConstraint(
                condition=Q(due__gte=F("on")),
                name="round_due_after_stichtag",
                violation_error_message=_(
                    "Die Frist liegt vor dem Stichtag. Antworten kann man erst danach."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.PLANNED) | Q(opened_at__isnull=False),
                name="round_opened_has_a_time",
                violation_error_message=_("Eine eröffnete Abfrage hat einen Zeitpunkt."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.CLOSED) | Q(closed_at__isnull=False),
                name="round_closed_has_a_time",
                violation_error_message=_("Eine geschlossene Abfrage hat einen Zeitpunkt."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        self.authority_id = self.edition.authority_id
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("rounds:round", args=[self.authority.slug, self.pk])

    @property
    def state_choice(self) -> RoundState:
        return RoundState(self.state)

    @property
    def is_planned(self) -> bool:
        return self.state == RoundState.PLANNED

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    @property
    def own_question_list(self) -> list[str]:
        return lines(self.own_questions)

    def asks_for(self) -> list[str]:
        """Fields of a report, in the order of the form."""
        return [*Question.always, *(name for name in Question.values if name in self.questions)]

    def last_rung(self, day: dt.date) -> dt.date | None:
        """The newest day of the ladder up to that day: who was written to before it is reminded.

        So a day on which nothing ran is made up for, and no rung counts twice.
        """
        rungs = []
        if self.remind_before:
            rungs.append(self.due - dt.timedelta(days=self.remind_before))
        if self.remind_on_due:
            rungs.append(self.due)
        if self.remind_after and day > self.due:
            steps = (day - self.due).days // self.remind_after
            rungs += [self.due + dt.timedelta(days=steps * self.remind_after)] if steps else []
        return max((rung for rung in rungs if rung <= day), default=None)

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due < timezone.localdate()


track(
    ReportingRound,
    authority="authority",
    context="edition",
    leave_out=("origin", "opened_by"),
)
