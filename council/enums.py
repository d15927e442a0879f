"""States, roles and results of the council's work. Enums own their groups and tone."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperState(models.TextChoices):
    DRAFT = "draft", _("Entwurf")
    COSIGNING = "cosigning", _("in Mitzeichnung")
    APPROVED = "approved", _("freigegeben")
    SENT = "sent", _("versandt")
    DONE = "done", _("erledigt")
    WITHDRAWN = "withdrawn", _("zurückgezogen")

    # Council readers see these and no others; a change makes a new version.
    shown = nonmember(("sent", "done"))
    # Still on its way through the house; every PDF of it bears ENTWURF.
    internal = nonmember(("draft", "cosigning", "approved"))

    @property
    def tone(self) -> str:
        return {
            "draft": "neutral",
            "cosigning": "late",
            "approved": "ok",
            "sent": "ok",
            "done": "done",
            "withdrawn": "neutral",
        }[self.value]


# The usual next step is first: the form proposes it.
PAPER_TRANSITIONS: dict[str, tuple[str, ...]] = {
    "draft": ("cosigning", "approved", "withdrawn"),
    "cosigning": ("approved", "draft", "withdrawn"),
    "approved": ("sent", "draft", "withdrawn"),
    "sent": ("done", "withdrawn"),
    "done": (),
    "withdrawn": ("draft",),
}


class PaperGroup(models.IntegerChoices):
    """Where a paper stands in the list: what comes next is first."""

    COMING = 1, _("Nächste Sitzungen")
    WAITING = 2, _("Sitzung vorbei, Ergebnis fehlt")
    TREATED = 3, _("Beraten, noch nicht erledigt")
    UNDATED = 4, _("Noch ohne Termin")
    CLOSED = 5, _("Abgeschlossen")


class ConsultationRole(models.TextChoices):
    HEARING = "hearing", _("Anhörung")
    PRELIMINARY = "preliminary", _("Vorberatung")
    DECISION = "decision", _("Entscheidung")
    INFORMATION = "information", _("Kenntnisnahme")

    # They belong before the body that decides.
    before_decision = nonmember(("hearing", "preliminary"))


class OutcomeKind(models.TextChoices):
    NOTED = "noted", _("zur Kenntnis genommen")
    NOTED_WITH_APPROVAL = "noted_with_approval", _("zustimmend zur Kenntnis genommen")
    RECOMMENDED = "recommended", _("empfohlen")
    RESOLVED = "resolved", _("beschlossen")
    RESOLVED_CHANGED = "resolved_changed", _("geändert beschlossen")
    REJECTED = "rejected", _("abgelehnt")
    PASSED_ON = "passed_on", _("ohne Empfehlung weitergeleitet")
    POSTPONED = "postponed", _("vertagt")
    REFERRED = "referred", _("verwiesen")
    TAKEN_OFF = "taken_off", _("abgesetzt")
    WITHDRAWN = "withdrawn", _("zurückgezogen")
    NOT_TREATED = "not_treated", _("nicht behandelt")

    # The body has spoken; a resolution may stand on it.
    resolving = nonmember(
        ("noted", "noted_with_approval", "resolved", "resolved_changed", "rejected")
    )
    # It comes up again: another station follows.
    again = nonmember(("postponed", "referred", "taken_off", "not_treated"))
    # With these an edition can be adopted, or counts as noted.
    adopts = nonmember(("resolved", "resolved_changed"))
    notes = nonmember(("noted", "noted_with_approval"))

    @property
    def tone(self) -> str:
        if self in self.again:
            return "late"
        return "bad" if self in ("rejected", "withdrawn") else "done"


class Budgeted(models.TextChoices):
    YES = "yes", _("ja")
    PARTLY = "partly", _("teilweise")
    NO = "no", _("nein")


class FinanceAnswer(models.TextChoices):
    """Unanswered (empty) is not printed; an answered "keine" is."""

    NONE = "none", _("keine")
    SOME = "some", _("ja, wie folgt")


class ImplicationKind(models.TextChoices):
    CLIMATE = "climate", _("Klima")
    EQUALITY = "equality", _("Gleichstellung")
    INCLUSION = "inclusion", _("Inklusion")
    STAFF = "staff", _("Personal")
    OTHER = "other", _("weitere")


class ImplicationEffect(models.TextChoices):
    NONE = "none", _("keine")
    POSITIVE = "positive", _("fördernd")
    NEGATIVE = "negative", _("belastend")
    MIXED = "mixed", _("teils, teils")
