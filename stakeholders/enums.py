"""Kinds of stakeholders, in the terms of the field."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    ADMINISTRATION = "administration", _("Verwaltung")
    GOVERNMENT = "government", _("Behörde oder Land")
    WELFARE = "welfare", _("Wohlfahrtsverband")
    MIGRANT_ORGANISATION = "migrant_organisation", _("Migrantenorganisation")
    RELIGIOUS = "religious", _("Religionsgemeinschaft")
    EDUCATION = "education", _("Bildungseinrichtung")
    SCIENCE = "science", _("Wissenschaft")
    BUSINESS = "business", _("Wirtschaft und Arbeit")
    ASSOCIATION = "association", _("Verein oder Initiative")
    NETWORK = "network", _("Netzwerk oder Arbeitskreis")
    OTHER = "other", _("weitere")


class BodyKind(models.TextChoices):
    COUNCIL = "council", _("Rat oder Kreistag")
    COMMITTEE = "committee", _("Ausschuss")
    ADVISORY_COUNCIL = "advisory_council", _("Integrationsbeirat oder -rat")
    EXECUTIVE = "executive", _("Verwaltungsvorstand")
    STEERING_GROUP = "steering_group", _("Steuerungsgruppe")
    WORKING_GROUP = "working_group", _("Arbeitskreis")
    ROUND_TABLE = "round_table", _("Runder Tisch")
    FORUM = "forum", _("Forum")
    CONFERENCE = "conference", _("Konferenz")


class LegalBasis(models.TextChoices):
    """Why a person's contact may be kept (GDPR, article 6)."""

    OFFICIAL_DUTY = "official_duty", _("dienstliche Aufgabe")
    CONSENT = "consent", _("Einwilligung")


class MembershipRole(models.TextChoices):
    CHAIR = "chair", _("Vorsitz")
    DEPUTY_CHAIR = "deputy_chair", _("stellvertretender Vorsitz")
    MEMBER = "member", _("Mitglied")
    DEPUTY = "deputy", _("Stellvertretung")
    ADVISORY = "advisory", _("beratend")
    OFFICE = "office", _("Geschäftsführung")


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("geplant")
    HELD = "held", _("hat stattgefunden")
    CANCELLED = "cancelled", _("abgesagt")
