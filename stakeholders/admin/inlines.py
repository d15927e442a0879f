from django.contrib import admin

from integration_portal.accounts.admin_base import AuthorityInlineMixin


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
