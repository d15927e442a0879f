"""A form that comes back after its login ran out is kept until its writer has logged in again."""

from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from integration_portal.core.views import csrf_failure as plain_refusal

from . import tokens
from .models import KeptInput


class KeepInputMiddleware:
    """Stands between authentication and the demand for a login."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs) -> HttpResponse | None:
        if request.user.is_authenticated or request.method != "POST":
            return None
        return keep(request)


def keep(request: HttpRequest) -> HttpResponse | None:
    """Keep what was sent for the person the form was given to, and lead to it by way of the login.

    The sealed note in the form proves who that is; nobody else, and nobody else's browser, gets to
    see it. Nothing is kept, and None returned, for a form without such a note.
    """
    token = tokens.read(request.POST.get(tokens.FIELD))
    people = get_user_model()._default_manager.filter(is_active=True)
    if token is None or not people.filter(pk=token.user).exists() or len(request.path) > 500:
        return None
    key = KeptInput.objects.keep(user_id=token.user, path=request.path, data=request.POST)
    query = request.GET.copy()
    query[tokens.KEPT] = key
    back = f"{request.path}?{query.urlencode()}"
    if request.user.is_authenticated and request.user.pk == token.user:
        return redirect(back)
    return redirect_to_login(back)


def csrf_failure(request: HttpRequest, reason: str = "", **kwargs) -> HttpResponse:
    """A page from before the last login has an old protection. What it holds is kept as well.

    Named by `settings.CSRF_FAILURE_VIEW`. The form is only shown again, never saved, so a page of
    somebody else's that sends it gains nothing; and it would need the sealed note.
    """
    if request.method == "POST" and (kept := keep(request)) is not None:
        return kept
    return plain_refusal(request, reason=reason)
