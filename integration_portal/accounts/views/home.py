"""Where somebody lands after the login."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ..models import LocalAuthority
from ..presenters import places_of


def home(request):
    """/ – straight to the one authority, a choice of several, or whom to ask."""
    authorities = list(LocalAuthority.objects.visible_to(request.user)[:2])
    if len(authorities) == 1:
        return redirect("reports:overview", authority=authorities[0].slug)
    if not authorities:
        context = {"title": _("Noch keine Kommune")}
        return render(request, "accounts/nowhere.html", context)
    context = {"title": _("Ihre Kommunen"), "places": places_of(request.user)}
    return render(request, "accounts/home.html", context)
