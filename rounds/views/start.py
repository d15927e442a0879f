"""/sachstand/link/<token>/: a start page, and the trade of the token for a cookie."""

from allauth.core.internal import ratelimit  # the public one lets every GET pass
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from ..actions import links
from .doors import discreet, let_in


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def start(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing, so that a mail program that looks ahead does no harm."""
    limit = {"app": "allauth.account", "action": "report_link", "limit_get": True}
    if not ratelimit.consume(request, **limit):
        return discreet(render(request, "429.html", {"title": _("Zu viele Versuche")}, status=429))
    try:
        if request.method == "POST":
            link = links.start(token=token)
            answer = redirect("rounds_by_link:answers", recipient=link.recipient_id)
            let_in(answer, link, secure=settings.SESSION_COOKIE_SECURE)
            return discreet(answer)
        recipient = links.find(token).recipient
    except links.Unusable:
        return discreet(_over(request, status=404))
    # What is asked, and of whom, is told behind the button only.
    context = {"title": _("Bitte um Ihren Sachstand"), "round": recipient.round}
    return discreet(render(request, "rounds/start.html", context))


@never_cache
@login_not_required
@require_safe
def over(request: HttpRequest) -> HttpResponse:
    """/sachstand/: where one ends up without a valid link; it tells nothing of what there is."""
    return discreet(_over(request))


def _over(request: HttpRequest, status: int = 200) -> HttpResponse:
    context = {"title": _("Hier geht es nur mit einem gültigen Link weiter")}
    return render(request, "rounds/link_over.html", context, status=status)
