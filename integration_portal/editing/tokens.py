"""The sealed note a form page carries: who opened it, what it shows, and in which version.

It proves that this person was given this form, so that what comes back may be kept for them when
their login has run out, or shown to them when the thing is gone. Its nonce tells one page from the
next, so that a page that is sent twice is carried out once.
"""

import secrets
from dataclasses import asdict, dataclass, replace

from django.core import signing
from django.db import models

from integration_portal.history.registry import pointer

FIELD = "geoeffnet"
SEEN = "gesehen"
KEPT = "eingabe"  # in the address: what was typed before the login ran out
MAX_AGE = 14 * 24 * 60 * 60  # seconds; a form left open longer is asked to be opened again
_SALT = "editing.page"


@dataclass(frozen=True)
class PageToken:
    user: int
    subject: str  # "measures.measure:12"; empty for a form that shows no stored thing
    version: int
    nonce: str = ""  # empty on pages from before there were any

    def is_about_the_same_as(self, other: "PageToken | None") -> bool:
        """The same person, thing and version, on whichever page."""
        return other is not None and replace(other, nonce=self.nonce) == self

    def sealed(self) -> str:
        return signing.dumps(asdict(self), salt=_SALT, compress=True)


def page_token(user, thing: models.Model | None, version: int) -> PageToken:
    stored = thing is not None and thing.pk
    subject = pointer(thing) if stored else ""
    return PageToken(user.pk, subject, version, secrets.token_urlsafe(12))


def read(sealed: str | None) -> PageToken | None:
    """Nothing for a missing, forged or old note."""
    try:
        return PageToken(**signing.loads(sealed or "", salt=_SALT, max_age=MAX_AGE))
    except (signing.BadSignature, TypeError):
        return None
