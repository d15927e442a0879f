import datetime as dt

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concepts.models import Edition, FieldOfAction, StrategicGoal
from integration_portal.accounts.enums import RoleKind
from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import BaseModel, SearchedQuerySet
from integration_portal.core.richtext import RichTextField
from integration_portal.documents.models import IssuedDocument
from integration_portal.history.registry import track
from measures.models import Measure
from stakeholders.models import Organisation

from ..enums import (
    PAPER_TRANSITIONS,
    Budgeted,
    FinanceAnswer,
    PaperGroup,
    PaperState,
)
from .seats import seats_of

# The council has it, or had it before it was withdrawn.
SHOWN = Q(state__in=PaperState.shown) | Q(state=PaperState.WITHDRAWN, sent_at__isnull=False)

NEWEST_FIRST = (F("date").desc(nulls_last=True), "-pk")


class CouncilPaperQuerySet(SearchedQuerySet):
    def visible_to(self, user) -> "CouncilPaperQuerySet":
        """Officers see all of their authority. Others see what was sent: public papers, and the
        confidential ones of bodies they sit in on this day.

        A paper that was withdrawn after it was sent stays readable: the council has seen it. A
        paper that names a body of a member town is read there, too.
        """
        from .consultation import Consultation

        access = user.access
        stations = Consultation.objects.filter(paper=OuterRef("pk"))
        house = Q(authority__in=access.reading) | Exists(
            stations.filter(body__authority__in=access.reading)
        )
        before_my_body = Exists(stations.filter(body__in=seats_of(user)))
        return self.filter(
            Q(authority__in=access.ids(RoleKind.OFFICER))
            | SHOWN & (Q(confidential=False) & house | before_my_body)
        )

    def of_house(self, authority: LocalAuthority) -> "CouncilPaperQuerySet":
        """The authority's own papers, and those of others that come before one of its bodies."""
        from .consultation import Consultation

        stations = Consultation.objects.filter(paper=OuterRef("pk"), body__authority=authority)
        return self.filter(Q(authority=authority) | Exists(stations))

    def awaiting_document(self) -> "CouncilPaperQuerySet":
        """With the council, a body has still to meet on it, and nothing without ENTWURF was issued
        of the version that counts.
        """
        from .consultation import Consultation
        from .paper_life import PaperVersion

        this = OuterRef(OuterRef("pk")), OuterRef(OuterRef("version"))
        counts_since = PaperVersion.objects.filter(paper=this[0], number=this[1]).values("at")[:1]
        issued = IssuedDocument.objects.valid().filter(
            draft=False,
            subject_type=self.model._meta.label_lower,
            subject_id=OuterRef("pk"),
            issued_at__gte=Coalesce(Subquery(counts_since), OuterRef("sent_at")),
        )
        waiting = Consultation.objects.filter(paper=OuterRef("pk"), outcome=None)
        return self.filter(Exists(waiting), ~Exists(issued), state=PaperState.SENT)

    def by_next_sitting(self, today: dt.date | None = None) -> "CouncilPaperQuerySet":
        """Each row knows `next_day` (text, ISO) and `group`, see PaperGroup, and stands by them.

        The next day is that of the earliest station without a result.
        """
        from .consultation import Consultation

        today = today or timezone.localdate()
        stations = Consultation.objects.filter(paper=OuterRef("pk"))
        waiting = stations.filter(outcome=None).annotate(
            day=Coalesce(
                Cast("meeting__date", models.CharField()),
                Cast("date__latest", models.CharField()),
            )
        )
        days = waiting.exclude(day=None).order_by("day").values("day")[:1]
        closed = (PaperState.DONE, PaperState.WITHDRAWN)
        return self.annotate(
            next_day=Subquery(days, output_field=models.CharField()),
            group=Case(
                When(state__in=closed, then=Value(PaperGroup.CLOSED)),
                When(next_day__gte=today.isoformat(), then=Value(PaperGroup.COMING)),
                When(next_day__isnull=False, then=Value(PaperGroup.WAITING)),
                When(Exists(stations) & ~Exists(waiting), then=Value(PaperGroup.TREATED)),
                default=Value(PaperGroup.UNDATED),
                output_field=models.PositiveSmallIntegerField(),
            ),
        ).order_by("group", F("next_day").asc(nulls_last=True), *NEWEST_FIRST)


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
    # Of the version the council has; empty again once a withdrawn paper is reworked.
    sent_at = models.DateTimeField(_("versandt am"), null=True, editable=False)
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
    date = models.DateField(
        _("Datum"),
        null=True,
        blank=True,
        default=timezone.localdate,
        help_text=_("Bleibt leer, wenn es nicht bekannt ist."),
    )
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
        ordering = NEWEST_FIRST
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

    @property
    def is_shown(self) -> bool:
        """The council has it, or had it before it was withdrawn."""
        return self.state in PaperState.shown or (
            self.state == PaperState.WITHDRAWN and self.sent_at is not None
        )

    @property
    def next_states(self) -> tuple[str, ...]:
        return PAPER_TRANSITIONS[self.state]


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
    leave_out=("sent_at",),
)
