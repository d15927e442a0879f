"""Which pages have been sent already, and where they led."""

import datetime as dt
import hashlib

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..tokens import MAX_AGE
from .kept_input import KeptInput

LIFETIME = dt.timedelta(seconds=MAX_AGE)  # an older note is not accepted any more


def digest(*parts: bytes) -> str:
    """Of the parts one after another; the length before each keeps their borders apart."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(b"%d:" % len(part))
        whole.update(part)
    return whole.hexdigest()


class AlreadySent(Exception):
    """The page was sent and carried out before; `page` says where it led."""

    def __init__(self, page: "SentPage") -> None:
        super().__init__(page.pk)
        self.page = page


class SentPageQuerySet(models.QuerySet):
    def find(self, nonce: str) -> "SentPage | None":
        return self.filter(nonce_hash=digest(nonce.encode())).first()

    def claim(self, *, nonce: str, content: str) -> "SentPage":
        """Take the page for this sending, in the transaction of what it does.

        Who sends it a second time meanwhile waits here for the first. Raises AlreadySent.
        """
        self.filter(sent_at__lt=timezone.now() - LIFETIME).delete()
        KeptInput.objects.forget_old()
        try:
            with transaction.atomic():
                return self.create(nonce_hash=digest(nonce.encode()), content_hash=content)
        except IntegrityError:
            first = self.find(nonce)
            if first is None:
                raise
            raise AlreadySent(first) from None


class SentPage(models.Model):
    """One page with a form, sent and carried out. Neither who sent it nor what stands here."""

    nonce_hash = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    url = models.TextField(blank=True)
    sent_at = models.DateTimeField(_("gesendet am"), default=timezone.now, db_index=True)

    objects = SentPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("gesendete Seite")
        verbose_name_plural = _("gesendete Seiten")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("nonce_hash",),
                name="sent_page_once",
                violation_error_message=_("Diese Seite wurde schon gesendet."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.url}, {self.sent_at:%d.%m.%Y %H:%M}"
