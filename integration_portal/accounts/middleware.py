"""What holds for every answer to somebody who is logged in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class PersonalPagesMiddleware:
    """No browser and no proxy keeps a page of somebody who is logged in: after the logout the back
    button shows nothing of it. A view that says something about caching itself is left alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        name = settings.SESSION_COOKIE_NAME
        # Asked by the cookie, not by the user: a page for all needs no query for this.
        if name in request.COOKIES or name in response.cookies:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
