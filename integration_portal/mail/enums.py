"""What became of a mail."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxState(models.TextChoices):
    QUEUED = "queued", _("wartet")
    SENDING = "sending", _("wird gesendet")
    SENT = "sent", _("gesendet")
    # Nobody knows whether it arrived: only a person decides whether it goes out again.
    UNSURE = "unsure", _("unklar, ob gesendet")
    FAILED = "failed", _("nicht gesendet")
    # Whom it was for is asked elsewhere now, or unrecognisable.
    DROPPED = "dropped", _("nicht mehr zu senden")

    # Nothing happens to these by itself any more.
    wants_somebody = nonmember(("unsure", "failed"))
    over = nonmember(("sent", "dropped"))

    @property
    def tone(self) -> str:
        return {"sent": "ok", "unsure": "late", "failed": "bad"}.get(self.value, "neutral")
