import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.fuzzy import FuzzyDateField, ends_after_it_starts
from integration_portal.core.models import BaseModel, SortKeyField
from integration_portal.core.text import fold, sort_key
from integration_portal.history.registry import track

from ..enums import BodyKind, MembershipRole
from .organisation import (
    Organisation,
    StakeholderQuerySet,
    refuse_circle,
    refuse_strangers,
)
from .person import Person


class BodyQuerySet(StakeholderQuerySet):
    def for_papers_of(self, authority: LocalAuthority) -> "BodyQuerySet":
        """Bodies a Beratungsfolge may name: the authority's own and those of its members."""
        return self.filter(Q(authority=authority) | Q(authority__parent=authority))


class Body(BaseModel):
    """A council, committee, board, steering group or round table."""

    authority = models.ForeignKey(
        LocalAuthority, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="bodies"
    )
    name = models.CharField(_("Name"), max_length=200)
    short_name = models.CharField(
        _("Kurzname"), max_length=30, blank=True, help_text=_("Zum Beispiel: BSV")
    )
    kind = models.CharField(_("Art"), max_length=30, choices=BodyKind)
    public = models.BooleanField(_("tagt in der Regel öffentlich"), default=False)
    rhythm = models.CharField(
        _("Turnus"), max_length=120, blank=True, help_text=_("Zum Beispiel: dreimal im Jahr")
    )
    office = models.ForeignKey(
        Organisation,
        verbose_name=_("Geschäftsführung"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="run_bodies",
    )
    succeeds = models.ForeignKey(
        "self",
        verbose_name=_("folgt auf"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="successors",
    )
    since = FuzzyDateField(_("besteht seit"))
    until = FuzzyDateField(_("bestand bis"))
    note = models.TextField(_("Aufgabe und Anmerkungen"), blank=True, max_length=4000)
    sort_key = SortKeyField()
    search_text = models.TextField(editable=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gremium")
        verbose_name_plural = _("Gremien")
        ordering = ("sort_key", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("authority", "name"),
                name="body_name_once",
                violation_error_message=_("Ein Gremium mit diesem Namen gibt es schon."),
            ),
            models.CheckConstraint(
                condition=Q(succeeds=None) | ~Q(succeeds=F("id")),
                name="body_not_its_own_successor",
                violation_error_message=_("Ein Gremium kann nicht auf sich selbst folgen."),
            ),
            ends_after_it_starts("body_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.name)
        self.search_text = fold(f"{self.name} {self.short_name}")
        super().save(*args, **kwargs)

    def clean(self):
        refuse_strangers(self, self.authority_id, "office", "succeeds")
        refuse_circle(self, "succeeds", _("Ein Gremium kann nicht auf sich selbst folgen."))

    @staticmethod
    def still_there(day: dt.date) -> Q:
        return Q(until=None) | Q(until__latest__gte=day)

    def get_absolute_url(self) -> str:
        return reverse("stakeholders:body", args=[self.authority.slug, self.pk])

    def has_ended(self, on: dt.date) -> bool:
        return self.until is not None and self.until.is_past(on)


class MembershipQuerySet(models.QuerySet):
    def visible_to(self, user) -> "MembershipQuerySet":
        return self.filter(body__authority__in=user.access.reading)

    def on(self, day: dt.date) -> "MembershipQuerySet":
        """Those that hold on the day; an unknown beginning or end counts as holding."""
        return self.filter(
            Q(since=None) | Q(since__earliest__lte=day), Q(until=None) | Q(until__latest__gte=day)
        )


class Membership(BaseModel):
    """Who belongs to a body, from when until when. It gives no rights: see Representation."""

    body = models.ForeignKey(
        Body, verbose_name=_("Gremium"), on_delete=models.CASCADE, related_name="memberships"
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("Person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("Organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(
        _("Rolle"), max_length=20, choices=MembershipRole, default=MembershipRole.MEMBER
    )
    since = FuzzyDateField(_("seit"))
    until = FuzzyDateField(_("bis"))

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitgliedschaft")
        verbose_name_plural = _("Mitgliedschaften")
        ordering = ("body__sort_key", "role", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organisation__isnull=False),
                name="membership_has_a_member",
                violation_error_message=_("Nennen Sie eine Person oder eine Organisation."),
            ),
            ends_after_it_starts("membership_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.organisation}, {self.get_role_display()}"

    def clean(self):
        if self.body_id:
            refuse_strangers(self, self.body.authority_id, "person", "organisation")


track(Body, authority="authority", rows=("memberships",))
