"""Items of an agenda: stations of papers, and matters without one."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from integration_portal.editing.forms import AggregateForm, Section

from ..models import AgendaItem, Consultation


class StationChoice(forms.ModelChoiceField):
    def label_from_instance(self, station: Consultation) -> str:
        return str(station.paper)


class AgendaItemForm(AggregateForm):
    consultation = StationChoice(
        Consultation.objects.none(),
        label=_("Vorlage"),
        required=False,
        help_text=_("Vorlagen, deren Beratungsfolge diese Sitzung nennt."),
    )

    class Meta:
        model = AgendaItem
        fields = ("number", "consultation", "title", "oral_report", "public", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    sections = (
        Section(
            "punkt",
            _("Tagesordnungspunkt"),
            (("number", "consultation"), "title", "oral_report", "public", "note"),
        ),
    )

    def setup(self):
        stations = Consultation.objects.visible_to(self.user).filter(
            Q(agenda_item=None) | Q(pk=self.instance.consultation_id),
            meeting=self.instance.meeting_id,
        )
        self.fields["consultation"].queryset = stations.select_related("paper")
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Leer: der Betreff der Vorlage.")

    def clean(self):
        cleaned = super().clean()
        station = cleaned.get("consultation")
        if not cleaned.get("title"):
            if station is None:
                self.add_error("title", _("Nennen Sie den Gegenstand oder eine Vorlage."))
            else:
                cleaned["title"] = station.paper.subject
        if station is not None and cleaned.get("oral_report"):
            self.add_error("oral_report", _("Ein mündlicher Bericht kommt ohne Vorlage aus."))
        return cleaned
