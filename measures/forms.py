"""Forms of measures: the plan, the progress, and the dated report that alone changes a status."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concepts.amending import AmendmentFormMixin
from concepts.forms.edition import FunderRow
from concepts.models import FieldOfAction, Goal
from integration_portal.editing.forms import AggregateForm, RowForm, Rows, Section
from integration_portal.editing.quick import QuickCreateField
from stakeholders.models import Person
from stakeholders.quick import organisation_field, organisations

from .actions import measures as actions
from .actions.status_reports import report_status
from .models import (
    Measure,
    MeasureCost,
    MeasureFinancing,
    MeasureFunding,
    MeasureRole,
    Milestone,
    StatusReport,
)


class ContactQuick(RowForm):
    """A person with the organisation one asks them at."""

    class Meta:
        model = Person
        fields = ("function", "organisation", "email", "legal_basis", "consent_on")

    def setup(self):
        self.fields["organisation"].queryset = organisations(self.authority)


class RoleRow(RowForm):
    organisation = organisation_field()
    contact = QuickCreateField(
        Person.objects.none(),
        ContactQuick,
        label=_("Kontakt"),
        new_label=_("Neue Person"),
        required=False,
    )

    class Meta:
        model = MeasureRole
        fields = ("kind", "organisation", "contact", "until", "note")

    def setup(self):
        self.fields["organisation"].queryset = organisations(self.authority)
        self.fields["contact"].queryset = Person.objects.filter(authority=self.authority)


class MilestoneRow(RowForm):
    class Meta:
        model = Milestone
        fields = ("title", "responsible", "planned", "forecast", "actual")

    def setup(self):
        self.fields["responsible"].queryset = organisations(self.authority)


class CostRow(RowForm):
    class Meta:
        model = MeasureCost
        fields = ("year", "label", "recurring", "budget", "spent", "account", "fte", "locked")


class FinancingRow(FunderRow):
    class Meta:
        model = MeasureFinancing
        fields = ("year", "kind", "funder", "amount", "note")


class FundingRow(FunderRow):
    class Meta:
        model = MeasureFunding
        fields = (
            "programme", "funder", "amount", "state",
            "applied_on", "decided_on", "proof_due_on", "proof_sent_on",
        )  # fmt: skip


def refuse_end_before_start(form: forms.BaseForm) -> None:
    """For each of Plan, Prognose and Ist that the form has."""
    for kind in ("planned", "forecast", "actual"):
        start, end = (form.cleaned_data.get(f"{edge}_{kind}") for edge in ("start", "end"))
        if start and end and end.latest < start.earliest:
            form.add_error(f"end_{kind}", _("Das Ende liegt vor dem Beginn."))


class MeasureForm(AmendmentFormMixin, AggregateForm):
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
        ),
        Rows("links", fields=("label", "url"), title=_("Verweise")),
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
        fields = FieldOfAction.objects.filter(edition=edition).order_by("number", "pk")
        self.fields["field"].queryset = fields
        self.fields["further_fields"].queryset = fields
        self.fields["goals"].queryset = Goal.objects.filter(field__edition=edition).order_by(
            "field__position", "field_id", "number", "position"
        )
        self.fields["themes"].queryset = edition.themes.all()
        self.fields["applies_to"].queryset = self.authority.members.all()
        for name in ("further_fields", "goals", "themes", "applies_to"):
            self.fields[name].widget = forms.CheckboxSelectMultiple(
                choices=self.fields[name].choices
            )
            if not self.fields[name].queryset.exists():
                del self.fields[name]
        self.fields["type"] = forms.ChoiceField(
            label=_("Art"), required=False, choices=self._types()
        )

    def _types(self) -> list[tuple[str, str]]:
        """The authority's list, and what the measure has had so far."""
        words = [*self.authority.word("measure_types"), self.instance.type]
        none = ("", _("– bitte auswählen –"))
        return [none, *((word, word) for word in dict.fromkeys(filter(None, words)))]

    def clean(self):
        cleaned = super().clean()
        refuse_end_before_start(self)
        if cleaned.get("permanent") and cleaned.get("end_planned"):
            self.add_error("permanent", _("Was auf Dauer angelegt ist, hat kein geplantes Ende."))
        field = cleaned.get("field")
        if field and field in cleaned.get("further_fields", ()):
            self.add_error(
                "further_fields", _("Das Handlungsfeld der Maßnahme gehört nicht zu den weiteren.")
            )
        return cleaned


class _ProgressRow(RowForm):
    """A row whose plan is shown and stays as it is."""

    planned_fields: tuple[str, ...] = ()

    def setup(self):
        for name in self.planned_fields:
            self.fields[name].disabled = True


class ProgressMilestoneRow(_ProgressRow):
    class Meta:
        model = Milestone
        fields = ("title", "planned", "forecast", "actual")

    def setup(self):
        if self.instance.pk:
            self.planned_fields = ("title", "planned")
        else:
            self.planned_fields = ("planned",)
        super().setup()


class ProgressCostRow(_ProgressRow):
    planned_fields = ("year", "label", "budget")

    class Meta:
        model = MeasureCost
        fields = ("year", "label", "budget", "spent")


class ProgressRoleRow(_ProgressRow):
    planned_fields = ("kind", "organisation")

    class Meta:
        model = MeasureRole
        fields = ("kind", "organisation", "contact")

    def setup(self):
        super().setup()
        # Fixed, but drawn with its choices: other authorities' names are none of them.
        self.fields["organisation"].queryset = organisations(self.authority)
        self.fields["contact"].queryset = Person.objects.filter(
            Q(organisation=self.instance.organisation_id) | Q(pk=self.instance.contact_id),
            authority=self.authority,
        )


class ProgressForm(AggregateForm):
    """What goes on after adoption: dates as expected and as they were, contacts, money spent."""

    class Meta:
        model = Measure
        fields = ("start_forecast", "start_actual", "end_forecast", "end_actual")

    rows = (
        Rows(
            "milestones",
            form=ProgressMilestoneRow,
            title=_("Zwischenziele"),
            add_label=_("Zwischenziel hinzufügen"),
            deletable=False,
        ),
        Rows("costs", form=ProgressCostRow, title=_("Ausgaben"), fixed=True),
        Rows("roles", form=ProgressRoleRow, title=_("Kontakte"), fixed=True),
    )
    sections = (
        Section(
            "termine",
            _("Termine"),
            fields=(("start_forecast", "start_actual"), ("end_forecast", "end_actual")),
            rows=("milestones",),
            text=_("Der Plan bleibt, wie er ist. Hier steht, was Sie erwarten und was war."),
        ),
        Section("geld", _("Ausgaben"), rows=("costs",)),
        Section("kontakte", _("Kontakte"), rows=("roles",)),
    )
    action = staticmethod(actions.saved)

    def clean(self):
        cleaned = super().clean()
        refuse_end_before_start(self)
        return cleaned


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
