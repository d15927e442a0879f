"""When somebody last looked at what waits for them: nothing else of a visit is kept."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.models import LocalAuthority, User

# Who comes back within this time is still on the same visit: what was new stays new.
ONE_VISIT = dt.timedelta(hours=1)


class LastVisit(models.Model):
    """The two last visits of one account to its work list in one authority."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Konto"),
        on_delete=models.CASCADE,
        related_name="last_visits",
    )
    authority = models.ForeignKey(
        LocalAuthority,
        verbose_name=_("Kommune"),
        on_delete=models.CASCADE,
        related_name="last_visits",
    )
    at = models.DateTimeField(_("zuletzt"))
    before = models.DateTimeField(_("davor"), null=True)

    class Meta:
        verbose_name = _("letzter Besuch")
        verbose_name_plural = _("letzte Besuche")
        constraints = [
            models.UniqueConstraint(
                fields=("user", "authority"),
                name="last_visit_once",
                violation_error_message=_("Für dieses Konto ist der letzte Besuch vermerkt."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.at:%d.%m.%Y}"


def visited(user: User, authority: LocalAuthority) -> dt.datetime | None:
    """Note the visit. Returns when the one before it was; nothing at the first."""
    now = timezone.now()
    mine = LastVisit.objects.filter(user=user, authority=authority)
    found = mine.first()
    if found is None:
        # Two windows opened at once are one visit.
        LastVisit.objects.get_or_create(user=user, authority=authority, defaults={"at": now})
        return None
    if now - found.at < ONE_VISIT:
        mine.update(at=now)
        return found.before
    mine.update(at=now, before=found.at)
    return found.at
