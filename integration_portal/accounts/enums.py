"""What kinds of authorities and roles there are."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuthorityKind(models.TextChoices):
    DISTRICT_FREE_CITY = "district_free_city", _("kreisfreie Stadt")
    CITY = "city", _("Stadt")
    MUNICIPALITY = "municipality", _("Gemeinde")
    DISTRICT = "district", _("Kreis")
    ASSOCIATION = "association", _("Gemeindeverwaltungsverband")

    # Only these have members of their own.
    with_members = nonmember(("district", "association"))


class RoleKind(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Portalverwaltung")
    OFFICER = "officer", _("Integrationsbeauftragte")
    CONTRIBUTOR = "contributor", _("Mitwirkende")
    READER = "reader", _("Ratsmitglied, lesend")

    # Who works inside the authority and sees a concept before the council does.
    inside = nonmember(("administrator", "officer", "contributor"))


class EventKind(models.TextChoices):
    """What happened to somebody's access."""

    GIVEN = "given", _("Rolle gegeben")
    TAKEN = "taken", _("Rolle entzogen")
    INVITED = "invited", _("eingeladen")
    RENEWED = "renewed", _("Einladung erneut gesendet")
    REVOKED = "revoked", _("Einladung zurückgezogen")
    ACCEPTED = "accepted", _("Einladung angenommen")
    LOCKED = "locked", _("Konto gesperrt")
    UNLOCKED = "unlocked", _("Sperre aufgehoben")
    ADDRESS = "address", _("E-Mail-Adresse geändert")
    HANDED_OVER = "handed_over", _("Zuständigkeit übergeben")


class InvitationState(models.TextChoices):
    """Told from the dates of an invitation, never stored."""

    OPEN = "open", _("offen")
    EXPIRED = "expired", _("abgelaufen")
    ACCEPTED = "accepted", _("angenommen")
    REVOKED = "revoked", _("zurückgezogen")

    @property
    def tone(self) -> str:
        return {"open": "neutral", "expired": "late", "accepted": "done"}.get(self.value, "neutral")


class MailState(models.TextChoices):
    """What became of an invitation's mail. Waiting means: nobody knows, it is never sent twice."""

    WAITING = "waiting", _("unklar, ob verschickt")
    SENT = "sent", _("verschickt")
    FAILED = "failed", _("nicht verschickt")

    @property
    def tone(self) -> str:
        return {"sent": "ok", "failed": "bad"}.get(self.value, "late")
