"""Planning a round: what is asked, of which measures, until when, and in which words."""

from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from integration_portal.editing.forms import AggregateForm, Section
from integration_portal.mail.links import LINK
from measures.filters import MeasureFilter
from measures.models import Measure

from ..enums import Question
from ..models import ReportingRound

CHOSEN = "auswahl_"  # fields of the list's filter in this form


class RoundForm(AggregateForm):
    questions = forms.MultipleChoiceField(
        label=_("Fragen"),
        choices=Question,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Stand, was getan wurde und nächste Schritte werden immer gefragt."),
    )

    class Meta:
        model = ReportingRound
        fields = (
            "title", "on", "due", "questions", "own_questions", "letter",
            "remind_before", "remind_on_due", "remind_after",
        )  # fmt: skip

    @property
    def sections(self) -> tuple[Section, ...]:  # type: ignore[override]
        chosen = tuple(name for name in self.fields if name.startswith(CHOSEN))
        return (
            Section("abfrage", _("Abfrage"), fields=("title", ("on", "due"))),
            Section(
                "auswahl",
                _("Welche Maßnahmen"),
                fields=tuple(chosen[n : n + 2] for n in range(0, len(chosen), 2)),
                text=_("Ohne Auswahl wird nach allen Maßnahmen der Fassung gefragt."),
            ),
            Section("fragen", _("Fragen"), fields=("questions", "own_questions")),
            Section(
                "text",
                _("Text der Mail"),
                fields=("letter",),
                text=_(
                    "{titel}, {stichtag}, {frist}, {massnahmen} und {link} werden für jede Mail "
                    "eingesetzt. Eine Vorschau sehen Sie, bevor etwas hinausgeht."
                ),
            ),
            Section(
                "erinnern",
                _("Erinnerungen"),
                fields=(("remind_before", "remind_after"), "remind_on_due"),
                text=_(
                    "Das Portal erinnert, wer noch etwas abzugeben hat, höchstens einmal am Tag. "
                    "Ein leeres Feld heißt: dann nicht."
                ),
            ),
        )

    def setup(self) -> None:
        given = QueryDict(self.instance.selection)
        edition = self.instance.edition
        chooser = MeasureFilter(given, queryset=Measure.objects.none(), edition=edition)
        for name, field in chooser.form.fields.items():
            field.initial = given.get(name, "")
            field.required = False
            self.fields[CHOSEN + name] = field
        self.fields["letter"].widget.attrs["rows"] = 16

    def clean_letter(self) -> str:
        letter = self.cleaned_data["letter"]
        if LINK not in letter:
            raise forms.ValidationError(
                _("Im Text fehlt {link}. Ohne ihn kommt niemand zu seinen Maßnahmen.")
            )
        return letter

    def before_save(self, *, by) -> None:
        typed = {
            name.removeprefix(CHOSEN): value
            for name in self.fields
            if name.startswith(CHOSEN) and (value := self.cleaned_data[name])
        }
        chosen = {name: "on" if value is True else value for name, value in typed.items()}
        self.instance.selection = urlencode(chosen)
