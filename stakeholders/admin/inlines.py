from django import forms
from django.contrib import admin

from integration_portal.accounts.admin_base import AuthorityInlineMixin
from integration_portal.core.fuzzy import FuzzyDateField

from ..models import Membership


class ListedInline(AuthorityInlineMixin, admin.TabularInline):
    """Rows that have a page of their own: listed here, changed there."""

    extra = 0
    can_delete = False
    show_change_link = True
    view_on_site = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class SeatsInline(AuthorityInlineMixin, admin.StackedInline):
    """Memberships, seen from a body, a person or an organisation. A table would be too wide."""

    model = Membership
    extra = 0
    formfield_overrides = {FuzzyDateField: {"widget": forms.TextInput(attrs={"size": 10})}}

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("body", "person", "organisation")
