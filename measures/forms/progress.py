"""What goes on after adoption: dates as expected and as they were, contacts, money spent."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from integration_portal.editing.forms import AggregateForm, RowForm, Rows, Section
from stakeholders.models import Person
from stakeholders.quick import organisations

from ..actions import measures as actions
from ..models import Measure, MeasureCost, MeasureRole, Milestone
from .dates import refuse_end_before_start, refuse_future


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

    def clean(self):
        cleaned = super().clean()
        refuse_future(self, "actual")
        return cleaned


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


_WITHOUT_COSTS = Section(
    "geld",
    _("Ausgaben"),
    rows=("costs",),
    text=_(
        "Im Plan stehen noch keine Kosten. Sobald dort ein Ansatz steht, tragen Sie hier ein, was "
        "davon ausgegeben ist."
    ),
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

    def setup(self):
        for end in ("start", "end"):
            if planned := getattr(self.instance, f"{end}_planned"):
                hint = _("Plan: %(date)s") % {"date": planned}
                self.fields[f"{end}_forecast"].help_text = hint
        if not self.instance.costs.exists():
            # A table without rows says nothing.
            self.sections = tuple(_WITHOUT_COSTS if s.id == "geld" else s for s in self.sections)

    def clean(self):
        cleaned = super().clean()
        refuse_end_before_start(self)
        refuse_future(self, "start_actual", "end_actual")
        return cleaned
