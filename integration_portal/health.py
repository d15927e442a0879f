"""A sign of life for the machine that watches the portal."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"


@require_safe
@never_cache
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """200 if the portal and its database answer, 503 if the database does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("Die Datenbank antwortet nicht.\n", PLAIN, 503)
    return HttpResponse("In Ordnung.\n", PLAIN)
