"""The accounts of an authority, kept by its administrators."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, ListView, TemplateView, View

from ..actions import account as accounts
from ..actions import invitation as invitations
from ..enums import MailState
from ..forms.accounts import DetailsForm, InvitationForm, RolesForm
from ..models import Invitation, User
from ..presenters import account_rows
from ..rules import can_edit_account, can_lock_out, is_administrator
from .base import AuthorityMixin


class Administration(AuthorityMixin):
    """Administrators of the authority only. Other members know the page exists, but not more."""

    rules = (is_administrator,)

    def to_list(self):
        return redirect("accounts:accounts", authority=self.authority.slug)

    def report(self, invitation: Invitation) -> None:
        """Say what became of the mail, and how to go on."""
        to = {"email": invitation.email}
        if invitation.mail == MailState.SENT:
            messages.success(self.request, _("Die Einladung an %(email)s ist verschickt.") % to)
        else:
            messages.warning(
                self.request,
                _(
                    "Die Einladung an %(email)s ist gespeichert, aber der Mailserver hat sie nicht "
                    "sicher angenommen. Sie können sie in dieser Liste erneut senden."
                )
                % to,
            )


class AccountList(Administration, ListView):
    """/<authority>/konten/"""

    template_name = "accounts/account_list.html"
    paginate_by = 50

    def get_queryset(self):
        return User.objects.of(self.authority).prefetch_related("roles").order_by("email")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(title=_("Konten"), **kwargs)
        page = context["page_obj"]
        rows = account_rows(page, authority=self.authority, by=self.request.user)
        waiting = self.authority.invitations.pending().select_related("invited_by")
        return context | {"rows": rows, "invitations": waiting}


class AccountEvents(Administration, ListView):
    """/<authority>/konten/verlauf/ – who gained or lost access, when and through whom."""

    template_name = "accounts/account_events.html"
    context_object_name = "events"
    paginate_by = 50

    def get_queryset(self):
        return self.authority.account_events.told()

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=_("Verlauf der Zugänge"), **kwargs)


class Invite(Administration, FormView):
    """/<authority>/konten/einladen/"""

    template_name = "accounts/invite.html"
    form_class = InvitationForm
    extra_context = {"save_label": _("Einladung senden")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Invitation(authority=self.authority)}

    def form_valid(self, form):
        data = {name: form.cleaned_data[name] for name in ("email", "function", "kind")}
        invitation = invitations.invite(
            authority=self.authority,
            by=self.request.user,
            link=self.request.build_absolute_uri,
            **data,
        )
        self.report(invitation)
        return self.to_list()

    def get_context_data(self, **kwargs):
        cancel = self.to_list().url
        return super().get_context_data(title=_("Person einladen"), cancel_url=cancel, **kwargs)


class InvitationView(Administration):
    @cached_property
    def invitation(self) -> Invitation:
        return get_object_or_404(self.authority.invitations.pending(), pk=self.kwargs["pk"])


class Resend(InvitationView, View):
    """/<authority>/konten/einladungen/<pk>/senden/"""

    http_method_names = ["post"]

    def post(self, request, **kwargs):
        link = request.build_absolute_uri
        self.report(invitations.renew(invitation=self.invitation, by=request.user, link=link))
        return self.to_list()


class Revoke(InvitationView, TemplateView):
    """/<authority>/konten/einladungen/<pk>/zurueckziehen/"""

    template_name = "accounts/confirm.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=_("Einladung an %s zurückziehen?") % self.invitation.email,
            consequences=[{"label": _("Der Link in der Mail gilt dann nicht mehr.")}],
            confirm_label=_("Zurückziehen"),
            cancel_url=self.to_list().url,
            **kwargs,
        )

    def post(self, request, **kwargs):
        invitations.revoke(invitation=self.invitation, by=request.user)
        messages.success(
            request, _("Die Einladung an %s ist zurückgezogen.") % self.invitation.email
        )
        return self.to_list()


class AccountView(Administration):
    """Below one account that has a role here; others are not found."""

    @cached_property
    def account(self) -> User:
        return get_object_or_404(User.objects.of(self.authority), pk=self.kwargs["pk"])

    @property
    def whole(self) -> bool:
        """Whether more than the roles here may be edited."""
        return can_edit_account(self.request.user, self.account)

    def to_account(self):
        return redirect("accounts:account", authority=self.authority.slug, pk=self.account.pk)


class AccountPage(AccountView, TemplateView):
    """/<authority>/konten/<pk>/ – two forms on one page: `details` and `roles`."""

    template_name = "accounts/account.html"

    def forms(self, data=None, which: str = "") -> dict:
        own = self.account == self.request.user
        roles = self.account.roles.filter(authority=self.authority)
        chosen = {"kinds": list(roles.values_list("kind", flat=True))}
        sent = {which: data}
        # An instance of its own: an invalid form must not change what the page says.
        instance = User.objects.get(pk=self.account.pk)
        return {
            "roles_form": RolesForm(sent.get("roles"), initial=chosen, own=own, prefix="roles"),
            "details_form": DetailsForm(sent.get("details"), instance=instance, prefix="details")
            if self.whole
            else None,
        }

    def get_context_data(self, **kwargs):
        forms = kwargs.pop("forms", None) or self.forms()
        return super().get_context_data(
            title=str(self.account),
            account=self.account,
            whole=self.whole,
            own=self.account == self.request.user,
            events=self.authority.account_events.filter(account=self.account).told()[:10],
            bound=next((form for form in forms.values() if form and form.is_bound), None),
            **forms,
            **kwargs,
        )

    def post(self, request, **kwargs):
        which = "details" if "details" in request.POST else "roles"
        forms = self.forms(request.POST, which)
        form = forms[f"{which}_form"]
        if form is None:
            raise PermissionDenied
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(forms=forms))
        change = {"account": self.account, "by": request.user} | form.cleaned_data
        if which == "details":
            accounts.change_details(**change)
        else:
            accounts.change_roles(authority=self.authority, **change)
        messages.success(request, _("Das Konto %s ist gespeichert.") % self.account.email)
        return self.to_account()


class Confirm(AccountView, TemplateView):
    """A step that takes something away from an account, asked for on its own page."""

    template_name = "accounts/confirm.html"
    question = confirm_label = done = ""
    consequence = ""

    def hindrances(self) -> list[str]:
        if can_lock_out(self.request.user, self.account):
            return []
        return [_("Das ist Ihr eigenes Konto. Bitten Sie jemand anderen aus der Portalverwaltung.")]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.question % self.account.email,
            consequences_title=_("Das geschieht dabei"),
            hindrances=self.hindrances(),
            consequences=[{"label": self.consequence}],
            confirm_label=self.confirm_label,
            cancel_url=self.to_account().url,
            **kwargs,
        )

    def post(self, request, **kwargs):
        if self.hindrances():
            raise PermissionDenied
        self.act()
        messages.success(request, self.done % self.account.email)
        return self.to_list()

    def act(self) -> None:
        raise NotImplementedError


class Withdraw(Confirm):
    """/<authority>/konten/<pk>/entziehen/"""

    question = _("%s den Zugang zu dieser Kommune entziehen?")
    consequence = _(
        "Alle Rollen in dieser Kommune fallen weg. Was die Person geschrieben hat, bleibt; eine "
        "neue Einladung gibt den Zugang wieder."
    )
    confirm_label = _("Zugang entziehen")
    done = _("%s hat hier keinen Zugang mehr.")

    def act(self):
        accounts.change_roles(
            account=self.account, authority=self.authority, kinds=(), by=self.request.user
        )


class Lock(Confirm):
    """/<authority>/konten/<pk>/sperren/"""

    question = _("Konto %s sperren?")
    consequence = _(
        "Die Person wird abgemeldet und kann sich nicht mehr anmelden. Rollen und alles, was sie "
        "geschrieben hat, bleiben; Sie können die Sperre jederzeit aufheben."
    )
    confirm_label = _("Konto sperren")
    done = _("Das Konto %s ist gesperrt.")

    def hindrances(self):
        if not self.whole:
            return [_("Die Person hat auch anderswo Rollen; ihr Konto sperrt nur der Betrieb.")]
        return super().hindrances()

    def act(self):
        accounts.lock(account=self.account, by=self.request.user)


class Unlock(AccountView, View):
    """/<authority>/konten/<pk>/freigeben/"""

    http_method_names = ["post"]

    def post(self, request, **kwargs):
        accounts.unlock(account=self.account, by=request.user)
        messages.success(request, _("Das Konto %s ist wieder frei.") % self.account.email)
        return self.to_account()
