from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import BaseModel, OrderedModel
from integration_portal.core.money import MoneyField
from integration_portal.core.richtext import RichTextField
from integration_portal.history.registry import track
from stakeholders.models import Body, Organisation

from ..enums import TRANSITIONS, AmendmentKind, BudgetState, EditionRoleKind, EditionStatus
from .concept import Concept
from .money import Cost, Financing, FundingApplication


class EditionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EditionQuerySet":
        """Inside the authority all; council readers and members' officers what was shown."""
        access = user.access
        return self.filter(
            Q(concept__authority__in=access.inside)
            | Q(
                concept__authority__in=access.reading | access.districts,
                status__in=EditionStatus.shown,
            )
        )

    def in_force(self) -> "EditionQuerySet":
        return self.filter(status__in=EditionStatus.in_force)


class Edition(OrderedModel):
    """One version of a concept, with a life of its own. A new one is a Fortschreibung."""

    concept = models.ForeignKey(
        Concept, verbose_name=_("Konzept"), on_delete=models.PROTECT, related_name="editions"
    )
    title = models.CharField(_("Titel"), max_length=300)
    slug = models.SlugField(_("Adresse"), max_length=60, help_text=_("Zum Beispiel: 2020"))
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
                fields=("concept", "slug"),
                name="edition_slug_once",
                violation_error_message=_("Eine Fassung mit dieser Adresse gibt es schon."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("concepts:edition", args=[self.authority.slug, self.slug])

    def siblings(self):
        return type(self).objects.filter(concept=self.concept)

    @property
    def authority(self):
        return self.concept.authority

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
    def next_statuses(self) -> tuple[str, ...]:
        """What may follow. Who rests goes back to where they came from."""
        allowed = TRANSITIONS[self.status]
        if self.status == EditionStatus.DORMANT:
            before = self.transitions.exclude(status=EditionStatus.DORMANT).last()
            allowed = ((before.status if before else EditionStatus.DRAFT), *allowed)
        return allowed


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


class EditionRole(BaseModel):
    """Who accompanies or moderates the making of an edition, from when until when."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("Fassung"), on_delete=models.CASCADE, related_name="roles"
    )
    kind = models.CharField(_("Rolle"), max_length=20, choices=EditionRoleKind)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("Organisation"),
        on_delete=models.PROTECT,
        related_name="edition_roles",
    )
    since = FuzzyDateField(_("seit"))
    until = FuzzyDateField(_("bis"))
    note = models.CharField(_("Anmerkung"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Begleitung")
        verbose_name_plural = _("Begleitungen")
        ordering = ("kind", "pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.organisation}"


class EditionCost(Cost):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="costs")

    class Meta(Cost.Meta):
        verbose_name = _("Kosten der Erarbeitung")
        verbose_name_plural = _("Kosten der Erarbeitung")


class EditionFinancing(Financing):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="financing")

    class Meta(Financing.Meta):
        verbose_name = _("Finanzierung der Erarbeitung")
        verbose_name_plural = _("Finanzierung der Erarbeitung")


class EditionFunding(FundingApplication):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="fundings")

    class Meta(FundingApplication.Meta):
        verbose_name = _("Förderantrag")
        verbose_name_plural = _("Förderanträge")


class Addressee(OrderedModel):
    """For whom the edition is written."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="addressees")
    text = models.CharField(_("Adressaten"), max_length=300)

    class Meta(OrderedModel.Meta):
        verbose_name = _("Adressatengruppe")
        verbose_name_plural = _("Adressaten")

    def __str__(self) -> str:
        return self.text

    def siblings(self):
        return type(self).objects.filter(edition=self.edition)


class Source(OrderedModel):
    """Literature and data the edition relies on."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sources")
    text = models.CharField(_("Quelle"), max_length=500)
    url = models.URLField(_("Adresse"), blank=True, max_length=500)

    class Meta(OrderedModel.Meta):
        verbose_name = _("Quelle")
        verbose_name_plural = _("Quellen")

    def __str__(self) -> str:
        return self.text

    def siblings(self):
        return type(self).objects.filter(edition=self.edition)


class RelatedPlan(OrderedModel):
    """Another plan of the authority that this one is linked with."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="related_plans")
    title = models.CharField(_("Titel"), max_length=300)
    link = models.CharField(_("Verbindung"), max_length=500, blank=True)
    url = models.URLField(_("Adresse"), blank=True, max_length=500)

    class Meta(OrderedModel.Meta):
        verbose_name = _("verwandte Planung")
        verbose_name_plural = _("verwandte Planungen")

    def __str__(self) -> str:
        return self.title

    def siblings(self):
        return type(self).objects.filter(edition=self.edition)


class InnovationBudget(BaseModel):
    """A pot that pays the start of an idea; the department decides later whether it carries on."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="innovation_budgets"
    )
    title = models.CharField(_("Titel"), max_length=200)
    amount = MoneyField(_("Betrag im Jahr"), null=True, blank=True)
    state = models.CharField(_("Stand"), max_length=20, choices=BudgetState)
    note = models.TextField(_("Anmerkung"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("Innovationsbudget")
        verbose_name_plural = _("Innovationsbudgets")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class AmendmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AmendmentQuerySet":
        return self.filter(edition__in=Edition.objects.visible_to(user))


class Amendment(BaseModel):
    """A change of an adopted plan: which thing, when, why. Its resolution, if any, points here."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("Fassung"), on_delete=models.CASCADE, related_name="amendments"
    )
    kind = models.CharField(_("Art"), max_length=10, choices=AmendmentKind)
    on = models.DateField(_("geändert am"), default=timezone.localdate)
    reason = models.TextField(_("Grund"), max_length=2000)
    subject_type = models.CharField(max_length=60, editable=False)
    subject_id = models.BigIntegerField(editable=False)
    label = models.CharField(_("Gegenstand"), max_length=300, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Änderung nach Beschluss")
        verbose_name_plural = _("Änderungen nach Beschluss")
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.label}, {self.get_kind_display()} am {self.on:%d.%m.%Y}"


track(
    Edition,
    authority="concept.authority",
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
)
