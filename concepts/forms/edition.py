"""What stands around the tree of an edition, and how it came about."""

from django import forms
from django.utils.translation import gettext_lazy as _

from integration_portal.editing.forms import AggregateForm, RowForm, Rows, Section
from stakeholders.models import Body
from stakeholders.quick import offer_organisations, organisation_field

from ..amending import AmendmentFormMixin
from ..models import Edition, EditionCost, EditionFinancing, EditionFunding, EditionRole
from . import money


class EditionForm(AmendmentFormMixin, AggregateForm):
    """The frame of the plan: titles, period, summary, addressees, other plans, sources."""

    class Meta:
        model = Edition
        fields = (
            "title",
            "subtitle",
            "slug",
            "published",
            "period_start",
            "period_end",
            "summary",
            "predecessors",
            "steering_group",
        )
        widgets = {"predecessors": forms.CheckboxSelectMultiple}

    rows = (
        Rows("addressees", fields=("text",), add_label=_("Adressaten hinzufügen")),
        Rows("related_plans", fields=("title", "link", "url"), add_label=_("Planung hinzufügen")),
        Rows("sources", fields=("text", "url"), add_label=_("Quelle hinzufügen")),
    )
    sections = (
        Section(
            "grunddaten",
            _("Grunddaten"),
            fields=("title", "subtitle", "slug", ("published", "period_start", "period_end")),
        ),
        Section("kurzfassung", _("Kurzfassung"), fields=("summary",)),
        Section("adressaten", _("Für wen"), rows=("addressees",)),
        Section(
            "steuerung", _("Steuerung und Vorläufer"), fields=("steering_group", "predecessors")
        ),
        Section("planungen", _("Verwandte Planungen"), rows=("related_plans",)),
        Section("quellen", _("Quellen"), rows=("sources",)),
    )

    @property
    def edition(self) -> Edition:
        return self.instance

    def setup(self):
        others = self.instance.siblings().exclude(pk=self.instance.pk)
        self.fields["predecessors"].queryset = others
        if not others.exists():
            del self.fields["predecessors"]
        self.fields["steering_group"].queryset = Body.objects.filter(authority=self.authority)
        if not self.instance.is_open:
            # Papers and mails link to it by now.
            del self.fields["slug"]


class RoleRow(RowForm):
    organisation = organisation_field()

    class Meta:
        model = EditionRole
        fields = ("kind", "organisation", "since", "until", "note")

    def setup(self):
        offer_organisations(self.fields["organisation"], self.authority)


class CostRow(money.CostRow):
    class Meta(money.CostRow.Meta):
        model = EditionCost


class FinancingRow(money.FinancingRow):
    class Meta(money.FinancingRow.Meta):
        model = EditionFinancing


class FundingRow(money.FundingRow):
    class Meta(money.FundingRow.Meta):
        model = EditionFunding


class MakingForm(AggregateForm):
    """Who accompanied the making, what it cost and who paid. It goes on after the resolution."""

    class Meta:
        model = Edition
        fields = ()

    rows = (
        Rows("roles", form=RoleRow, add_label=_("Begleitung hinzufügen")),
        Rows("costs", form=CostRow, add_label=_("Kosten hinzufügen")),
        Rows("financing", form=FinancingRow, add_label=_("Finanzierung hinzufügen")),
        Rows(
            "fundings",
            form=FundingRow,
            add_label=_("Förderantrag hinzufügen"),
            row_label=_("Förderantrag"),
            blocks=True,
            extra=0,
        ),
        Rows(
            "innovation_budgets",
            fields=("title", "amount", "state", "note"),
            add_label=_("Innovationsbudget hinzufügen"),
            row_label=_("Innovationsbudget"),
            blocks=True,
            extra=0,
        ),
    )
    sections = (
        Section("begleitung", _("Begleitung und Moderation"), rows=("roles",)),
        Section(
            "kosten",
            _("Kosten der Erarbeitung"),
            rows=("costs",),
            text=_("Was die Erarbeitung kostet, nicht die Maßnahmen. Summen entstehen nur hier."),
        ),
        Section("finanzierung", _("Finanzierung"), rows=("financing",)),
        Section("foerderung", _("Förderanträge"), rows=("fundings",)),
        Section("innovation", _("Innovationsbudget"), rows=("innovation_budgets",)),
    )
