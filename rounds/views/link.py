"""/sachstand/: the way in with a link, its token traded for a cookie, and the pages behind it."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from integration_portal.accounts.limits import may_ask

from ..actions import links
from . import answer, answers
from .doors import LinkDoor, discreet, let_in


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def start(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing, so that a mail program that looks ahead does no harm."""
    if not may_ask(request, "report_link"):
        return discreet(render(request, "429.html", {"title": _("Zu viele Versuche")}, status=429))
    try:
        if request.method == "POST":
            link = links.start(token=token)
            inside = redirect("rounds_by_link:answers", recipient=link.recipient_id)
            let_in(inside, link, secure=settings.SESSION_COOKIE_SECURE)
            return discreet(inside)
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


class LinkAnswers(LinkDoor, answers.AnswersPage): ...


class LinkReceipt(LinkDoor, answers.ReceiptPage): ...


class LinkHandInAll(LinkDoor, answers.HandInAllPage): ...


class LinkAnswer(LinkDoor, answer.AnswerPage): ...


class LinkDraft(LinkDoor, answer.DraftPage): ...


class LinkUnchanged(LinkDoor, answer.UnchangedPage): ...
