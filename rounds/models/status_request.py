from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.enums import RoleKind
from integration_portal.core.models import BaseModel
from measures.models import Measure, StatusReport
from stakeholders.models import Organisation, organisations_of

from ..enums import RequestState
from .recipient import RoundRecipient
from .reporting_round import ReportingRound


class StatusRequestQuerySet(models.QuerySet):
    def visible_to(self, user) -> "StatusRequestQuerySet":
        """Officers see all of their authority."""
        return self.filter(round__authority__in=user.access.ids(RoleKind.OFFICER))

    def asked_of(self, user) -> "StatusRequestQuerySet":
        """Those an account answers: it acts for the organisation, or its address is asked."""
        inside = self.filter(round__authority__in=user.access.inside)
        return inside.filter(
            Q(organisation__in=organisations_of(user)) | Q(recipient__email__iexact=user.email)
        )

    def waiting(self) -> "StatusRequestQuerySet":
        return self.filter(state__in=RequestState.waiting)

    def in_order(self) -> "StatusRequestQuerySet":
        return self.order_by("measure__sort_key", "pk")


class StatusRequest(BaseModel):
    """The question about one measure, and the answer on its way to becoming a report."""

    round = models.ForeignKey(ReportingRound, on_delete=models.CASCADE, related_name="requests")
    recipient = models.ForeignKey(RoundRecipient, on_delete=models.CASCADE, related_name="requests")
    measure = models.ForeignKey(
        Measure, verbose_name=_("Maßnahme"), on_delete=models.CASCADE, related_name="requests"
    )
    # The lead that is asked; none if the measure has no lead.
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("Federführung"),
        null=True,
        on_delete=models.PROTECT,
        related_name="status_requests",
    )
    state = models.CharField(
        _("Stand"), max_length=10, choices=RequestState, default=RequestState.OPEN
    )
    # What was typed, by the name of the field, unjudged; nothing of it is ever thrown away.
    draft = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)  # of the draft
    drafted_at = models.DateTimeField(_("zuletzt geschrieben am"), null=True)
    # What others typed at the same moment into the same fields, by the page it was typed in.
    others = models.JSONField(default=dict, blank=True)
    # What each open page has saved last: against that, its next saving is compared.
    written = models.JSONField(default=dict, blank=True)
    # What was handed in, word for word, whatever the officer makes of it.
    handed_in = models.JSONField(default=dict, blank=True)
    submitted_at = models.DateTimeField(_("abgegeben am"), null=True)
    submitted_by = models.CharField(_("abgegeben von"), max_length=200, blank=True)
    late = models.BooleanField(_("nach dem Schließen geschrieben"), default=False)
    report = models.OneToOneField(
        StatusReport,
        verbose_name=_("Sachstand"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="request",
    )

    objects = StatusRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anfrage nach einem Sachstand")
        verbose_name_plural = _("Anfragen nach Sachständen")
        ordering = ("pk",)
        indexes = [models.Index(fields=("round", "state"), name="request_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=("round", "measure"),
                name="request_once_in_a_round",
                violation_error_message=_(
                    "Nach dieser Maßnahme wird in der Abfrage schon gefragt."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=RequestState.handed_in) | Q(submitted_at__isnull=False),
                name="request_handed_in_has_a_time",
                violation_error_message=_("Was abgegeben ist, hat einen Zeitpunkt."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.measure)

    @property
    def state_choice(self) -> RequestState:
        return RequestState(self.state)

    @property
    def is_handed_in(self) -> bool:
        return self.state in RequestState.handed_in

    @property
    def is_waiting(self) -> bool:
        return self.state in RequestState.waiting

    @property
    def gives_files_back(self) -> bool:
        """Handed in by mistake, a file is taken back until the report counts or the round ends."""
        return self.round.is_open and self.state != RequestState.APPROVED
