from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.enums import RoleKind
from integration_portal.core.files import ATTACHMENTS, UploadedFileField
from integration_portal.core.fuzzy import FuzzyDate, FuzzyDateField
from integration_portal.core.models import BaseModel, OrderedModel
from integration_portal.history.registry import track
from stakeholders.models import Body, Meeting

from ..enums import ConsultationRole, OutcomeKind
from .paper import CouncilPaper
from .seats import seats_of


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ConsultationQuerySet":
        """Stations of the papers the user may read."""
        return self.filter(paper__in=CouncilPaper.objects.visible_to(user))

    def with_outcome_shown(self, user) -> "ConsultationQuerySet":
        """Each row knows `outcome_shown`: there is a result, and the user may see it."""
        seen = Outcome.objects.visible_to(user).filter(consultation=OuterRef("pk"))
        return self.annotate(outcome_shown=Exists(seen))


class Consultation(OrderedModel):
    """One station of a Beratungsfolge. It exists before any agenda does."""

    paper = models.ForeignKey(CouncilPaper, on_delete=models.CASCADE, related_name="consultations")
    body = models.ForeignKey(
        Body, verbose_name=_("Gremium"), on_delete=models.PROTECT, related_name="consultations"
    )
    meeting = models.ForeignKey(
        Meeting,
        verbose_name=_("Sitzung"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consultations",
    )
    date = FuzzyDateField(_("Termin, falls noch keine Sitzung feststeht"))
    public = models.BooleanField(_("öffentlich"), default=False)
    role = models.CharField(_("Aufgabe"), max_length=20, choices=ConsultationRole)
    expected = models.CharField(
        _("erwartetes Ergebnis"), max_length=30, choices=OutcomeKind, blank=True
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta(OrderedModel.Meta):
        verbose_name = _("Station")
        verbose_name_plural = _("Beratungsfolge")

    def __str__(self) -> str:
        return f"{self.body}, {self.when or _('Termin offen')}"

    def siblings(self):
        return type(self).objects.filter(paper=self.paper)

    @property
    def when(self) -> FuzzyDate | None:
        """The day of its meeting, or what is known of the date."""
        return FuzzyDate.on(self.meeting.date) if self.meeting else self.date

    @property
    def result(self) -> "Outcome | None":
        """Its outcome, if one was recorded; read with `select_related("outcome")`."""
        return getattr(self, "outcome", None)


class OutcomeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OutcomeQuerySet":
        """Officers all; other readers of the paper what a body did in public, and what a body did
        behind closed doors if they sit in it today.
        """
        return self.filter(
            Q(consultation__paper__authority__in=user.access.ids(RoleKind.OFFICER))
            | Q(consultation__paper__in=CouncilPaper.objects.visible_to(user))
            & (Q(consultation__public=True) | Q(consultation__body__in=seats_of(user)))
        )


class Outcome(BaseModel):
    """What a body did with a paper. Label and counts are kept as given, even if they disagree."""

    consultation = models.OneToOneField(
        Consultation, on_delete=models.PROTECT, related_name="outcome"
    )
    kind = models.CharField(_("Ergebnis"), max_length=30, choices=OutcomeKind)
    on = FuzzyDateField(_("am"))
    wording = models.TextField(_("Wortlaut"), blank=True, max_length=10_000)
    votes_yes = models.PositiveIntegerField(_("Ja"), null=True, blank=True)
    votes_no = models.PositiveIntegerField(_("Nein"), null=True, blank=True)
    votes_abstained = models.PositiveIntegerField(_("Enthaltungen"), null=True, blank=True)
    votes_text = models.CharField(
        _("Abstimmung in Worten"),
        max_length=120,
        blank=True,
        help_text=_("Zum Beispiel: einstimmig, mehrheitlich"),
    )
    deviation = models.TextField(_("Abweichung vom Vorschlag"), blank=True, max_length=4000)
    excerpt = UploadedFileField(
        _("Auszug aus der Niederschrift"), kinds=ATTACHMENTS, folder="minutes", blank=True
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beratungsergebnis")
        verbose_name_plural = _("Beratungsergebnisse")

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def tone(self) -> str:
        return OutcomeKind(self.kind).tone

    @property
    def votes(self) -> str:
        """ "einstimmig (24 Ja, 0 Nein, 1 Enthaltung)" as far as it is known."""
        counts = [
            f"{count} {word}"
            for count, word in (
                (self.votes_yes, _("Ja")),
                (self.votes_no, _("Nein")),
                (
                    self.votes_abstained,
                    _("Enthaltung") if self.votes_abstained == 1 else _("Enthaltungen"),
                ),
            )
            if count is not None
        ]
        joined = ", ".join(str(part) for part in counts)
        if self.votes_text and joined:
            return f"{self.votes_text} ({joined})"
        return self.votes_text or joined


class AgendaItemQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AgendaItemQuerySet":
        """Officers all of their bodies. Others what is public, and all of a body they sit in; a
        paper's item only if they may read the paper.
        """
        access = user.access
        readable = Q(consultation=None) | Q(
            consultation__paper__in=CouncilPaper.objects.visible_to(user)
        )
        return self.filter(
            Q(meeting__body__authority__in=access.ids(RoleKind.OFFICER))
            | Q(meeting__body__authority__in=access.reading)
            & (Q(public=True, meeting__public=True) | Q(meeting__body__in=seats_of(user)))
            & readable
        )


class AgendaItem(OrderedModel):
    """A TOP of a meeting: a station of a paper, or a matter without one."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("Sitzung"), on_delete=models.CASCADE, related_name="agenda"
    )
    number = models.CharField(_("TOP"), max_length=20, blank=True)
    title = models.CharField(_("Gegenstand"), max_length=500)
    consultation = models.OneToOneField(
        Consultation,
        verbose_name=_("Vorlage"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="agenda_item",
    )
    oral_report = models.BooleanField(_("mündlicher Bericht"), default=False)
    public = models.BooleanField(_("öffentlich"), default=True)
    note = models.TextField(_("was berichtet oder vereinbart wurde"), blank=True, max_length=4000)

    objects = AgendaItemQuerySet.as_manager()

    class Meta(OrderedModel.Meta):
        verbose_name = _("Tagesordnungspunkt")
        verbose_name_plural = _("Tagesordnung")
        constraints = [
            models.CheckConstraint(
                condition=Q(consultation=None) | Q(oral_report=False),
                name="agenda_item_paper_or_oral",
                violation_error_message=_("Ein mündlicher Bericht kommt ohne Vorlage aus."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def siblings(self):
        return type(self).objects.filter(meeting=self.meeting)

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url()


track(Outcome, authority="consultation.paper.authority", context="consultation.paper")
track(AgendaItem, authority="meeting.body.authority", context="meeting")
