"""The whole measure, plan and progress, for officers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from concepts.amending import AmendmentFormMixin
from concepts.choices import EditionChoices
from concepts.models import FieldOfAction, Goal
from integration_portal.editing.forms import AggregateForm, Rows, Section

from ..actions import measures as actions
from ..models import Measure
from .dates import refuse_end_before_start, refuse_future
from .extra import ExtraValuesMixin
from .rows import CostRow, FinancingRow, FundingRow, MilestoneRow, RoleRow


class MeasureForm(ExtraValuesMixin, AmendmentFormMixin, AggregateForm):
    """The whole measure, plan and progress, for officers."""

    progress_fields = ("start_forecast", "start_actual", "end_forecast", "end_actual")
    progress_rows = {
        "milestones": ("forecast", "actual"),
        "costs": ("spent",),
        "roles": ("contact", "until"),
    }

    class Meta:
        model = Measure
        fields = (
            "number", "number_given", "title", "description", "origin", "commitment", "type",
            "key_project", "field", "further_fields", "goals", "themes", "target_groups",
            "age_group", "participants", "horizon", "rhythm", "continuation",
            "continuation_note", "place", "applies_to", "start_planned", "start_forecast",
            "start_actual", "end_planned", "end_forecast", "end_actual", "permanent",
        )  # fmt: skip
        widgets = {"target_groups": forms.Textarea(attrs={"rows": 4})}

    rows = (
        Rows(
            "roles",
            form=RoleRow,
            title=_("Beteiligte"),
            add_label=_("Organisation hinzufügen"),
            row_label=_("Organisation"),
            blocks=True,
        ),
        Rows(
            "milestones",
            form=MilestoneRow,
            title=_("Zwischenziele"),
            add_label=_("Zwischenziel hinzufügen"),
        ),
        Rows("costs", form=CostRow, title=_("Kosten"), add_label=_("Jahr hinzufügen")),
        Rows(
            "financing",
            form=FinancingRow,
            title=_("Finanzierung"),
            add_label=_("Mittel hinzufügen"),
            text=_("Womit die Kosten gedeckt werden. Sie zählt nicht zu den Kosten dazu."),
        ),
        Rows(
            "fundings",
            form=FundingRow,
            title=_("Förderanträge"),
            add_label=_("Förderantrag hinzufügen"),
            row_label=_("Förderantrag"),
            blocks=True,
            extra=0,  # most measures have none, and an empty block is a page long
        ),
        Rows(
            "links",
            fields=("label", "url"),
            title=_("Verweise"),
            add_label=_("Verweis hinzufügen"),
        ),
    )
    sections = (
        Section(
            "grunddaten",
            _("Grunddaten"),
            fields=(
                ("number", "number_given"),
                "title",
                "description",
                ("origin", "commitment", "type"),
                "key_project",
            ),
        ),
        Section(
            "einordnung",
            _("Einordnung ins Konzept"),
            fields=("field", "further_fields", "goals", "themes"),
        ),
        Section("beteiligte", _("Beteiligte"), rows=("roles",)),
        Section(
            "zielgruppen",
            _("Zielgruppen und Ort"),
            fields=("target_groups", ("age_group", "participants"), "place", "applies_to"),
        ),
        Section(
            "termine",
            _("Termine"),
            fields=(
                ("start_planned", "start_forecast", "start_actual"),
                ("end_planned", "end_forecast", "end_actual"),
                "permanent",
                ("horizon", "rhythm"),
                ("continuation", "continuation_note"),
            ),
            rows=("milestones",),
            text=_("Möglich sind 14.12.2026, 12/2026, Ende 2026, Frühjahr 2026 oder 2026."),
        ),
        Section("geld", _("Kosten und Finanzierung"), rows=("costs", "financing", "fundings")),
        Section("verweise", _("Verweise"), rows=("links",)),
    )
    action = staticmethod(actions.saved)

    def setup(self):
        edition = self.instance.edition
        fields = FieldOfAction.objects.filter(edition=edition)
        self.fields["field"].queryset = fields
        self.fields["further_fields"].queryset = fields
        self.fields["goals"].queryset = Goal.objects.filter(field__edition=edition)
        self.fields["themes"].queryset = edition.themes.all()
        self.fields["applies_to"].queryset = self.authority.members.all()
        offered = EditionChoices(edition)
        none = ("", self.fields["field"].empty_label)
        self.fields["field"].choices = [none, *offered.fields]
        self.fields["further_fields"].choices = offered.fields
        self.fields["goals"].choices = offered.goals
        for name in ("further_fields", "goals", "themes", "applies_to"):
            self.fields[name].widget = forms.CheckboxSelectMultiple(
                choices=self.fields[name].choices
            )
            if not self.fields[name].queryset.exists():
                del self.fields[name]
        self.fields["type"] = forms.ChoiceField(
            label=_("Art"), required=False, choices=self._types()
        )
        self.add_extra_fields()

    def _types(self) -> list[tuple[str, str]]:
        """The authority's list, and what the measure has had so far."""
        words = [*self.authority.word("measure_types"), self.instance.type]
        none = ("", _("– bitte auswählen –"))
        return [none, *((word, word) for word in dict.fromkeys(filter(None, words)))]

    def clean(self):
        cleaned = super().clean()
        refuse_end_before_start(self)
        refuse_future(self, "start_actual", "end_actual")
        if cleaned.get("permanent") and cleaned.get("end_planned"):
            self.add_error("permanent", _("Was auf Dauer angelegt ist, hat kein geplantes Ende."))
        field = cleaned.get("field")
        if field and field in cleaned.get("further_fields", ()):
            self.add_error(
                "further_fields", _("Das Handlungsfeld der Maßnahme gehört nicht zu den weiteren.")
            )
        return cleaned
