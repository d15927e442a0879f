"""How often somebody may ask for something; how often that is says ACCOUNT_RATE_LIMITS."""

from allauth.core.internal import ratelimit  # the public one lets every GET pass
from django.http import HttpRequest


def may_ask(request: HttpRequest, action: str, *, key: str | None = None) -> bool:
    """Count this request; False once it is too many. `key` is what a limit "per key" counts by.

    allauth counts, as it does for logins: it knows the visitor's address behind the proxies.
    """
    limit = {"app": "allauth.account", "action": action, "key": key, "limit_get": True}
    return ratelimit.consume(request, **limit) is not None
