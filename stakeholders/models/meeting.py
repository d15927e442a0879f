import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import BaseModel
from integration_portal.history.registry import track

from ..enums import MeetingState
from .body import Body
from .organisation import refuse_strangers


class LegislativeTermQuerySet(models.QuerySet):
    def visible_to(self, user) -> "LegislativeTermQuerySet":
        return self.filter(authority__in=user.access.reading)

    def on(self, day: dt.date) -> "LegislativeTermQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class LegislativeTerm(BaseModel):
    """The years a council is elected for."""

    authority = models.ForeignKey(
        LocalAuthority, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="terms"
    )
    name = models.CharField(_("Name"), max_length=100)
    starts_on = models.DateField(_("Beginn"))
    ends_on = models.DateField(_("Ende"), null=True, blank=True)

    objects = LegislativeTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("Wahlperiode")
        verbose_name_plural = _("Wahlperioden")
        ordering = ("-starts_on",)
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="term_ends_after_it_starts",
                violation_error_message=_("Das Ende liegt vor dem Beginn."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user) -> "MeetingQuerySet":
        return self.filter(body__authority__in=user.access.reading)

    def upcoming(self, on: dt.date | None = None) -> "MeetingQuerySet":
        """From the day on (today), next first, without those that were cancelled."""
        return (
            self.filter(date__gte=on or timezone.localdate())
            .exclude(state=MeetingState.CANCELLED)
            .order_by("date", F("time").asc(nulls_last=True), "pk")
        )

    def past(self, on: dt.date | None = None) -> "MeetingQuerySet":
        return self.filter(date__lt=on or timezone.localdate()).order_by(
            "-date", F("time").desc(nulls_last=True), "-pk"
        )


class Meeting(BaseModel):
    """A sitting of a body. Its hour is often unknown when the day is set."""

    body = models.ForeignKey(
        Body, verbose_name=_("Gremium"), on_delete=models.PROTECT, related_name="meetings"
    )
    term = models.ForeignKey(
        LegislativeTerm,
        verbose_name=_("Wahlperiode"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meetings",
    )
    date = models.DateField(_("Tag"))
    time = models.TimeField(_("Uhrzeit"), null=True, blank=True)
    place = models.CharField(_("Ort"), max_length=200, blank=True)
    public = models.BooleanField(_("öffentlich"), default=True)
    state = models.CharField(
        _("Stand"), max_length=10, choices=MeetingState, default=MeetingState.PLANNED
    )
    papers_due_on = models.DateField(
        _("Versand der Unterlagen"),
        null=True,
        blank=True,
        help_text=_("Bis dahin braucht man alle Vorlagen."),
    )
    note = models.TextField(_("Anmerkung"), blank=True, max_length=2000)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sitzung")
        verbose_name_plural = _("Sitzungen")
        ordering = ("-date", F("time").desc(nulls_last=True), "-pk")
        indexes = [models.Index(fields=("body", "date"), name="meeting_by_date")]

    def __str__(self) -> str:
        return f"{self.body.short_name or self.body.name}, {self.date:%d.%m.%Y}"

    def clean(self):
        if self.body_id and self.term_id:
            refuse_strangers(self, self.body.authority_id, "term")

    def get_absolute_url(self) -> str:
        return reverse("council:meeting", args=[self.body.authority.slug, self.pk])


class MeetingMove(BaseModel):
    """A change of date. The old day and the reason stay readable for ever."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("Sitzung"), on_delete=models.CASCADE, related_name="moves"
    )
    from_date = models.DateField(_("von"))
    to_date = models.DateField(_("auf"))
    reason = models.CharField(_("Grund"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("durch"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("eingetragen am"), default=timezone.now)

    class Meta:
        verbose_name = _("Terminänderung")
        verbose_name_plural = _("Terminänderungen")
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_date=F("to_date")),
                name="meeting_move_moves",
                violation_error_message=_("Das neue Datum ist das alte."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_date:%d.%m.%Y} → {self.to_date:%d.%m.%Y}"


track(LegislativeTerm, authority="authority")
track(Meeting, authority="body.authority", context="body", rows=("moves",))
