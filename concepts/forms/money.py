"""Rows of money: the same questions for every owner, each with its own table as `Meta.model`."""

from integration_portal.editing.forms import RowForm
from stakeholders.quick import offer_organisations


class CostRow(RowForm):
    class Meta:
        fields = ("year", "label", "recurring", "budget", "spent", "account", "fte", "locked")


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
