"""The page behind an invitation's link. It tells nothing to who holds no valid one."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ..actions import invitation as invitations
from ..forms.accounts import AcceptForm
from ..models import User


@sensitive_post_parameters("password1", "password2")
@never_cache
@login_not_required
def invitation(request, token: str) -> HttpResponse:
    """/einladung/<token>/ – join with the account one has, or make one."""
    try:
        found = invitations.find(token)
        if request.user.is_authenticated:
            return _for_somebody(request, token, found)
        if User.objects.with_email(found.email).exists():
            return _please_log_in(request, found)
        return _for_a_newcomer(request, token, found)
    except invitations.Unusable:
        if request.user.is_authenticated and (place := invitations.joined(token, request.user)):
            return redirect("reports:overview", authority=place.slug)
        context = {"title": _("Dieser Link gilt nicht")}
        return render(request, "accounts/invitation_over.html", context, status=404)


def _for_somebody(request, token: str, found) -> HttpResponse:
    if request.user.email != found.email:
        context = {"title": _("Diese Einladung gilt einem anderen Konto")}
        return render(request, "accounts/invitation_other.html", context, status=403)
    if request.method == "POST":
        authority = invitations.join(token=token, by=request.user)
        messages.success(request, _("Sie haben jetzt Zugang zu %s.") % authority)
        return redirect("reports:overview", authority=authority.slug)
    context = {"title": _("Einladung annehmen"), "invitation": found}
    return render(request, "accounts/invitation_join.html", context)


def _please_log_in(request, found) -> HttpResponse:
    if request.method == "POST":
        return redirect_to_login(request.path)
    context = {"title": _("Einladung annehmen"), "invitation": found}
    return render(request, "accounts/invitation_login.html", context)


def _for_a_newcomer(request, token: str, found) -> HttpResponse:
    form = AcceptForm(request.POST or None, email=found.email)
    if request.method == "POST" and form.is_valid():
        try:
            user = invitations.accept(
                token=token,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password1"],
            )
        except invitations.AccountExists:  # two links of one person, opened side by side
            return _please_log_in(request, found)
        get_adapter(request).login(request, user)
        messages.success(request, _("Ihr Konto ist angelegt. Willkommen im Portal."))
        return redirect("reports:overview", authority=found.authority.slug)
    context = {"title": _("Konto anlegen"), "invitation": found, "form": form}
    return render(request, "accounts/invitation_accept.html", context)
