"""An edition of a concept with its rows, on pages as a room would write them."""

from django.urls import reverse

from concepts.models import Addressee, Concept, Edition, EditionRole
from integration_portal.accounts.rules import is_officer
from integration_portal.editing.forms import AggregateForm, PortalForm, RowForm, Rows, Section
from integration_portal.editing.quick import QuickCreateField, QuickCreateMultipleField
from integration_portal.editing.views import (
    CreateView,
    DeleteView,
    EditView,
    FormPageView,
    MoveView,
)
from integration_portal.history.views import HistoryView
from stakeholders.models import Body, Organisation


class OrganisationQuick(RowForm):
    class Meta:
        model = Organisation
        fields = ("name", "kind")


class RoleRow(RowForm):
    organisation = QuickCreateField(
        Organisation.objects.none(),
        OrganisationQuick,
        label="Organisation",
        new_label="Neue Organisation",
    )

    class Meta:
        model = EditionRole
        fields = ("kind", "organisation", "since")

    def setup(self):
        self.fields["organisation"].queryset = Organisation.objects.filter(authority=self.authority)


class EditionForm(AggregateForm):
    class Meta:
        model = Edition
        fields = (
            "title", "slug", "subtitle", "published", "summary", "predecessors", "steering_group",
        )  # fmt: skip

    rows = (
        Rows("roles", form=RoleRow, title="Begleitung", add_label="Begleitung hinzufügen"),
        Rows("costs", fields=("year", "label", "budget", "recurring"), title="Kosten"),
        Rows("addressees", fields=("text",), title="Adressaten"),
        Rows("sources", fields=("text", "url"), title="Quellen", blocks=True, row_label="Quelle"),
    )
    sections = (
        Section("grund", "Grunddaten", ("title", ("slug", "published"), "subtitle", "summary")),
        Section("wer", "Beteiligte", ("steering_group",), rows=("roles", "addressees")),
    )

    def setup(self):
        concept = self.instance.concept
        self.fields["predecessors"].queryset = concept.editions.exclude(pk=self.instance.pk)
        self.fields["steering_group"].queryset = Body.objects.filter(authority=self.authority)


class PartnersForm(PortalForm):
    partners = QuickCreateMultipleField(
        Organisation.objects.none(),
        OrganisationQuick,
        label="Partner",
        new_label="Neue Organisation",
    )

    def setup(self):
        self.fields["partners"].queryset = Organisation.objects.filter(authority=self.authority)


class EditionPage:
    model = Edition
    rules = (is_officer,)
    thing_rules = (lambda user, edition: edition.is_open,)

    def get_success_url(self, thing):
        return reverse("test:edit", args=[self.authority.slug, thing.pk])

    get_cancel_url = lambda self: "/"  # noqa: E731


class EditionEdit(EditionPage, EditView):
    form_class = EditionForm


class EditionCreate(EditionPage, CreateView):
    form_class = EditionForm
    more = True

    def new_thing(self):
        return Edition(concept=Concept.objects.get(authority=self.authority))


class EditionDelete(EditionPage, DeleteView):
    def blockers(self, thing):
        return ["Sie steht in einer Vorlage."] if "Vorlage" in thing.subtitle else []

    def get_success_url(self, thing):
        return "/weg/"


class EditionHistory(EditionPage, HistoryView):
    pass


class AddresseeList(EditionPage, EditView):
    """Shows the addressees in their order."""

    form_class = EditionForm
    template_name = "test_editing/list.html"


class AddresseeMove(MoveView):
    model = Addressee
    rules = (is_officer,)
    template_name = "test_editing/addressees.html"

    def get_queryset(self):
        return Addressee.objects.filter(edition__concept__authority=self.authority)

    def history_of(self, thing):
        return thing.edition

    def get_success_url(self, thing):
        return reverse("test:list", args=[self.authority.slug, thing.edition_id])

    def get_context_data(self, **kwargs):
        return super().get_context_data(thing=self.thing.edition)


class Partners(FormPageView):
    form_class = PartnersForm
    title = "Partner"
    rules = (is_officer,)

    def form_valid(self, form):
        form.create_new(by=self.request.user)
        partners = form.cleaned_data["partners"]
        self.request.session["partners"] = [str(partner) for partner in partners]
        return self.saved(None)

    def get_success_url(self, thing):
        return "/weg/"

    get_cancel_url = lambda self: "/"  # noqa: E731
