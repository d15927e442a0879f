"""The rows of a measure's form."""

from django.utils.translation import gettext_lazy as _

from concepts.forms import money
from integration_portal.editing.forms import RowForm
from integration_portal.editing.quick import QuickCreateField
from stakeholders.models import Person
from stakeholders.quick import offer_organisations, organisation_field

from ..models import MeasureCost, MeasureFinancing, MeasureFunding, MeasureRole, Milestone
from .dates import refuse_future


class ContactQuick(RowForm):
    """A person with the organisation one asks them at."""

    class Meta:
        model = Person
        fields = ("function", "organisation", "email", "legal_basis", "consent_on")

    def setup(self):
        offer_organisations(self.fields["organisation"], self.authority)


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
        offer_organisations(self.fields["organisation"], self.authority)
        self.fields["contact"].queryset = Person.objects.filter(authority=self.authority)


class MilestoneRow(RowForm):
    class Meta:
        model = Milestone
        fields = ("title", "responsible", "planned", "forecast", "actual")

    def setup(self):
        offer_organisations(self.fields["responsible"], self.authority)

    def clean(self):
        cleaned = super().clean()
        refuse_future(self, "actual")
        return cleaned


class CostRow(money.CostRow):
    class Meta(money.CostRow.Meta):
        model = MeasureCost


class FinancingRow(money.FinancingRow):
    class Meta(money.FinancingRow.Meta):
        model = MeasureFinancing


class FundingRow(money.FundingRow):
    class Meta(money.FundingRow.Meta):
        model = MeasureFunding
