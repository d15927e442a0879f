"""How far a job is, and trying it again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from integration_portal.accounts.views.base import AuthorityMixin

from .. import rules
from ..actions.issue import retry
from ..enums import JobState
from ..models import Job


class JobMixin(AuthorityMixin):
    def get_queryset(self):
        Job.objects.mark_silent()
        jobs = Job.objects.visible_to(self.request.user).filter(authority=self.authority)
        return jobs.select_related("authority", "result__authority")


class JobView(JobMixin, DetailView):
    """The page asks again by itself; without scripts a link does."""

    template_name = "documents/job.html"

    def get_template_names(self) -> list[str]:
        return ["components/job.html"] if self.request.htmx else [self.template_name]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.object.subject_label,
            job=self.progress(self.object),
            documents_url=reverse("reports:documents", args=[self.authority.slug]),
            **kwargs,
        )

    def progress(self, job: Job) -> dict[str, object]:
        """What `components/job.html` shows."""
        return {
            "state": job.state,
            "phase": self.phase(job),
            "percent": job.percent if job.state == JobState.RUNNING else None,
            "error": job.error,
            "url": job.get_absolute_url(),
            "result_url": job.result.get_absolute_url() if job.result else "",
            "result_label": _("Dokument herunterladen"),
            "warning": self.warning(job),
            "preview_url": job.result.get_preview_url() if job.result else "",
            "retry_url": self.retry_url(job),
        }

    def phase(self, job: Job) -> str:
        if job.waits_long:
            return _(
                "Wartet seit über einer Minute. Vermutlich läuft der Arbeitsprozess nicht; bitte "
                "geben Sie der technischen Betreuung Bescheid."
            )
        return job.phase or _("Wartet auf einen freien Platz")

    def warning(self, job: Job) -> str:
        """What the issuer should know before the paper goes out."""
        if job.result is None or not job.result.unset:
            return ""
        return _(
            "Diese Zeichen kann die Datei nicht darstellen: %(signs)s. An ihrer Stelle steht „▯“. "
            "Es ging nichts verloren. Schreiben Sie es im Text anders, zum Beispiel in "
            "lateinischer Schrift, und geben Sie das Dokument dann noch einmal aus."
        ) % {"signs": " ".join(job.result.unset)}

    def retry_url(self, job: Job) -> str:
        if not rules.can_retry(self.request.user, job):
            return ""
        return reverse("documents:job_retry", args=[self.authority.slug, job.pk])


class JobRetryView(JobMixin, View):
    http_method_names = ["post", "options"]

    def post(self, request, **kwargs):
        job = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
        if not rules.can_retry(request.user, job):
            raise PermissionDenied
        try:
            retry(job=job, by=request.user)
        except ValidationError as error:
            messages.error(request, error.message)
        return redirect(job)
