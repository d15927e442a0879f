"""What somebody pastes, cleaned before the editor reads it: one set of rules, the server's."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from integration_portal.accounts.limits import may_ask
from integration_portal.core import richtext

MOST = 500_000  # bytes; word processors wrap a page of text in a hundred kilobytes


@require_POST
def paste(request: HttpRequest) -> HttpResponse:
    """The body is HTML from a clipboard, the answer what of it may stay. Nothing is stored."""
    announced = request.headers.get("Content-Length", "")
    if (announced.isdecimal() and int(announced[:12]) > MOST) or len(request.body) > MOST:
        return HttpResponse(_("Das ist zu viel auf einmal."), status=413)
    if not may_ask(request, "paste"):
        return HttpResponse(_("Das ist zu oft nacheinander."), status=429)
    cleaned = richtext.clean(request.body.decode("utf-8", "replace"))
    return HttpResponse(cleaned, content_type="text/plain; charset=utf-8")
