"""/<authority>/massnahmen/<measure>/sachstand/"""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import ListView, View

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.core.files import send
from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.editing.views import CreateView, DeleteView, EditView

from .. import rules
from ..actions.status_reports import remove_report
from ..enums import ReportSource
from ..forms import StatusReportForm
from ..models import Measure, ReportAttachment, StatusReport
from .measures import MeasureMixin


class ReportList(AuthorityMixin, MeasureMixin, ListView):
    """All that was ever said about one measure, the newest first."""

    template_name = "measures/reports.html"
    context_object_name = "reports"
    paginate_by = 20

    def get_queryset(self):
        self.measure = get_object_or_404(super().get_queryset(), pk=self.kwargs["measure"])
        return (
            self.measure.reports.visible_to(self.request.user)
            .select_related("by")
            .prefetch_related("attachments")
        )

    def get_context_data(self, **kwargs):
        user, measure = self.request.user, self.measure
        return super().get_context_data(
            title=_("Sachstände: %(measure)s") % {"measure": measure},
            measure=measure,
            may_update=rules.can_update_progress(user, measure),
            may_correct=rules.can_correct_reports(user, measure),
            reads_notes=rules.can_read_notes(user, measure),
            **kwargs,
        )


class ReportFile(AuthorityMixin, View):
    """An attachment, for whoever reads its report."""

    def get(self, request, **kwargs) -> FileResponse:
        visible = ReportAttachment.objects.visible_to(request.user).filter(
            report=kwargs["report"],
            report__measure=kwargs["measure"],
            report__measure__edition__authority=self.authority,
        )
        attachment = get_object_or_404(visible, pk=kwargs["pk"])
        try:
            return send(attachment.file)
        except FileNotFoundError as error:
            raise Http404(_("Diese Datei ist nicht mehr da.")) from error


class ReportMixin:
    model = StatusReport
    form_class = StatusReportForm

    def get_queryset(self):
        return (
            StatusReport.objects.visible_to(self.request.user)
            .filter(
                measure=self.kwargs["measure"],
                measure__edition__authority=self.authority,
            )
            .select_related("measure__edition__authority", "measure__last_report")
        )

    def get_success_url(self, thing: StatusReport | None = None) -> str:
        measure = thing.measure if thing else self.thing.measure
        return measure.get_absolute_url()

    def get_cancel_url(self) -> str:
        return self.thing.measure.get_absolute_url()


class ReportFormMixin(ReportMixin):
    template_name = "measures/report_form.html"

    def get_saved_message(self, thing: StatusReport) -> str:
        return _("Der Sachstand vom %(day)s zu „%(measure)s“ ist gespeichert.") % {
            "day": thing.on,
            "measure": str(thing.measure)[:120],
        }


class ReportCreate(ReportFormMixin, CreateView):
    """A short dated report: the only way to change a status."""

    def new_thing(self) -> StatusReport:
        user = self.request.user
        measures = Measure.objects.visible_to(user).of_authority(self.authority)
        measure = get_object_or_404(
            measures.select_related("edition__authority", "last_report"),
            pk=self.kwargs["measure"],
        )
        if not rules.can_update_progress(user, measure):
            raise PermissionDenied
        officer = rules.is_officer(user, self.authority)
        return StatusReport(
            measure=measure,
            by=user,
            on=FuzzyDate.on(timezone.localdate()),
            status=measure.last_report.status if measure.last_report else "",
            source=ReportSource.OFFICER if officer else ReportSource.CONTRIBUTOR,
        )

    def get_title(self) -> str:
        return _("Sachstand eintragen: %(measure)s") % {"measure": self.thing.measure}


class ReportEdit(ReportFormMixin, EditView):
    thing_rules = (rules.can_correct_report,)

    def get_title(self) -> str:
        return _("Sachstand vom %(day)s berichtigen") % {"day": self.thing.on}


class ReportDelete(ReportMixin, DeleteView):
    thing_rules = (rules.can_correct_report,)
    action = staticmethod(remove_report)
