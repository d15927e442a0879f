"""/konto/kalender/: the secret address, and what a calendar reads there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from integration_portal.accounts.limits import may_ask
from integration_portal.core.tokens import hash_token

from .. import ical
from ..actions import calendar_feeds
from ..calendar import Calendar
from ..models import CalendarFeed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Make, renew or revoke one's own address. It is shown once, in the answer that makes it."""
    address = ""
    if request.method == "POST":
        if "widerrufen" in request.POST:
            calendar_feeds.revoke(by=request.user)
            messages.success(request, _("Die Adresse gilt nicht mehr. Ihr Kalender bleibt leer."))
            return redirect("calendar:page")
        token = calendar_feeds.renew(by=request.user)
        address = request.build_absolute_uri(reverse("calendar:file", args=[token]))
    context = {
        "title": _("Termine im eigenen Kalender"),
        "address": address,
        "feed": CalendarFeed.objects.filter(user=request.user).first(),
    }
    return render(request, "reports/calendar.html", context)


@login_not_required
@require_safe
def file(request: HttpRequest, token: str) -> HttpResponse:
    """What waits for one person. The secret alone opens it: calendars cannot log in."""
    if not may_ask(request, "calendar", key=hash_token(token)):
        return HttpResponse(_("Das ist zu oft nacheinander."), status=429)
    feed = CalendarFeed.objects.for_token(token).select_related("user").first()
    if feed is None:
        raise Http404
    site = f"{request.scheme}://{request.get_host()}"
    written = ical.written(Calendar(feed.user).entries(), site=site)
    response = HttpResponse(written, content_type=ical.CONTENT_TYPE)
    response["Content-Disposition"] = 'inline; filename="termine.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
