"""The small forms along the way of a paper: its state, number, money, and files that come late."""

from django import forms
from django.utils.translation import gettext_lazy as _

from integration_portal.core.files import ATTACHMENTS, validate_upload
from integration_portal.editing.forms import AggregateForm, PortalForm, Section

from ..actions import papers as actions
from ..actions.states import change_state
from ..enums import PaperState
from ..models import CouncilPaper
from ..numbering import suggest_number


class StateForm(PortalForm):
    """The next step, and what there is to say about it."""

    to = forms.ChoiceField(label=_("Neuer Stand"), widget=forms.RadioSelect)
    note = forms.CharField(label=_("Anmerkung"), required=False, max_length=300)
    sections = (Section("stand", _("Nächster Schritt"), ("to", "note")),)

    def __init__(self, *args, paper: CouncilPaper, **kwargs):
        self.paper = paper
        super().__init__(*args, **kwargs)

    def setup(self):
        self.fields["to"].choices = [
            (state, PaperState(state).label) for state in self.paper.next_states
        ]
        if self.paper.is_shown:
            self.fields["note"].help_text = _(
                "Wird die Vorlage zurückgezogen, nennen Sie hier den Grund."
            )

    def clean(self):
        cleaned = super().clean()
        leaving = cleaned.get("to") == PaperState.WITHDRAWN and self.paper.is_shown
        if leaving and not cleaned.get("note"):
            self.add_error("note", _("Die Gremien haben die Vorlage schon. Nennen Sie den Grund."))
        return cleaned

    def save(self, *, by):
        return change_state(
            paper=self.paper, to=self.cleaned_data["to"], note=self.cleaned_data["note"], by=by
        )


class NumberForm(AggregateForm):
    """The number alone, in any state and without a new version."""

    class Meta:
        model = CouncilPaper
        fields = ("number",)

    action = staticmethod(actions.saved)

    def setup(self):
        if suggestion := suggest_number(self.instance):
            self.fields["number"].help_text = _("Die nächste nach dem Muster wäre %s.") % suggestion
            if not self.instance.number:
                self.initial["number"] = suggestion

    def clean_number(self):
        return " ".join(self.cleaned_data["number"].split())


class FillForm(PortalForm):
    replace = forms.BooleanField(label=_("Vorhandene Beträge vorher entfernen"), required=False)
    sections = (Section("uebernehmen", _("Übernehmen"), ("replace",)),)

    def __init__(self, *args, paper: CouncilPaper, **kwargs):
        self.paper = paper
        super().__init__(*args, **kwargs)

    def setup(self):
        if not self.paper.finance_lines.exists():
            del self.fields["replace"]

    def save(self, *, by):
        return actions.fill_finances(
            paper=self.paper, replace=self.cleaned_data.get("replace", False), by=by
        )


class SupplyForm(PortalForm):
    file = forms.FileField(label=_("Datei"))
    sections = (Section("datei", _("Anlage"), ("file",)),)

    def __init__(self, *args, attachment, **kwargs):
        self.attachment = attachment
        super().__init__(*args, **kwargs)

    def clean_file(self):
        validate_upload(self.cleaned_data["file"], ATTACHMENTS)
        return self.cleaned_data["file"]

    def save(self, *, by):
        return actions.supply(attachment=self.attachment, file=self.cleaned_data["file"], by=by)
