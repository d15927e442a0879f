"""What an import goes through, and what a column of a list can mean."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("hochgeladen")
    CHECKING = "checking", _("wird geprüft")
    CHECKED = "checked", _("geprüft")
    APPLYING = "applying", _("wird übernommen")
    APPLIED = "applied", _("übernommen")
    UNDOING = "undoing", _("wird zurückgenommen")
    UNDONE = "undone", _("zurückgenommen")

    working = nonmember(("checking", "applying", "undoing"))
    # Nothing of it is in the concept yet.
    before = nonmember(("uploaded", "checked"))

    @property
    def tone(self) -> str:
        if self == ImportState.APPLIED:
            return "done"
        return "ok" if self in self.working else "neutral"

    @property
    def resting(self) -> "ImportState":
        """Where a step that failed leaves the import: as if it had not been tried."""
        return {
            ImportState.CHECKING: ImportState.UPLOADED,
            ImportState.APPLYING: ImportState.CHECKED,
            ImportState.UNDOING: ImportState.APPLIED,
        }.get(self, self)


class RowOutcome(models.TextChoices):
    NEW = "new", _("neu")
    CHANGED = "changed", _("geändert")
    UNCHANGED = "unchanged", _("keine Änderung")
    FAULTY = "faulty", _("Fehler")

    written = nonmember(("new", "changed"))

    @property
    def tone(self) -> str:
        return {"new": "ok", "changed": "late", "faulty": "bad"}.get(self.value, "neutral")


class Target(models.TextChoices):
    """What a column holds. Extra fields of the concept and own columns come beside these."""

    NUMBER = "number", _("Nummer")
    TITLE = "title", _("Titel")
    DESCRIPTION = "description", _("Beschreibung")
    PARENT = "parent", _("Baustein von")
    FIELD = "field", _("Handlungsfeld")
    FURTHER_FIELDS = "further_fields", _("weitere Handlungsfelder")
    GOALS = "goals", _("Ziele")
    THEMES = "themes", _("Querschnittsthemen")
    LEAD = "lead", _("Federführung")
    PROVIDER = "provider", _("Träger")
    PARTNER = "partner", _("Kooperationspartner")
    FUNDER = "funder", _("Fördergeber")
    STATUS = "status", _("Umsetzungsstand")
    LIGHT = "light", _("Ampel")
    REPORT_TEXT = "report_text", _("Sachstand, was getan wurde")
    NEXT_STEPS = "next_steps", _("nächste Schritte")
    PROGRESS = "progress", _("Fortschritt")
    EFFECTS = "effects", _("Wirkung")
    OBSTACLES = "obstacles", _("Hindernisse")
    DECISION_NEEDED = "decision_needed", _("Entscheidungsbedarf")
    REACHED = "reached", _("erreichte Personen")
    REPORT_SPENT = "report_spent", _("verausgabt im Jahr des Stichtags")
    REPORTED_ON = "reported_on", _("Stichtag des Sachstands")
    PERIOD = "period", _("Zeitraum (Beginn und Ende)")
    START_PLANNED = "start_planned", _("Beginn, Plan")
    START_FORECAST = "start_forecast", _("Beginn, Prognose")
    START_ACTUAL = "start_actual", _("Beginn, Ist")
    END_PLANNED = "end_planned", _("Ende, Plan")
    END_FORECAST = "end_forecast", _("Ende, Prognose")
    END_ACTUAL = "end_actual", _("Ende, Ist")
    PERMANENT = "permanent", _("auf Dauer angelegt")
    BUDGET = "budget", _("Kosten, Ansatz")
    SPENT = "spent", _("Kosten, verausgabt")
    COSTS = "costs", _("Kosten im Einzelnen")
    FINANCING = "financing", _("Finanzierung im Einzelnen")
    FUNDINGS = "fundings", _("Förderanträge")
    MILESTONES = "milestones", _("Zwischenziele")
    LINKS = "links", _("Verweise")
    ORIGIN = "origin", _("bestehend oder künftig")
    COMMITMENT = "commitment", _("Verbindlichkeit")
    TYPE = "type", _("Art")
    KEY_PROJECT = "key_project", _("Schlüsselprojekt")
    TARGET_GROUPS = "target_groups", _("Zielgruppen")
    AGE_GROUP = "age_group", _("Altersgruppe")
    PARTICIPANTS = "participants", _("Teilnehmende")
    HORIZON = "horizon", _("Zeithorizont")
    RHYTHM = "rhythm", _("Turnus")
    CONTINUATION = "continuation", _("Fortführung")
    CONTINUATION_NOTE = "continuation_note", _("Grund der Fortführung")
    PLACE = "place", _("Ort")
    APPLIES_TO = "applies_to", _("gilt für die Mitglieder")

    roles = nonmember(("lead", "provider", "partner", "funder"))
    money = nonmember(("budget", "spent"))
    # Rows below the measure, each a line of the cell: `exchange.lines`.
    rows = nonmember(("milestones", "costs", "financing", "fundings", "links"))
    dates = nonmember(
        (
            "start_planned",
            "start_forecast",
            "start_actual",
            "end_planned",
            "end_forecast",
            "end_actual",
        )
    )
    # Several columns may mean the same: one per year, or several kinds of partners.
    repeatable = nonmember(("budget", "spent", "partner", "target_groups", "description"))


# The texts of a status report, by the column that stands for each.
REPORT_TEXTS = {
    Target.REPORT_TEXT: "text",
    Target.NEXT_STEPS: "next_steps",
    Target.PROGRESS: "progress",
    Target.EFFECTS: "effects",
    Target.OBSTACLES: "obstacles",
    Target.DECISION_NEEDED: "decision_needed",
}


class Skip(models.TextChoices):
    """What becomes of a column that is none of the portal's."""

    LEAVE_OUT = "", _("nicht übernehmen")
    TEXT = "new:text", _("eigenes Feld anlegen: Text")
    CHOICE = "new:choice", _("eigenes Feld anlegen: Auswahl")
    NUMBER = "new:number", _("eigenes Feld anlegen: Zahl")
    MONEY = "new:money", _("eigenes Feld anlegen: Betrag")
    DATE = "new:date", _("eigenes Feld anlegen: Datum")
    LINK = "new:link", _("eigenes Feld anlegen: Adresse im Netz")
