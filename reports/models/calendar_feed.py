from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.core.models import BaseModel
from integration_portal.core.tokens import hash_token


class CalendarFeedQuerySet(models.QuerySet):
    def for_token(self, token: str) -> "CalendarFeedQuerySet":
        """That of the secret address; none of an account that was locked."""
        return self.filter(token_hash=hash_token(token), user__is_active=True)


class CalendarFeed(BaseModel):
    """A secret address at which a calendar reads what waits for one person, without a login.

    Only the hash is stored: who reads the database cannot use it.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Konto"),
        on_delete=models.CASCADE,
        related_name="calendar_feed",
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("angelegt am"), default=timezone.now)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kalenderadresse")
        verbose_name_plural = _("Kalenderadressen")

    def __str__(self) -> str:
        return str(self.user)
