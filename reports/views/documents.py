"""/<authority>/dokumente/"""

from datetime import timedelta
from functools import cached_property

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import ListView

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.documents.enums import JobState
from integration_portal.documents.models import IssuedDocument, Job
from integration_portal.documents.rules import can_issue

from ..filters import DocumentFilter
from ..rules import can_make_paper

FAILED_SHOWN = timedelta(days=2)  # how long a failed job stays on the page
JOBS_SHOWN = 10


class DocumentList(AuthorityMixin, ListView):
    """Which paper did the council see?"""

    template_name = "reports/documents.html"
    paginate_by = 25

    def get(self, request, *args, **kwargs):
        if request.htmx:
            return self.jobs_again()
        return super().get(request, *args, **kwargs)

    def jobs_again(self) -> HttpResponse:
        """What the jobs on top ask for every other second; once none is left, the whole page."""
        context = {"jobs": self.jobs, "authority": self.authority, "going_on": self.going_on}
        response = render(self.request, "reports/documents/jobs.html", context)
        if not self.going_on:
            response["HX-Refresh"] = "true"
        return response

    @cached_property
    def jobs(self) -> list[Job]:
        """Those under way, and those that failed lately and were not tried again."""
        if not can_issue(self.request.user, self.authority):
            return []
        Job.objects.mark_silent()
        lately = Q(state=JobState.FAILED, finished_at__gte=timezone.now() - FAILED_SHOWN)
        jobs = Job.objects.visible_to(self.request.user).filter(authority=self.authority)
        shown = jobs.filter(Q(state__in=JobState.going_on) | lately)
        return list(shown.select_related("authority")[:JOBS_SHOWN])

    @property
    def going_on(self) -> bool:
        return any(job.is_going_on for job in self.jobs)

    @cached_property
    def visible(self) -> QuerySet:
        return IssuedDocument.objects.visible_to(self.request.user).filter(authority=self.authority)

    @cached_property
    def filter(self) -> DocumentFilter:
        return DocumentFilter(self.request.GET, queryset=self.visible)

    def get_queryset(self):
        rows = self.filter.qs if self.filter.form.is_valid() else self.visible
        return rows.select_related("authority", "issued_by").defer("data")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            title=_("Dokumente"),
            filter=self.filter,
            total=self.visible.count(),
            jobs=self.jobs,
            going_on=self.going_on,
            may_issue=can_issue(self.request.user, self.authority),
            **kwargs,
        )
        for document in context["page_obj"]:
            document.becomes_paper = can_make_paper(self.request.user, document)
        return context
