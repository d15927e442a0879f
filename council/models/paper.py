from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concepts.models import Edition, FieldOfAction, StrategicGoal
from integration_portal.accounts.enums import RoleKind
from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import BaseModel
from integration_portal.core.richtext import RichTextField
from integration_portal.core.text import fold
from integration_portal.history.registry import track
from measures.models import Measure
from stakeholders.models import Organisation, bodies_of

from ..enums import (
    Budgeted,
    FinanceAnswer,
    PaperState,
)


class CouncilPaperQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CouncilPaperQuerySet":
        """Officers see all of their authority. Others see what was sent: public papers, and the
        confidential ones of bodies they sit in on this day.
        """
        from .consultation import Consultation

        access = user.access
        before_my_body = Consultation.objects.filter(paper=OuterRef("pk"), body__in=bodies_of(user))
        return self.filter(
            Q(authority__in=access.ids(RoleKind.OFFICER))
            | Q(authority__in=access.reading, state__in=PaperState.shown)
            & (Q(confidential=False) | Exists(before_my_body))
        )

    def matching(self, text: str) -> "CouncilPaperQuerySet":
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found


class CouncilPaper(BaseModel):
    """A Sitzungsvorlage: what is proposed, to whom, in which order, and why."""

    authority = models.ForeignKey(
        LocalAuthority, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="papers"
    )
    number = models.CharField(
        _("Nummer"),
        max_length=40,
        blank=True,
        help_text=_("Bleibt leer, bis die Geschäftsstelle des Rates sie vergibt."),
    )
    kind = models.CharField(_("Art der Vorlage"), max_length=80)
    state = models.CharField(
        _("Stand"), max_length=10, choices=PaperState, default=PaperState.DRAFT, editable=False
    )
    version = models.PositiveSmallIntegerField(_("Fassung"), default=1, editable=False)
    confidential = models.BooleanField(
        _("nichtöffentlich"),
        default=True,
        help_text=_("Nur für Gremien der Beratungsfolge. Öffentlich wird sie, wenn Sie es sagen."),
    )
    subject = models.CharField(_("Betreff"), max_length=500)
    department = models.ForeignKey(
        Organisation,
        verbose_name=_("Fachbereich"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="papers",
    )
    author_function = models.CharField(_("erstellt von (Funktion)"), max_length=200, blank=True)
    phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    date = models.DateField(_("Datum"), default=timezone.localdate)
    contact = models.CharField(_("Ansprechstelle (Funktion)"), max_length=200, blank=True)
    further_departments = models.ManyToManyField(
        Organisation,
        verbose_name=_("weitere beteiligte Fachbereiche"),
        blank=True,
        related_name="papers_involved",
    )
    edition = models.ForeignKey(
        Edition,
        verbose_name=_("betroffene Fassung"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="papers",
    )
    fields = models.ManyToManyField(
        FieldOfAction,
        verbose_name=_("betroffene Handlungsfelder"),
        blank=True,
        related_name="papers",
    )
    measures = models.ManyToManyField(
        Measure, verbose_name=_("betroffene Maßnahmen"), blank=True, related_name="papers"
    )
    strategic_goals = models.ManyToManyField(
        StrategicGoal, verbose_name=_("strategische Ziele"), blank=True, related_name="papers"
    )
    summary = RichTextField(_("Kurzfassung"))
    proposed_resolution = RichTextField(_("Beschlussvorschlag"))
    finance_answer = models.CharField(
        _("finanzielle Auswirkungen"), max_length=5, choices=FinanceAnswer, blank=True
    )
    budgeted = models.CharField(
        _("im Haushalt veranschlagt"), max_length=10, choices=Budgeted, blank=True
    )
    coverage = models.CharField(_("Deckung"), max_length=500, blank=True)
    follow_up_costs = models.CharField(_("Folgekosten"), max_length=500, blank=True)
    place = models.CharField(_("Ort"), max_length=120, blank=True)
    signed_on = models.DateField(_("unterzeichnet am"), null=True, blank=True)
    search_text = models.TextField(editable=False, default="")

    objects = CouncilPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vorlage")
        verbose_name_plural = _("Vorlagen")
        ordering = ("-date", "-pk")
        indexes = [models.Index(fields=("authority", "state", "-date"), name="paper_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=("authority", "number"),
                condition=~Q(number=""),
                name="paper_number_once",
                violation_error_message=_("Eine Vorlage mit dieser Nummer gibt es schon."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}".strip()

    def get_absolute_url(self) -> str:
        return reverse("council:paper", args=[self.authority.slug, self.pk])

    @property
    def tone(self) -> str:
        return PaperState(self.state).tone

    @property
    def is_internal(self) -> bool:
        return self.state in PaperState.internal


track(
    CouncilPaper,
    authority="authority",
    many=("further_departments", "fields", "measures", "strategic_goals"),
    rows=(
        "consultations",
        "sections",
        "finance_lines",
        "implications",
        "attachments",
        "related",
        "cosignatures",
        "signatures",
    ),
)
