"""/<authority>/massnahmen/<measure>/verlauf/"""

import datetime as dt

from integration_portal.history.models import Revision, subject_type
from integration_portal.history.thaw import Frozen, thaw
from integration_portal.history.views import HistoryView

from .. import rules
from ..enums import ReportState
from ..models import Measure, StatusReport
from .measures import MeasureMixin


class MeasureHistory(MeasureMixin, HistoryView):
    template_name = "measures/history.html"
    template_as_of = "measures/as_of.html"
    thing_rules = (rules.can_read_history,)

    def get_as_of_context(self, revision: Revision, moment: dt.datetime) -> dict:
        return {"report": report_at(self.thing, moment)}


def report_at(measure: Measure, moment: dt.datetime) -> Frozen | None:
    """The report that counted then: of those known and approved by that moment the newest."""
    known = Revision.objects.within(measure).filter(subject_type=subject_type(StatusReport))
    reports = [
        thaw(StatusReport, {"state": ReportState.APPROVED} | one.state, one.subject_id)
        for one in known.as_of(moment)
    ]
    approved = [one for one in reports if one.state == ReportState.APPROVED and one.on]
    return max(approved, key=lambda one: (one.on.encode(), one.pk), default=None)
