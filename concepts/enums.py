"""States and kinds of concepts, in the terms of the field. Enums own their groups and tone."""

from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionStatus(models.TextChoices):
    DRAFT = "draft", _("Entwurf")
    PARTICIPATION = "participation", _("Beteiligung")
    DELIBERATION = "deliberation", _("in Beratung")
    ADOPTED = "adopted", _("beschlossen")
    NOTED = "noted", _("zur Kenntnis genommen")
    PUBLISHED = "published", _("veröffentlicht ohne Beschluss")
    DORMANT = "dormant", _("ruht")
    SUPERSEDED = "superseded", _("abgelöst")

    # Free to be edited; automatic numbers follow the order.
    open = nonmember(("draft", "participation", "deliberation"))
    # Shown to the council; its readers see these, and what was closed after one of these.
    shown = nonmember(("deliberation", "adopted", "noted", "published"))
    # Its life is at rest or over; who reads it is whoever read it before.
    closed = nonmember(("dormant", "superseded"))
    # A body resolved it; only a resolution leads here.
    resolved = nonmember(("adopted", "noted"))
    # The plan the authority works by; changed only by an amendment.
    in_force = nonmember(("adopted", "noted", "published"))

    @property
    def tone(self) -> str:
        return {
            "draft": "neutral",
            "participation": "late",
            "deliberation": "late",
            "adopted": "ok",
            "noted": "ok",
            "published": "ok",
            "dormant": "bad",
            "superseded": "neutral",
        }[self.value]


# Which status may follow which. "ruht" leads back to where it came from: see Edition.next_statuses.
# A draft may leap: old editions are entered whose way to the council nobody remembers.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    "draft": (
        "participation", "deliberation", "adopted", "noted", "published", "dormant", "superseded",
    ),
    "participation": ("draft", "deliberation", "adopted", "noted", "published", "dormant"),
    "deliberation": ("draft", "participation", "adopted", "noted", "published", "dormant"),
    "adopted": ("dormant", "superseded"),
    "noted": ("adopted", "dormant", "superseded"),
    "published": ("adopted", "noted", "dormant", "superseded"),
    "dormant": ("superseded",),
    "superseded": (),
}  # fmt: skip


class ChangeStatus(models.TextChoices):
    """How a field stands against the previous edition."""

    UNCHANGED = "unchanged", _("unverändert")
    UPDATED = "updated", _("aktualisiert")
    NEW = "new", _("neu")
    RENAMED = "renamed", _("umbenannt")
    MERGED = "merged", _("zusammengeführt")
    SPLIT = "split", _("aufgeteilt")


class AmendmentKind(models.TextChoices):
    ADDED = "added", _("nachträglich aufgenommen")
    CHANGED = "changed", _("Plan geändert")
    REMOVED = "removed", _("nachträglich entfallen")


class EditionRoleKind(models.TextChoices):
    SCIENTIFIC = "scientific", _("wissenschaftliche Begleitung")
    PROCESS = "process", _("Prozessbegleitung")
    MODERATION = "moderation", _("Moderation")
    EDITOR = "editor", _("Herausgabe")
    AUTHOR = "author", _("Erarbeitung")


class EventKind(models.TextChoices):
    KICKOFF = "kickoff", _("Auftakt")
    WORKSHOP = "workshop", _("Workshop")
    WORKING_GROUP = "working_group", _("Arbeitsgruppe")
    CONFERENCE = "conference", _("Konferenz")
    INTERVIEWS = "interviews", _("Experteninterviews")
    SURVEY = "survey", _("Online-Befragung")
    TRAINING = "training", _("Fortbildung")
    MEETING = "meeting", _("Austausch")
    WRITING = "writing", _("Auswertung und Verschriftlichung")
    CLOSING = "closing", _("Abschluss")
    OTHER = "other", _("weiteres Format")


class FinancingKind(models.TextChoices):
    OWN = "own", _("Eigenanteil")
    GRANT = "grant", _("Zuschuss")
    IN_KIND = "in_kind", _("Sachleistung")


class FundingState(models.TextChoices):
    PLANNED = "planned", _("geplant")
    APPLIED = "applied", _("gestellt")
    GRANTED = "granted", _("bewilligt")
    REFUSED = "refused", _("abgelehnt")


class BudgetState(models.TextChoices):
    """How far a pot for new ideas has come."""

    PROPOSED = "proposed", _("vorgeschlagen")
    DELIBERATED = "deliberated", _("in Beratung")
    DECIDED = "decided", _("beschlossen")
    REFUSED = "refused", _("abgelehnt")
