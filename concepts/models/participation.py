from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import OrderedModel
from integration_portal.history.registry import track
from stakeholders.models import Organisation

from ..enums import EventKind
from .edition import Edition, PartQuerySet
from .field import FieldOfAction


class ParticipationEvent(OrderedModel):
    """How people took part in the making of an edition: when, who, what for, what came out."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("Fassung"), on_delete=models.CASCADE, related_name="events"
    )
    kind = models.CharField(_("Format"), max_length=20, choices=EventKind)
    title = models.CharField(_("Titel"), max_length=300)
    date = FuzzyDateField(_("wann"))
    place = models.CharField(_("wo"), max_length=200, blank=True)
    rhythm = models.CharField(_("Turnus"), max_length=120, blank=True)
    field = models.ForeignKey(
        FieldOfAction,
        verbose_name=_("Handlungsfeld"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
    )
    invited = models.PositiveIntegerField(_("eingeladen"), null=True, blank=True)
    attended = models.PositiveIntegerField(_("teilgenommen"), null=True, blank=True)
    numbers_about = models.BooleanField(_("Zahlen sind ungefähr"), default=False)
    who = models.CharField(_("Beteiligte"), max_length=500, blank=True)
    languages = models.CharField(_("Sprachen"), max_length=200, blank=True)
    objective = models.TextField(_("Ziel"), blank=True, max_length=2000)
    result = models.TextField(_("Ergebnis"), blank=True, max_length=4000)
    organisations = models.ManyToManyField(
        Organisation, verbose_name=_("Organisationen"), blank=True, related_name="events"
    )

    objects = PartQuerySet.as_manager()

    class Meta(OrderedModel.Meta):
        verbose_name = _("Beteiligungsformat")
        verbose_name_plural = _("Beteiligungsformate")
        constraints = [
            models.CheckConstraint(
                condition=Q(invited=None) | Q(invited__lte=10_000_000),
                name="event_invited_plausible",
                violation_error_message=_(
                    "So viele Menschen können nicht eingeladen gewesen sein."
                ),
            ),
            models.CheckConstraint(
                condition=Q(attended=None) | Q(attended__lte=10_000_000),
                name="event_attended_plausible",
                violation_error_message=_("So viele Menschen können nicht teilgenommen haben."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.edition.get_absolute_url()}#participationevent-{self.pk}"

    def siblings(self):
        return type(self).objects.filter(edition=self.edition)


track(
    ParticipationEvent,
    authority="edition.concept.authority",
    context="edition",
    many=("organisations",),
)
