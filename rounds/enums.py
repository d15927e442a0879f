"""States of a round, of what is asked in it, and whom it asks."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    PLANNED = "planned", _("in Vorbereitung")
    OPEN = "open", _("läuft")
    CLOSED = "closed", _("geschlossen")

    @property
    def tone(self) -> str:
        return {"open": "ok", "closed": "done"}.get(self.value, "neutral")


class RequestState(models.TextChoices):
    """How far the answer for one measure is."""

    OPEN = "open", _("offen")
    DRAFTED = "drafted", _("Entwurf")
    SUBMITTED = "submitted", _("abgegeben")
    RETURNED = "returned", _("zurückgegeben")
    APPROVED = "approved", _("freigegeben")

    # Whoever is asked still has something to do; only then are they reminded.
    waiting = nonmember(("open", "drafted", "returned"))
    handed_in = nonmember(("submitted", "approved"))

    @property
    def tone(self) -> str:
        tones = {"drafted": "neutral", "submitted": "ok", "returned": "late", "approved": "done"}
        return tones.get(self.value, "neutral")


class RecipientKind(models.TextChoices):
    """Why this address is asked."""

    CONTACT = "contact", _("Kontakt der Federführung")
    ORGANISATION = "organisation", _("Funktionsadresse der Federführung")
    OFFICER = "officer", _("Integrationsbeauftragte, weil sonst niemand zu fragen ist")

    BY_HAND = "by_hand", _("von Hand eingetragen")

    is_gap = nonmember("officer")


class Question(models.TextChoices):
    """What a round may ask beside status, what was done and next steps: fields of a report."""

    TRAFFIC_LIGHT = "traffic_light", _("Ampel")
    PROGRESS = "progress", _("Fortschritt")
    EFFECTS = "effects", _("Wirkung")
    OBSTACLES = "obstacles", _("Hindernisse")
    DECISION_NEEDED = "decision_needed", _("Entscheidungsbedarf")
    SPENT = "spent", _("verausgabt im Jahr des Stichtags")
    REACHED = "reached", _("erreichte Personen")

    always = nonmember(("status", "text", "next_steps"))
