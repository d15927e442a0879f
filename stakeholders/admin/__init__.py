"""The address book in Django's admin: each authority keeps its own."""

from .bodies import BodyAdmin, LegislativeTermAdmin, MeetingAdmin
from .organisations import ContactPointAdmin, OrganisationAdmin
from .people import PersonAdmin, RepresentationAdmin

__all__ = [
    "BodyAdmin",
    "ContactPointAdmin",
    "LegislativeTermAdmin",
    "MeetingAdmin",
    "OrganisationAdmin",
    "PersonAdmin",
    "RepresentationAdmin",
]
