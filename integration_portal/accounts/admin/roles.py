"""Who may do what, where, and who gained or lost it when: lists to check."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..actions import account as accounts
from ..enums import RoleKind
from ..models import AccountEvent, Role
from .base import AuthorityAdminMixin


@admin.register(Role)
class RoleAdmin(AuthorityAdminMixin, admin.ModelAdmin):
    """Who may do what, where: a list to check. A role is given and taken, never rewritten."""

    role_kinds = (RoleKind.ADMINISTRATOR,)
    crossing_fields = ("user",)  # a first role in an authority is given to somebody from outside
    index_position = 3
    list_display = ("user", "authority", "kind", "created_at")
    list_filter = ("authority", "kind")
    list_select_related = ("user", "authority")
    search_fields = ("user__email", "user__name", "user__function")
    autocomplete_fields = ("user",)
    fields = ("user", "authority", "kind")

    def save_model(self, request, obj, form, change):
        accounts.give(role=obj, by=request.user)

    def delete_model(self, request, obj):
        accounts.take(roles=Role.objects.filter(pk=obj.pk), by=request.user)

    def delete_queryset(self, request, queryset):
        accounts.take(roles=Role.objects.filter(pk__in=queryset.values("pk")), by=request.user)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        own = obj is not None and obj.user == request.user and not request.user.is_superuser
        return allowed and not own


@admin.register(AccountEvent)
class AccountEventAdmin(AuthorityAdminMixin, admin.ModelAdmin):
    """Who gained or lost access: to read, never to write."""

    role_kinds = (RoleKind.ADMINISTRATOR,)
    index_position = 5
    list_display = ("at", "kind", "role", "whom", "by", "authority")
    list_display_links = None
    list_filter = ("kind", "role", "authority")
    list_select_related = ("authority", "account", "invitation", "by")
    search_fields = ("account__email", "invitation__email")
    actions = None

    def changelist_view(self, request, extra_context=None):
        title = {"title": self.opts.verbose_name_plural}
        return super().changelist_view(request, title | (extra_context or {}))

    @admin.display(description=_("Konto"))
    def whom(self, event):
        return event.whom

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """Only along with its authority."""
        here = request.resolver_match.url_name.startswith("accounts_accountevent")
        return request.user.is_superuser and not here
