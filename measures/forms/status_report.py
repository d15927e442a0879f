"""A dated report. It alone changes the status of a measure."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.core.templatetags.portal import badge
from integration_portal.core.widgets import KeptFile
from integration_portal.editing.forms import AggregateForm, RowForm, Rows, Section

from ..actions.status_reports import report_status
from ..enums import TrafficLight
from ..models import ReportAttachment, StatusReport

MORE = "mehr"  # the section that is folded away while nothing stands in it


class LightSelect(forms.RadioSelect):
    """Each light with its shape. The choices themselves stay words: other pages tell them, too."""

    def create_option(self, name, value, label, *args, **kwargs):
        shown = badge(TrafficLight(value)) if value else label
        return super().create_option(name, value, shown, *args, **kwargs)


class AttachmentRow(RowForm):
    class Meta:
        model = ReportAttachment
        fields = ("title", "file")
        widgets = {"file": KeptFile}


class StatusReportForm(AggregateForm):
    """What changed in a minute; what a thorough report tells is folded away below."""

    class Meta:
        model = StatusReport
        fields = (
            "on", "status", "traffic_light", "text", "next_steps", "progress", "effects",
            "obstacles", "decision_needed", "spent", "reached", "internal_note",
        )  # fmt: skip
        widgets = {"traffic_light": LightSelect}

    rows = (
        Rows(
            "attachments",
            form=AttachmentRow,
            title=_("Anlagen"),
            add_label=_("Anlage hinzufügen"),
            extra=0,
        ),
    )
    sections = (
        Section(
            "sachstand",
            _("Sachstand"),
            fields=(("on", "status"), "traffic_light", "text", "next_steps"),
        ),
        Section(
            MORE,
            _("Mehr dazu"),
            fields=(
                "progress",
                "effects",
                "obstacles",
                "decision_needed",
                ("spent", "reached"),
                "internal_note",
            ),
            rows=("attachments",),
        ),
    )

    def setup(self):
        self.fields["traffic_light"].choices = [("", _("nicht beurteilt")), *TrafficLight.choices]
        for name in self.fields:
            if isinstance(self.fields[name].widget, forms.Textarea):
                self.fields[name].widget.attrs["rows"] = 5 if name == "text" else 3

    @staticmethod
    def action(thing: StatusReport, *, by, reason: str = ""):
        return report_status(report=thing, by=by)

    @property
    def tells_more(self) -> bool:
        """Whether what is folded away holds anything, an error or a row just added included."""
        bound = [self[name] for section in self.sections[1:] for name in section.names()]
        return bool(self.formsets["attachments"].total_form_count()) or any(
            field.errors or field.value() not in (None, "") for field in bound
        )

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on.earliest > timezone.localdate():
            raise forms.ValidationError(
                _("Der Stichtag liegt in der Zukunft. Ein Sachstand sagt, was schon ist.")
            )
        return on
