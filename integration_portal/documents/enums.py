"""The states of a job."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("wartet")
    RUNNING = "running", _("läuft")
    DONE = "done", _("fertig")
    FAILED = "failed", _("fehlgeschlagen")

    # Somebody may still be working on it: a progress page asks again.
    going_on = nonmember(("queued", "running"))

    @property
    def tone(self) -> str:
        return {"done": "ok", "failed": "bad"}.get(self.value, "neutral")
