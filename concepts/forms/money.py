"""Rows of money: the same questions for every owner, each with its own table as `Meta.model`."""

from decimal import Decimal

from django import forms

from integration_portal.core.money import grouped
from integration_portal.editing.forms import RowForm
from stakeholders.quick import offer_organisations


class PostsField(forms.DecimalField):
    """Shares of a post: "0,5" as offices write it, "0.5" as some keyboards do."""

    widget = forms.TextInput

    def widget_attrs(self, widget):
        return {"inputmode": "decimal"}

    def to_python(self, value):
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value):
        return grouped(value, self.decimal_places) if isinstance(value, Decimal) else value


class CostRow(RowForm):
    class Meta:
        fields = ("year", "label", "recurring", "budget", "spent", "account", "fte", "locked")
        field_classes = {"fte": PostsField}


class FunderRow(RowForm):
    """A row with a funder from the authority's address book."""

    def setup(self):
        offer_organisations(self.fields["funder"], self.authority)


class FinancingRow(FunderRow):
    class Meta:
        fields = ("year", "kind", "funder", "amount", "note")


class FundingRow(FunderRow):
    class Meta:
        fields = (
            "programme", "funder", "amount", "state",
            "applied_on", "decided_on", "proof_due_on", "proof_sent_on",
        )  # fmt: skip
