"""The form of a council paper, and that of its next version."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from integration_portal.editing.forms import AggregateForm, Section

from ..actions import papers as actions
from ..lettering import suggested_labels
from ..models import CouncilPaper, PaperSection
from ..numbering import suggest_number
from . import choices
from .paper_parts import PAPER_ROWS, own_sections

_LISTS = ("further_departments", "fields", "measures", "strategic_goals")


class PaperForm(AggregateForm):
    """The whole paper with all that stands below it."""

    number_sections = forms.BooleanField(
        label=_("Leere Gliederungen mit A., B. und 1., 2. füllen"), required=False
    )

    class Meta:
        model = CouncilPaper
        fields = (
            "number", "kind", "subject", "department", "date", "author_function", "phone",
            "contact", "further_departments", "confidential", "edition", "fields", "measures",
            "strategic_goals", "summary", "proposed_resolution", "finance_answer", "budgeted",
            "coverage", "follow_up_costs", "place", "signed_on",
        )  # fmt: skip

    rows = PAPER_ROWS
    action = staticmethod(actions.saved)

    def setup(self):
        authority, paper = self.authority, self.instance
        self.fields["department"].queryset = choices.departments(authority, [paper.department_id])
        self.fields["edition"].queryset = choices.editions(authority)
        offered = {
            "further_departments": choices.departments,
            "fields": choices.fields,
            "measures": choices.measures,
        }
        for name, rows_for in offered.items():
            chosen = getattr(paper, name).values("pk") if paper.pk else []
            self.fields[name].queryset = rows_for(authority, chosen)
        for name in ("fields", "measures"):
            field = self.fields[name]
            field.label_from_instance = choices.named_by_edition(field.queryset, paper.edition_id)
        self.fields["strategic_goals"].queryset = choices.strategic_goals(authority)
        for name in _LISTS:
            field = self.fields[name]
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
            if not field.queryset.exists():
                del self.fields[name]
        self.fields["kind"] = forms.ChoiceField(label=_("Art der Vorlage"), choices=self._kinds())
        self.fields["date"].show_hidden_initial = False  # a default is no choice of the author
        if suggestion := suggest_number(paper):
            help_text = _("Bleibt leer, bis die Geschäftsstelle sie vergibt. Die nächste wäre %s.")
            self.fields["number"].help_text = help_text % suggestion
        self.sections = own_sections(authority.word)

    def _kinds(self) -> list[tuple[str, str]]:
        """The authority's list, and what the paper has been so far."""
        words = [*self.authority.word("paper_kinds"), self.instance.kind]
        return [(word, word) for word in dict.fromkeys(filter(None, words))]

    def clean_number(self):
        return " ".join(self.cleaned_data["number"].split())

    def clean(self):
        cleaned = super().clean()
        for row in self.formsets["consultations"].deleted_forms if self.is_bound else ():
            if row.instance.pk and row.instance.result is not None:
                raise ValidationError(
                    _("Die Station „%(station)s“ hat schon ein Ergebnis und bleibt deshalb."),
                    params={"station": row.instance},
                )
        return cleaned

    def after_save(self, *, by):
        if self.cleaned_data.get("number_sections"):
            letter_sections(self.instance)


def letter_sections(paper: CouncilPaper) -> None:
    """Give sections without a label theirs; labels somebody typed stay."""
    sections = list(paper.sections.all())
    labels = suggested_labels(section.level for section in sections)
    for section, label in zip(sections, labels, strict=True):
        if not section.label and section.title:
            PaperSection.objects.filter(pk=section.pk).update(label=label)


class RevisionForm(PaperForm):
    """The next version of a paper the council has: everything as before, and why it changes."""

    revision_reason = forms.CharField(
        label=_("Grund der neuen Fassung"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Er steht bei der Fassung, für alle, die die Vorlage lesen."),
    )

    def setup(self):
        super().setup()
        first = Section(
            "fassung",
            _("Neue Fassung"),
            ("revision_reason",),
            text=_(
                "Die bisherige Fassung bleibt mit ihren Dokumenten lesbar. Mit dem Speichern gilt "
                "die neue."
            ),
        )
        self.sections = (first, *self.sections)

    def clean(self):
        cleaned = super().clean()
        own = set(self.changed_data) - {"revision_reason", "number_sections"}
        if not own and not any(formset.has_changed() for formset in self.formsets.values()):
            raise ValidationError(_("An der Vorlage hat sich nichts geändert."))
        return cleaned

    def action(self, thing, *, by, reason=""):
        actions.revise(paper=thing, reason=self.cleaned_data["revision_reason"], by=by)
