"""The form a recipient fills: short, in plain words, judged only when it is handed in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from integration_portal.core.templatetags.portal import badge
from integration_portal.editing.cleaning import CarefulForm
from measures.enums import TrafficLight
from measures.models import StatusReport

from ..enums import Question
from ..models import ReportingRound

OWN = "frage_"


class AnswerForm(CarefulForm, forms.ModelForm):
    use_required_attribute = False
    reporting_round: ReportingRound

    class Meta:
        model = StatusReport
        fields = (*Question.always, *Question.values)
        widgets = {"traffic_light": forms.RadioSelect}

    def __init__(self, *args, reporting_round: ReportingRound, **kwargs):
        self.reporting_round = reporting_round
        super().__init__(*args, **kwargs)

    def setup(self) -> None:
        asked = self.reporting_round.asks_for()
        for name in set(self.fields) - set(asked):
            del self.fields[name]
        self.order_fields(asked)
        if "traffic_light" in self.fields:
            self.fields["traffic_light"].choices = [
                ("", _("nicht beurteilt")),
                *((light.value, badge(light)) for light in TrafficLight),
            ]
        for n, question in enumerate(self.reporting_round.own_question_list):
            self.fields[f"{OWN}{n}"] = forms.CharField(
                label=question, required=False, max_length=1000, widget=forms.Textarea
            )
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, by field, unjudged."""
        return {name: self[name].data or "" for name in self.fields}

    @property
    def of_report(self) -> list[str]:
        """Fields that a report has; the officer's own questions are none."""
        return [name for name in self.fields if not name.startswith(OWN)]

    def told(self, values: dict[str, str]) -> list[tuple[str, str]]:
        """Label and text of what was typed, in the order of the form, chosen values in words."""
        found = []
        for name, field in self.fields.items():
            value = values.get(name, "")
            words = {str(key): label for key, label in getattr(field, "choices", ())}
            if value:
                found.append((field.label, words.get(value, value)))
        return found

    def blank(self) -> dict[str, str]:
        return dict.fromkeys(self.fields, "")

    def judged(self) -> StatusReport:
        """The report as it would be handed in. Call it on a valid form only."""
        report = self.save(commit=False)
        answers = [
            f"{question}\n{answer}"
            for n, question in enumerate(self.reporting_round.own_question_list)
            if (answer := self.cleaned_data[f"{OWN}{n}"])
        ]
        if self.reporting_round.own_question_list:
            report.internal_note = "\n\n".join(answers)[:2000]
        return report
