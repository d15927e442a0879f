import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import BaseModel
from integration_portal.history.registry import track

from .body import Body
from .organisation import Organisation


class RepresentationQuerySet(models.QuerySet):
    def on(self, day: dt.date | None = None) -> "RepresentationQuerySet":
        day = day or timezone.localdate()
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))


class Representation(BaseModel):
    """For whom a user acts: an organisation that reports on measures, or a body they sit in."""

    # That of the organisation or body, kept here so that every list finds it in one step.
    authority = models.ForeignKey(
        LocalAuthority,
        verbose_name=_("Kommune"),
        on_delete=models.CASCADE,
        related_name="representations",
        editable=False,
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Konto"),
        on_delete=models.CASCADE,
        related_name="representations",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("Organisation"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="representations",
    )
    body = models.ForeignKey(
        Body,
        verbose_name=_("Gremium"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="representations",
    )
    since = models.DateField(_("seit"), null=True, blank=True)
    until = models.DateField(_("bis"), null=True, blank=True)

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vertretung")
        verbose_name_plural = _("Vertretungen")
        ordering = ("-since", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, body=None)
                | Q(organisation=None, body__isnull=False),
                name="representation_of_one",
                violation_error_message=_(
                    "Nennen Sie entweder eine Organisation oder ein Gremium."
                ),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="representation_ends_after_it_starts",
                violation_error_message=_("Das Ende liegt vor dem Beginn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} für {self.organisation or self.body}"

    def save(self, *args, **kwargs):
        if represented := self.organisation or self.body:
            self.authority_id = represented.authority_id
        super().save(*args, **kwargs)

    def clean(self):
        represented = self.organisation or self.body
        if represented is None or not self.user_id:
            return
        if not self.user.roles.filter(authority=represented.authority_id).exists():
            raise ValidationError({"user": _("Dieses Konto hat in der Kommune noch keine Rolle.")})


def organisations_of(user, on: dt.date | None = None) -> frozenset[int]:
    """Organisations the user acts for on the day, where the user still has a role."""
    return frozenset(
        user.representations.on(on)
        .filter(organisation__authority__in=user.access.reading)
        .values_list("organisation_id", flat=True)
    )


def bodies_of(user, on: dt.date | None = None) -> frozenset[int]:
    """Bodies the user sits in on the day, where the user still has a role."""
    return frozenset(
        user.representations.on(on)
        .filter(body__authority__in=user.access.reading)
        .values_list("body_id", flat=True)
    )


track(Representation, authority="authority")
