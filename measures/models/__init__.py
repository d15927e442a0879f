from .bulk_change import BulkChange, BulkChangeRow
from .extra_field import ExtraField
from .link import MeasureLink
from .measure import Measure
from .milestone import Milestone
from .money import MeasureCost, MeasureFinancing, MeasureFunding
from .role import MeasureRole
from .saved_view import SavedView
from .status_report import ReportAttachment, StatusReport
from .warning_overrule import WarningOverrule

__all__ = [
    "BulkChange",
    "BulkChangeRow",
    "ExtraField",
    "Measure",
    "MeasureCost",
    "MeasureFinancing",
    "MeasureFunding",
    "MeasureLink",
    "MeasureRole",
    "Milestone",
    "ReportAttachment",
    "SavedView",
    "StatusReport",
    "WarningOverrule",
]
