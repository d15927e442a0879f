"""/<authority>/konzept/<edition>/beteiligung/"""

from .. import rules
from ..forms import EventForm
from ..models import ParticipationEvent
from .nodes import PartCreate, PartDelete, PartEdit, PartHistory, TreeMove


class EventCreate(PartCreate):
    form_class = EventForm
    edition_rule = rules.can_edit_making
    more = True

    def new_part(self) -> ParticipationEvent:
        return ParticipationEvent(edition=self.edition)


class EventEdit(PartEdit):
    model = ParticipationEvent
    form_class = EventForm
    edition_rule = rules.can_edit_making


class EventDelete(PartDelete):
    model = ParticipationEvent
    edition_rule = rules.can_edit_making
    amends = False


class EventMove(TreeMove):
    model = ParticipationEvent
    edition_rule = rules.can_edit_making
    template_name = "concepts/edition/events.html"


class EventHistory(PartHistory):
    model = ParticipationEvent
