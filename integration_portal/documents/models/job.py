from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.enums import RoleKind
from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import BaseModel

from ..enums import JobState
from .issued_document import IssuedDocument, new_token

SILENCE = timedelta(minutes=1)
PRESSED_TWICE = timedelta(seconds=5)  # after that a second press means it


class JobQuerySet(models.QuerySet):
    def visible_to(self, user) -> "JobQuerySet":
        """Officers see the jobs of their authority."""
        return self.filter(authority__in=user.access.ids(RoleKind.OFFICER))

    def going_on(self) -> "JobQuerySet":
        return self.filter(state__in=JobState.going_on)

    def of(self, subject: models.Model) -> "JobQuerySet":
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def asked_just_now(self, by) -> "JobQuerySet":
        """Theirs that have not read their data yet, or were asked for in the same breath."""
        fresh = Q(queued_at__gt=timezone.now() - PRESSED_TWICE, state=JobState.RUNNING)
        return self.filter(Q(state=JobState.QUEUED) | fresh, requested_by=by)

    def silent(self, now=None) -> "JobQuerySet":
        """Running by their own account, but without a sign of life for a minute."""
        return self.filter(
            state=JobState.RUNNING, heartbeat_at__lt=(now or timezone.now()) - SILENCE
        )

    def mark_silent(self) -> int:
        """Call before jobs are shown: what fell silent has failed. Returns how many."""
        silent = self.silent()
        if not silent.exists():
            return 0
        return silent.update(
            state=JobState.FAILED,
            finished_at=timezone.now(),
            error=gettext(
                "Der Auftrag ist abgebrochen: Seit einer Minute kam kein Lebenszeichen. Früher "
                "ausgegebene Dokumente sind unverändert. Sie können es erneut versuchen."
            ),
        )


class Job(BaseModel):
    """Long work with a phase, progress, heartbeat and error. Silent for a minute means failed."""

    authority = models.ForeignKey(
        LocalAuthority, verbose_name=_("Kommune"), on_delete=models.CASCADE, related_name="jobs"
    )
    kind = models.CharField(_("Art"), max_length=40)
    subject_label = models.CharField(_("Gegenstand"), max_length=300)
    subject_type = models.CharField(_("Art des Gegenstands"), max_length=80)
    subject_id = models.BigIntegerField(_("Nummer des Gegenstands"))
    options = models.JSONField(_("Einstellungen"), default=dict, blank=True)
    state = models.CharField(_("Stand"), max_length=20, choices=JobState, default=JobState.QUEUED)
    phase = models.CharField(_("Phase"), max_length=200, blank=True)
    done = models.PositiveIntegerField(_("erledigt"), default=0)
    total = models.PositiveIntegerField(_("insgesamt"), default=0)
    error = models.TextField(_("Fehler"), blank=True)
    # Each run counts up: a worker that was given up for dead cannot finish another one's run.
    attempt = models.PositiveIntegerField(_("Versuch"), default=0)
    token = models.CharField(max_length=32, default=new_token, unique=True, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("beauftragt von"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    queued_at = models.DateTimeField(_("beauftragt am"), default=timezone.now)
    started_at = models.DateTimeField(_("begonnen am"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("letztes Lebenszeichen"), null=True, blank=True)
    finished_at = models.DateTimeField(_("beendet am"), null=True, blank=True)
    result = models.OneToOneField(
        IssuedDocument,
        verbose_name=_("Ergebnis"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="job",
    )

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("Auftrag")
        verbose_name_plural = _("Aufträge")
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=("authority", "-created_at", "-id"), name="job_by_authority"),
            models.Index(fields=("state", "heartbeat_at"), name="job_by_heartbeat"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=JobState.DONE, result__isnull=False)
                | (~Q(state=JobState.DONE) & Q(result=None)),
                name="job_done_with_result",
                violation_error_message=_("Ein fertiger Auftrag hat ein Ergebnis."),
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING) | Q(heartbeat_at__isnull=False),
                name="job_running_gives_signs",
                violation_error_message=_("Ein laufender Auftrag gibt Lebenszeichen."),
            ),
        ]

    def __str__(self) -> str:
        return self.subject_label

    def get_absolute_url(self) -> str:
        return reverse("documents:job", args=[self.authority.slug, self.pk])

    @property
    def is_going_on(self) -> bool:
        return self.state in JobState.going_on

    @property
    def percent(self) -> int:
        """Progress for a bar, 0 to 100."""
        if self.state == JobState.DONE:
            return 100
        return min(self.done * 100 // self.total, 99) if self.total else 0

    @property
    def waits_long(self) -> bool:
        """Queued for more than a minute: perhaps no worker runs."""
        return self.state == JobState.QUEUED and timezone.now() - self.queued_at > SILENCE
