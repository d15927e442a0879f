"""Authorities, accounts, roles and invitations in the admin.

Administrators usually work in the portal (/<authority>/konten/); here the operator sees all.
"""

from functools import partial

from django.contrib import admin, messages
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .actions import account as accounts
from .actions import invitation as invitations
from .admin_base import AuthorityAdminMixin, AuthorityInlineMixin
from .enums import MailState, RoleKind
from .forms.login import ResetPasswordForm
from .forms.words import WORD_FIELDSETS, AuthorityForm
from .models import AccountEvent, Invitation, LocalAuthority, Role, User
from .rules import can_edit_account, can_lock_out


class OperatorAdds:
    """Adding and deleting is the operator's; the rest follows from the roles."""

    def has_add_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser


class MemberInline(AuthorityInlineMixin, admin.TabularInline):
    """Which towns belong to the district or association; kept at the towns themselves."""

    model = LocalAuthority
    fk_name = "parent"
    fields = readonly_fields = ("name", "kind", "slug")
    verbose_name_plural = _("Mitglieder")
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(LocalAuthority)
class LocalAuthorityAdmin(OperatorAdds, AuthorityAdminMixin, admin.ModelAdmin):
    authority_path = "pk"
    role_kinds = (RoleKind.ADMINISTRATOR,)
    index_position = 1
    form = AuthorityForm
    list_display = ("name", "kind", "ags", "parent", "slug")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("name", "short_name", "ags", "slug")
    autocomplete_fields = ("parent",)
    inlines = (MemberInline,)
    fieldsets = (
        (None, {"fields": ("name", "short_name", "slug", "kind", "ags", "parent")}),
        (
            _("Auf Papier und im Portal"),
            {"fields": ("logo", "logo_description", "letterhead", "stale_after_months")},
        ),
        *WORD_FIELDSETS,
    )
    # What decides over addresses and who reads whom is the operator's.
    operators_fields = ("slug", "kind", "ags", "parent")

    def get_readonly_fields(self, request, obj=None):
        return () if request.user.is_superuser else self.operators_fields

    def get_inlines(self, request, obj):
        return self.inlines if obj and obj.members.exists() else ()


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


@admin.register(Invitation)
class InvitationAdmin(AuthorityAdminMixin, admin.ModelAdmin):
    """Sent, sent again, revoked; never rewritten."""

    role_kinds = (RoleKind.ADMINISTRATOR,)
    index_position = 4
    list_display = ("email", "authority", "kind", "state_label", "mail", "expires_at")
    list_filter = ("authority", "kind", "mail")
    list_select_related = ("authority",)
    search_fields = ("email", "function")
    fields = ("authority", "email", "function", "kind")
    actions = ("send_again", "revoke")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser

    @admin.display(description=_("Stand"))
    def state_label(self, invitation):
        return invitation.state.label

    def save_model(self, request, obj, form, change):
        """The action sends the mail; its row is the one that counts."""
        data = {name: form.cleaned_data[name] for name in self.fields}
        sent = invitations.invite(by=request.user, link=request.build_absolute_uri, **data)
        obj.__dict__.update(sent.__dict__)
        # The mail leaves when the transaction stands: only then it is known what became of it.
        report = partial(self._report, request, Invitation.objects.filter(pk=sent.pk))
        transaction.on_commit(report)

    @admin.action(description=_("Erneut senden"), permissions=["add"])
    def send_again(self, request, queryset):
        pending, link = list(queryset.pending()), request.build_absolute_uri
        tried = []
        for invitation in pending:
            tried.append(invitations.renew(invitation=invitation, by=request.user, link=link))
            if tried[-1].mail != MailState.SENT:  # a silent server keeps one waiting for each
                break
        self._report(request, tried)
        if left := len(pending) - len(tried):
            self.message_user(
                request,
                _("%s weitere sind unverändert, weil der Mailserver nicht antwortet.") % left,
                messages.WARNING,
            )

    @admin.action(description=_("Zurückziehen"), permissions=["add"])
    def revoke(self, request, queryset):
        for invitation in queryset.pending():
            invitations.revoke(invitation=invitation, by=request.user)
        self.message_user(request, _("Die gewählten offenen Einladungen sind zurückgezogen."))

    def _report(self, request, sent) -> None:
        failed = [i.email for i in sent if i.mail != MailState.SENT]
        if failed:
            self.message_user(
                request,
                _(
                    "Gespeichert, aber nicht sicher verschickt: %s. Wählen Sie sie in der Liste "
                    "aus und dann „Erneut senden“."
                )
                % ", ".join(failed),
                messages.WARNING,
            )
