"""Accounts and the roles that they have."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from ..actions import account as accounts
from ..enums import RoleKind
from ..forms.login import ResetPasswordForm
from ..models import Role, User
from ..rules import can_edit_account, can_lock_out
from .base import AuthorityAdminMixin, AuthorityInlineMixin, OperatorAdds


class RoleInline(AuthorityInlineMixin, admin.TabularInline):
    """Roles of an account; those in other people's authorities are neither shown nor touched."""

    model = Role
    role_kinds = (RoleKind.ADMINISTRATOR,)
    fields = ("authority", "kind")
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).filter(authority__in=self.authorities(request))

    def has_change_permission(self, request, obj=None):
        """Nobody takes away their own administration by mistake."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (request.user.is_superuser or can_lock_out(request.user, obj))


@admin.register(User)
class UserAdmin(OperatorAdds, AuthorityAdminMixin, admin.ModelAdmin):
    """No passwords here: people set their own by a link."""

    authority_path = "roles__authority"
    role_kinds = (RoleKind.ADMINISTRATOR,)
    index_position = 2
    list_display = ("email", "name", "function", "is_active", "last_login")
    list_filter = ("is_active", "roles__authority", "roles__kind")
    search_fields = ("email", "name", "function")
    ordering = ("email",)
    inlines = (RoleInline,)
    actions = ("send_password_link",)
    fields = ("email", "name", "function", "is_active", "is_superuser", "last_login", "created_at")
    readonly_fields = ("last_login", "created_at")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "is_superuser":
            kwargs["label"] = _("betreibt das Portal")
            kwargs["help_text"] = _(
                "Sieht und ändert in dieser Verwaltung alles, für alle Kommunen."
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_fields(self, request, obj=None):
        hidden = set() if request.user.is_superuser else {"is_superuser"}
        return [name for name in self.fields if name not in hidden]

    def get_readonly_fields(self, request, obj=None):
        if obj is None or can_edit_account(request.user, obj):
            own = obj is not None and not can_lock_out(request.user, obj)
            return (*self.readonly_fields, *(("is_active", "is_superuser") if own else ()))
        return tuple(self.get_fields(request, obj))

    def save_model(self, request, obj, form, change):
        before = form.initial.get("email", "")
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data and before != obj.email:
            accounts.address_changed(account=obj, before=before, by=request.user)
        if change and "is_active" in form.changed_data:
            accounts.lock_changed(account=obj, by=request.user)

    def save_formset(self, request, form, formset, change):
        """Roles are given and taken as in the portal, so that the trail tells of them."""
        if formset.model is not Role:
            return super().save_formset(request, form, formset, change)
        formset.save(commit=False)
        touched = [*formset.deleted_objects, *(role for role, _fields in formset.changed_objects)]
        own = Role.objects.filter(pk__in=[role.pk for role in touched])
        accounts.take(roles=own, by=request.user)
        for role in [*formset.new_objects, *(role for role, _fields in formset.changed_objects)]:
            accounts.give(role=role, by=request.user)
        return None

    def delete_model(self, request, obj):
        accounts.take(roles=obj.roles.all(), by=request.user)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        accounts.take(roles=Role.objects.filter(user__in=queryset), by=request.user)
        super().delete_queryset(request, queryset)

    @admin.action(description=_("Link zum Setzen des Passworts senden"))
    def send_password_link(self, request, queryset):
        wanted = [
            account.email
            for account in queryset
            if account.is_active and can_edit_account(request.user, account)
        ]
        sent = []
        for email in wanted:
            form = ResetPasswordForm({"email": email})
            if form.is_valid():
                form.save(request)
            # The adapter has said so. Nobody waits ten seconds for each of many more.
            if getattr(request, "mail_failed", False):
                break
            sent.append(email)
        skipped = queryset.count() - len(wanted)
        if sent:
            self.message_user(request, _("Angefordert für: %s") % ", ".join(sent))
        if skipped:
            self.message_user(
                request,
                _("%s Konten sind gesperrt oder werden vom Betrieb gepflegt.") % skipped,
                messages.WARNING,
            )
