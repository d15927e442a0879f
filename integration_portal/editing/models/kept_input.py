"""What somebody typed into a form whose login had run out, until they are back."""

import datetime as dt
import secrets
import zlib

from django.conf import settings
from django.db import models, transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.core.tokens import hash_token

LIFETIME = dt.timedelta(days=3)
PER_PERSON = 5

_NOT_KEPT = {"csrfmiddlewaretoken"}


class KeptInputQuerySet(models.QuerySet):
    def alive(self) -> "KeptInputQuerySet":
        return self.filter(kept_at__gt=timezone.now() - LIFETIME)

    def forget_old(self) -> None:
        self.exclude(kept_at__gt=timezone.now() - LIFETIME).delete()

    def find(self, *, key: str, user, path: str) -> "KeptInput | None":
        """Only for who typed it, only on the page it was typed on."""
        return self.alive().filter(key_hash=hash_token(key), user=user, path=path).first()

    @transaction.atomic
    def keep(self, *, user_id: int, path: str, data: QueryDict) -> str:
        """Store what was typed; returns the key for the address. Old and surplus ones go."""
        self.forget_old()
        newest = self.filter(user_id=user_id).order_by("-pk")[: PER_PERSON - 1]
        self.filter(user_id=user_id).exclude(pk__in=[kept.pk for kept in newest]).delete()
        typed = data.copy()
        for name in _NOT_KEPT:
            typed.pop(name, None)
        key = secrets.token_urlsafe(24)
        self.create(
            user_id=user_id,
            path=path,
            key_hash=hash_token(key),
            body=zlib.compress(typed.urlencode().encode()),
        )
        return key


class KeptInput(models.Model):
    """One sent form. The address holds a key, the table only its hash; the person must match.

    What was typed is packed, not encrypted: for three days it stands in the database whose rows it
    is meant to become, in clear text as well, so a cipher here would protect nobody from who reads
    the database. Whoever must protect that encrypts the disk and the backups.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("von"),
        on_delete=models.CASCADE,
        related_name="kept_inputs",
    )
    path = models.CharField(max_length=500)
    key_hash = models.CharField(max_length=64, unique=True)
    body = models.BinaryField()
    kept_at = models.DateTimeField(_("aufgehoben am"), default=timezone.now)

    objects = KeptInputQuerySet.as_manager()

    class Meta:
        verbose_name = _("aufgehobene Eingabe")
        verbose_name_plural = _("aufgehobene Eingaben")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.path}, {self.kept_at:%d.%m.%Y %H:%M}"

    @property
    def data(self) -> QueryDict:
        return QueryDict(zlib.decompress(self.body), mutable=True)
