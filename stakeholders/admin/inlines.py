from django import forms
from django.contrib import admin
from django.db.models import Model

from integration_portal.accounts.admin.base import AuthorityInlineMixin, SeenInline
from integration_portal.accounts.admin_widgets import CarefulAutocomplete
from integration_portal.core.fuzzy import FuzzyDateField

from ..models import Membership, Representation


class ListedInline(SeenInline):
    """Rows that have a page of their own: listed here, changed there."""

    show_change_link = True
    view_on_site = False


class KnownSelect(CarefulAutocomplete):
    """Draws what its row names already without asking the database again, row by row."""

    known: Model | None = None

    def optgroups(self, name, value, attr=None):
        if self.known is None or list(map(str, value)) != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        chosen = self.create_option(name, self.known.pk, str(self.known), True, 1)
        none = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*none, chosen], 0)]


class KnowingForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownSelect):
                widget.known = getattr(self.instance, name, None)


class SeatsInline(AuthorityInlineMixin, admin.StackedInline):
    """Memberships, seen from a body, a person or an organisation. A table would be too wide."""

    model = Membership
    form = KnowingForm
    extra = 0
    formfield_overrides = {FuzzyDateField: {"widget": forms.TextInput(attrs={"size": 10})}}

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("body", "person", "organisation")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class RepresentativesInline(AuthorityInlineMixin, admin.TabularInline):
    """Accounts that act for an organisation, or sit in a body."""

    model = Representation
    fields = ("user", "since", "until")
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user", "organisation", "body")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "user":
            field.choices = list(field.choices)  # read once for all rows
        return field
