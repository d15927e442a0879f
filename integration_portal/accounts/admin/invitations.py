"""Invitations: sent, sent again, revoked."""

from functools import partial

from django.contrib import admin, messages
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..actions import invitation as invitations
from ..enums import MailState, RoleKind
from ..models import Invitation
from .base import AuthorityAdminMixin


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
