"""States and kinds of measures, in the terms of the field. Enums own their groups and tone."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeasureOrigin(models.TextChoices):
    EXISTING = "existing", _("bestehend")
    PLANNED = "planned", _("künftig")


class Commitment(models.TextChoices):
    """How binding a measure is; not how far it has come."""

    IDEA = "idea", _("Idee")
    PROPOSED = "proposed", _("vorgeschlagen")
    SUGGESTED = "suggested", _("angeregt")
    RECOMMENDED = "recommended", _("empfohlen")
    EXAMINING = "examining", _("in Prüfung")
    MANDATE = "mandate", _("Prüfauftrag")
    PROMISED = "promised", _("zugesagt")
    RESOLVED = "resolved", _("beschlossen")


class MeasureStatus(models.TextChoices):
    PLANNED = "planned", _("geplant")
    PREPARING = "preparing", _("in Vorbereitung")
    RUNNING = "running", _("in Umsetzung")
    PERMANENT = "permanent", _("laufend, Daueraufgabe")
    DONE = "done", _("umgesetzt")
    MAINSTREAMED = "mainstreamed", _("in den Regelbetrieb übergegangen")
    POSTPONED = "postponed", _("zurückgestellt")
    NOT_PRIORITISED = "not_prioritised", _("nicht priorisiert")
    OUT_OF_REMIT = "out_of_remit", _("außerhalb kommunaler Zuständigkeit")
    STOPPED = "stopped", _("eingestellt")

    # Work that still has to happen: only this can be overdue.
    open = nonmember(("planned", "preparing", "running"))
    # What somebody leads and reports on: an ongoing task as well, although it never falls due.
    current = nonmember(("planned", "preparing", "running", "permanent"))
    achieved = nonmember(("done", "mainstreamed"))
    under_way = nonmember(("preparing", "running", "permanent"))
    set_aside = nonmember(("postponed", "not_prioritised", "out_of_remit", "stopped"))

    @property
    def tone(self) -> str:
        if self in self.achieved:
            return "done"
        if self in self.under_way:
            return "ok"
        return "neutral"


class Progress(models.TextChoices):
    """How far a measure is at a glance: the groups that pictures and summaries count."""

    ACHIEVED = "achieved", _("umgesetzt")
    ON_TRACK = "on_track", _("im Plan")
    LATE = "late", _("überfällig")
    PLANNED = "planned", _("noch geplant")
    ASIDE = "aside", _("zurückgestellt oder eingestellt")

    @property
    def tone(self) -> str:
        return {
            "achieved": "done",
            "on_track": "ok",
            "late": "late",
            "planned": "neutral",
            "aside": "bad",
        }[self.value]


class Horizon(models.TextChoices):
    SHORT = "short", _("kurzfristig")
    MEDIUM = "medium", _("mittelfristig")
    LONG = "long", _("langfristig")


class Continuation(models.TextChoices):
    SECURED = "secured", _("gesichert")
    UNCERTAIN = "uncertain", _("offen")
    ENDING = "ending", _("endet")


class MeasureRoleKind(models.TextChoices):
    LEAD = "lead", _("Federführung")
    PROVIDER = "provider", _("Träger")
    PARTNER = "partner", _("Kooperationspartner")
    FUNDER = "funder", _("Fördergeber")


class TrafficLight(models.TextChoices):
    """How those responsible judge what is still to come; no answer is none."""

    ON_TRACK = "on_track", _("im Plan")
    DELAYED = "delayed", _("verzögert")
    AT_RISK = "at_risk", _("gefährdet")

    @property
    def tone(self) -> str:
        return {"on_track": "ok", "delayed": "late", "at_risk": "bad"}[self.value]


class ReportState(models.TextChoices):
    """The way of a report from who writes it to the measure: only an approved one counts."""

    DRAFT = "draft", _("Entwurf")
    SUBMITTED = "submitted", _("abgegeben")
    RETURNED = "returned", _("zurückgegeben")
    APPROVED = "approved", _("freigegeben")

    # Still in the hands of who writes it.
    open = nonmember(("draft", "returned"))

    @property
    def tone(self) -> str:
        return {"submitted": "ok", "returned": "late", "approved": "done"}.get(
            self.value, "neutral"
        )


class WarningKind(models.TextChoices):
    """What the portal finds wrong with a measure by itself; `models.conditions` says when."""

    MILESTONE = "milestone", _("Zwischenziel überfällig")
    START = "start", _("Beginn überschritten")
    END = "end", _("Ende überschritten")
    MONEY = "money", _("Ansatz überschritten")
    STALE = "stale", _("lange kein Sachstand")
    LEAD = "lead", _("Federführung besteht nicht mehr")

    # What makes a measure "überfällig".
    late = nonmember(("milestone", "end"))

    @property
    def tone(self) -> str:
        return "late" if self.value in ("stale", "lead") else "bad"


class ReportSource(models.TextChoices):
    """Where a dated report of the status comes from."""

    OFFICER = "officer", _("Integrationsbeauftragte")
    CONTRIBUTOR = "contributor", _("verantwortliche Stelle")
    IMPORT = "import", _("Übernahme aus einer Liste")
    DOCUMENT = "document", _("Dokument")
    ROUND = "round", _("Sachstandsabfrage")
    LIST = "list", _("Liste der Maßnahmen")
    BULK = "bulk", _("Änderung mehrerer Maßnahmen")


class ExtraKind(models.TextChoices):
    """What an authority's own field holds."""

    TEXT = "text", _("Text")
    CHOICE = "choice", _("Auswahl")
    NUMBER = "number", _("Zahl")
    MONEY = "money", _("Betrag in Euro")
    DATE = "date", _("Datum")
    LINK = "link", _("Verweis ins Netz")

    figures = nonmember(("number", "money"))
    words = nonmember(("text", "choice", "link"))
