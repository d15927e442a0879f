import datetime as dt

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concepts.models import Amendment, Edition
from integration_portal.accounts.enums import RoleKind
from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import BaseModel, SearchedQuerySet
from integration_portal.core.text import fold
from integration_portal.history.registry import track
from stakeholders.models import Body, Organisation

from .consultation import Outcome
from .seats import seats_of


class ResolutionQuerySet(SearchedQuerySet):
    def visible_to(self, user) -> "ResolutionQuerySet":
        """Officers all; others the public ones, and those of a body they sit in today."""
        access = user.access
        return self.filter(
            Q(authority__in=access.ids(RoleKind.OFFICER))
            | Q(public=True)
            & (Q(authority__in=access.reading) | Q(body__authority__in=access.reading))
            | Q(body__in=seats_of(user))
        )

    def of_house(self, authority: LocalAuthority) -> "ResolutionQuerySet":
        """The authority's own, and those of its bodies on papers of others."""
        return self.filter(Q(authority=authority) | Q(body__authority=authority))

    def with_outcome_shown(self, user) -> "ResolutionQuerySet":
        """Each row knows `outcome_shown`: it stands on a result, and the user may see that.

        Officers may publish a resolution on a paper that stays closed: its wording is public then,
        what happened in the sitting (result, votes, deviation) is not.
        """
        seen = Outcome.objects.visible_to(user).filter(pk=OuterRef("outcome"))
        return self.annotate(outcome_shown=Exists(seen))


class Resolution(BaseModel):
    """What a body resolved. It usually stands on an outcome; an old one may stand alone."""

    authority = models.ForeignKey(
        LocalAuthority,
        verbose_name=_("Kommune"),
        on_delete=models.PROTECT,
        related_name="resolutions",
    )
    outcome = models.OneToOneField(
        Outcome,
        verbose_name=_("Beratungsergebnis"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="resolution",
    )
    body = models.ForeignKey(
        Body, verbose_name=_("Gremium"), on_delete=models.PROTECT, related_name="resolutions"
    )
    on = FuzzyDateField(_("beschlossen am"))
    title = models.CharField(_("Gegenstand"), max_length=500)
    wording = models.TextField(_("Wortlaut"), blank=True, max_length=10_000)
    public = models.BooleanField(_("öffentlich"), default=False)
    amendments = models.ManyToManyField(
        Amendment,
        verbose_name=_("Änderungen nach Beschluss"),
        blank=True,
        related_name="resolutions",
    )
    search_text = models.TextField(editable=False, default="")

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beschluss")
        verbose_name_plural = _("Beschlüsse")
        ordering = (F("on").desc(nulls_last=True), "-pk")

    def __str__(self) -> str:
        return f"{self.body}, {self.on or _('Datum unbekannt')}: {self.title}"

    def save(self, *args, **kwargs):
        self.search_text = fold(f"{self.title} {self.wording}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("council:resolution", args=[self.authority.slug, self.pk])


class EditionResolutionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EditionResolutionQuerySet":
        return self.filter(resolution__in=Resolution.objects.visible_to(user))


class EditionResolution(BaseModel):
    """By which resolution an edition was adopted or noted."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="resolutions")
    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="editions")

    objects = EditionResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beschluss über eine Fassung")
        verbose_name_plural = _("Beschlüsse über Fassungen")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("edition", "resolution"), name="edition_resolution_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.resolution)


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user) -> "FollowUpQuerySet":
        return self.filter(resolution__in=Resolution.objects.visible_to(user))

    def open(self) -> "FollowUpQuerySet":
        return self.filter(done_on=None)

    def overdue(self, on: dt.date | None = None) -> "FollowUpQuerySet":
        return self.open().filter(due_on__lt=on or timezone.localdate())


class FollowUp(BaseModel):
    """A dated duty from a resolution: "report back in six months"."""

    resolution = models.ForeignKey(
        Resolution, verbose_name=_("Beschluss"), on_delete=models.CASCADE, related_name="follow_ups"
    )
    text = models.CharField(_("Auftrag"), max_length=500)
    due_on = models.DateField(_("bis"))
    responsible = models.ForeignKey(
        Organisation,
        verbose_name=_("verantwortlich"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="follow_ups",
    )
    done_on = models.DateField(_("erledigt am"), null=True, blank=True)
    note = models.CharField(_("Anmerkung"), max_length=500, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("Auftrag")
        verbose_name_plural = _("Aufträge")
        ordering = (F("done_on").asc(nulls_first=True), "due_on", "pk")

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.resolution.get_absolute_url()}#auftrag-{self.pk}"

    @property
    def is_overdue(self) -> bool:
        return self.done_on is None and self.due_on < timezone.localdate()


track(Resolution, authority="authority", many=("amendments",), rows=("follow_ups",))
