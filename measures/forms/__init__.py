"""Forms of measures: the plan, the progress, and the dated report that alone changes a status."""

from .measure import MeasureForm
from .overrule import OverruleForm
from .progress import ProgressForm
from .saved_view import SavedViewForm
from .status_report import StatusReportForm
from .wishes import BulkForm, CellForm

__all__ = [
    "BulkForm",
    "CellForm",
    "MeasureForm",
    "OverruleForm",
    "ProgressForm",
    "SavedViewForm",
    "StatusReportForm",
]
