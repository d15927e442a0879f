"""Public pages about the portal itself, the choice of light and dark, and pages for errors."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from . import addresses, themes


@method_decorator(login_not_required, name="dispatch")
class PublicPage(TemplateView):
    """A page anyone may read; who runs the portal comes from the settings `PORTAL_OPERATOR_*`."""

    title = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.title, operator=settings.PORTAL_OPERATOR, **kwargs
        )


@require_safe
@cache_control(public=True, max_age=24 * 3600)
@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """The portal's sign for browsers that ask at this address, as beside a PDF file."""
    icon = settings.BASE_DIR / "static" / "portal" / "icon.svg"
    return HttpResponse(icon.read_bytes(), "image/svg+xml")


class HelpPage(PublicPage):
    title = _("Hilfe")
    template_name = "core/help.html"


class ImprintPage(PublicPage):
    title = _("Impressum")
    template_name = "core/imprint.html"


class PrivacyPage(PublicPage):
    title = _("Datenschutz")
    template_name = "core/privacy.html"
    extra_context = {"mail_keep_days": settings.MAIL_KEEP_DAYS}


class AccessibilityPage(PublicPage):
    title = _("Erklärung zur Barrierefreiheit")
    template_name = "core/accessibility.html"


@login_not_required
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice in a cookie and go back to where it was made. Unknown choices are none."""
    response = redirect(addresses.own(request, request.POST.get("next", "")) or "/")
    theme = request.POST.get("theme", themes.AUTOMATIC)
    if theme in themes.VALUES - {themes.AUTOMATIC}:
        response.set_cookie(
            themes.COOKIE,
            theme,
            max_age=themes.MAX_AGE,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(themes.COOKIE, samesite="Lax")
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    """`PermissionDenied(_("…"))` tells the reason; without one the page stays general."""
    reason = str(exception.args[0]) if exception.args else ""
    return _error(request, "403.html", 403, reason=reason)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, "404.html", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _error(request, "403_csrf.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without request, session or database: any of them may be what has failed."""
    return HttpResponse(get_template("500.html").render(), status=500)


def _error(request: HttpRequest, template: str, status: int, **context) -> HttpResponse:
    return render(request, template, context, status=status)
