"""A dated report. It alone changes the status of a measure."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.editing.forms import AggregateForm

from ..actions.status_reports import report_status
from ..models import StatusReport


class StatusReportForm(AggregateForm):
    """A dated report. It alone changes the status of a measure."""

    class Meta:
        model = StatusReport
        fields = ("on", "status", "text", "next_steps")

    @staticmethod
    def action(thing: StatusReport, *, by, reason: str = ""):
        return report_status(report=thing, by=by)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on.earliest > timezone.localdate():
            raise forms.ValidationError(
                _("Der Stichtag liegt in der Zukunft. Ein Sachstand sagt, was schon ist.")
            )
        return on
