"""Forms of the trial portal: every kind of control once."""

from django import forms
from django.core.exceptions import ValidationError

from integration_portal.core.widgets import RichTextFormField

STATES = [("planned", "geplant"), ("running", "in Umsetzung"), ("done", "umgesetzt")]
GROUPS = [("a", "Neuzugewanderte"), ("b", "Kinder und Jugendliche"), ("c", "Ältere Menschen")]


class MeasureForm(forms.Form):
    number = forms.CharField(label="Nummer", required=False, widget=forms.TextInput({"size": 8}))
    title = forms.CharField(label="Titel", max_length=200)
    description = RichTextFormField(label="Beschreibung", required=False)
    note = forms.CharField(
        label="Notiz", required=False, widget=forms.Textarea({"rows": 3}), help_text="Nur intern."
    )
    state = forms.ChoiceField(label="Stand", choices=[("", "bitte wählen"), *STATES])
    kind = forms.ChoiceField(
        label="Art",
        choices=[("existing", "bisherige Maßnahme"), ("planned", "künftige Maßnahme")],
        widget=forms.RadioSelect,
        help_text="Bisherige laufen schon, künftige sind geplant.",
    )
    groups = forms.MultipleChoiceField(
        label="Zielgruppen", choices=GROUPS, required=False, widget=forms.CheckboxSelectMultiple
    )
    key_project = forms.BooleanField(
        label="Schlüsselprojekt", required=False, help_text="Von einer Arbeitsgruppe vorangestellt."
    )
    start = forms.CharField(
        label="Beginn", required=False, help_text="14.12.2020, 12/2020, 2020 oder Frühjahr 2020"
    )
    end = forms.CharField(label="Ende", required=False)
    logo = forms.FileField(label="Bild", required=False, help_text="PNG oder JPEG, bis 25 MB.")

    def clean_end(self):
        if self.cleaned_data["end"] == "gestern":
            raise ValidationError("Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Daten.")
        return self.cleaned_data["end"]


class CostForm(forms.Form):
    year = forms.IntegerField(label="Haushaltsjahr", min_value=1990, max_value=2100)
    planned = forms.DecimalField(label="Ansatz", required=False, min_value=0)
    spent = forms.DecimalField(label="verausgabt", required=False, min_value=0)
    kind = forms.ChoiceField(label="Art", choices=[("s", "Sachkosten"), ("p", "Personal")])


class MilestoneForm(forms.Form):
    title = forms.CharField(label="Zwischenziel")
    planned = forms.CharField(label="Plan", required=False)
    forecast = forms.CharField(label="Prognose", required=False)
    actual = forms.CharField(label="Ist", required=False)


CostFormSet = forms.formset_factory(CostForm, extra=1, can_delete=True)
CostFormSet.title = "Kosten"
MilestoneFormSet = forms.formset_factory(MilestoneForm, extra=1, can_delete=True)
MilestoneFormSet.title = "Zwischenziele"


class FilterForm(forms.Form):
    text = forms.CharField(label="Text", required=False)
    state = forms.MultipleChoiceField(label="Stand", choices=STATES, required=False)
    field = forms.ChoiceField(
        label="Handlungsfeld", choices=[("", "alle"), ("1", "Sprache")], required=False
    )
    lead = forms.ChoiceField(
        label="Federführung", choices=[("", "alle"), ("v", "VHS")], required=False
    )
    overdue = forms.BooleanField(label="nur Überfälliges", required=False)


class LoginForm(forms.Form):
    email = forms.EmailField(label="E-Mail-Adresse")
    password = forms.CharField(label="Passwort", widget=forms.PasswordInput)
