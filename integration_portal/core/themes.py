"""Light, dark or as the device says: kept in a cookie, so that it works without scripts."""

from django.utils.translation import gettext_lazy as _

COOKIE = "theme"
AUTOMATIC = ""
CHOICES = ((AUTOMATIC, _("wie das Gerät")), ("light", _("hell")), ("dark", _("dunkel")))
VALUES = frozenset(value for value, _label in CHOICES)
MAX_AGE = 365 * 24 * 60 * 60  # seconds


def chosen(request) -> str:
    """ "light", "dark" or "" for the device's own; anything else in the cookie counts as ""."""
    value = request.COOKIES.get(COOKIE, AUTOMATIC) if request is not None else AUTOMATIC
    return value if value in VALUES else AUTOMATIC
