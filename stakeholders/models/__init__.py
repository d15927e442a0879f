from .body import Body, Membership
from .contact_point import ContactPoint
from .meeting import LegislativeTerm, Meeting, MeetingMove
from .organisation import Organisation
from .person import Person
from .representation import Representation, bodies_of, organisations_of

__all__ = [
    "Body",
    "ContactPoint",
    "LegislativeTerm",
    "Meeting",
    "MeetingMove",
    "Membership",
    "Organisation",
    "Person",
    "Representation",
    "bodies_of",
    "organisations_of",
]
