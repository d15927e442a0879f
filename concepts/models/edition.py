from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import In
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core import fuzzy
from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import BaseModel, OrderedModel
from integration_portal.core.richtext import RichTextField
from integration_portal.history.registry import track
from stakeholders.models import Body

from ..enums import TRANSITIONS, EditionStatus
from .concept import Concept

# Second path segments of the portal's own pages; an edition's address may not hide them.
RESERVED_SLUGS = ("anlegen", "konzepte", "strategische-ziele", "neu", "suche")


def was_shown() -> Q:
    """What the council was shown; resting or superseded, what it was shown before that.

    An edition closed without any earlier step is an old one that was never a draft here: shown too.
    """
    steps = EditionTransition.objects.filter(edition=OuterRef("pk"))
    before = steps.exclude(status__in=EditionStatus.closed).order_by("-at", "-pk").values("status")
    last = Coalesce(Subquery(before[:1]), Value(EditionStatus.PUBLISHED.value))
    return Q(status__in=EditionStatus.shown) | Q(
        In(last, EditionStatus.shown), status__in=EditionStatus.closed
    )


class EditionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EditionQuerySet":
        """Inside the authority all; council readers and members' officers what was shown."""
        access = user.access
        readable = Q(authority__in=access.inside)
        # Not asked of those who have no such place: it is the longer part of every such query.
        if outside := access.visible - access.inside:
            readable |= Q(authority__in=outside) & was_shown()
        return self.filter(readable)

    def in_force(self) -> "EditionQuerySet":
        return self.filter(status__in=EditionStatus.in_force)


class PartQuerySet(models.QuerySet):
    """Parts of an edition are read by whoever reads the edition."""

    path = "edition"

    def visible_to(self, user) -> "PartQuerySet":
        return self.filter(**{f"{self.path}__in": Edition.objects.visible_to(user)})


class Edition(OrderedModel):
    """One version of a concept, with a life of its own. A new one is a Fortschreibung."""

    concept = models.ForeignKey(
        Concept, verbose_name=_("Konzept"), on_delete=models.PROTECT, related_name="editions"
    )
    # The concept's, kept here because an edition's address is unique within the authority.
    authority = models.ForeignKey(
        LocalAuthority,
        verbose_name=_("Kommune"),
        on_delete=models.PROTECT,
        related_name="editions",
        editable=False,
    )
    title = models.CharField(_("Titel"), max_length=300)
    slug = models.SlugField(
        _("Adresse"),
        max_length=60,
        help_text=_("Steht in der Adresszeile, zum Beispiel: 2020. Links bleiben daran hängen."),
    )
    subtitle = models.CharField(_("Untertitel"), max_length=300, blank=True)
    status = models.CharField(
        _("Stand"),
        max_length=20,
        choices=EditionStatus,
        default=EditionStatus.DRAFT,
        editable=False,
    )
    status_on = FuzzyDateField(_("Stand seit"), editable=False)
    published = FuzzyDateField(_("erschienen"))
    period_start = FuzzyDateField(_("gilt ab"))
    period_end = FuzzyDateField(_("gilt bis"))
    summary = RichTextField(_("Kurzfassung"))
    predecessors = models.ManyToManyField(
        "self",
        verbose_name=_("Vorläufer"),
        symmetrical=False,
        related_name="successors",
        blank=True,
    )
    steering_group = models.ForeignKey(
        Body,
        verbose_name=_("Steuerungsgruppe"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="steered_editions",
    )
    adopted_at = models.DateTimeField(
        _("Beschlussstand festgehalten am"), null=True, editable=False
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fassung")
        verbose_name_plural = _("Fassungen")
        ordering = ("-position", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("authority", "slug"),
                name="edition_slug_once",
                violation_error_message=_("Eine Fassung mit dieser Adresse gibt es schon."),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS),
                name="edition_slug_not_reserved",
                violation_error_message=_("Diese Adresse braucht das Portal selbst."),
            ),
            fuzzy.ends_after_it_starts(
                "edition_period_in_order",
                start="period_start",
                end="period_end",
                message=_("Das Ende des Zeitraums liegt vor seinem Beginn."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        self.authority_id = self.concept.authority_id
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("concepts:edition", args=[self.authority.slug, self.slug])

    def siblings(self):
        return type(self).objects.filter(concept=self.concept)

    @property
    def tone(self) -> str:
        return EditionStatus(self.status).tone

    @property
    def is_open(self) -> bool:
        """Free to be edited, as a draft is."""
        return self.status in EditionStatus.open

    @property
    def is_amendable(self) -> bool:
        """Its plan changes only by an amendment with date and reason."""
        return self.status in EditionStatus.in_force

    @property
    def is_closed(self) -> bool:
        """Dormant or superseded: its plan does not change any more."""
        return self.status in EditionStatus.closed

    @property
    def is_shown(self) -> bool:
        """Whether the council's readers may read it. One query if it rests or was superseded."""
        if self.is_closed:
            return type(self).objects.filter(was_shown(), pk=self.pk).exists()
        return self.status in EditionStatus.shown

    @property
    def next_statuses(self) -> tuple[str, ...]:
        """What may follow. Who rests goes back to where they came from."""
        allowed = TRANSITIONS[self.status]
        if self.status == EditionStatus.DORMANT:
            before = self.transitions.exclude(status=EditionStatus.DORMANT).last()
            allowed = ((before.status if before else EditionStatus.DRAFT), *allowed)
        return tuple(allowed)

    @property
    def period(self) -> str:
        return fuzzy.period(self.period_start, self.period_end)

    @property
    def frozen_as(self) -> str:
        """What the state kept when it came into force is called. One query."""
        steps = self.transitions.filter(status__in=EditionStatus.in_force)
        first = steps.values_list("status", flat=True).first()
        if first == EditionStatus.PUBLISHED:
            return str(_("Stand bei Veröffentlichung"))
        return str(_("Stand bei Beschluss"))


class EditionTransition(BaseModel):
    """One step in the life of an edition. The last one is its status."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("Fassung"), on_delete=models.CASCADE, related_name="transitions"
    )
    status = models.CharField(_("Stand"), max_length=20, choices=EditionStatus)
    on = FuzzyDateField(_("seit"))
    note = models.CharField(_("Anmerkung"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Schritt")
        verbose_name_plural = _("Schritte")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.on or ''}".strip()

    @property
    def tone(self) -> str:
        return EditionStatus(self.status).tone


track(
    Edition,
    authority="authority",
    context="",
    many=("predecessors",),
    rows=(
        "roles",
        "costs",
        "financing",
        "fundings",
        "addressees",
        "related_plans",
        "innovation_budgets",
        "sources",
    ),
    leave_out=("authority",),
)
