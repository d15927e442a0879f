"""Forms of measures: the plan, the progress, and the dated report that alone changes a status."""

from .measure import MeasureForm
from .overrule import OverruleForm
from .progress import ProgressForm
from .status_report import StatusReportForm

__all__ = ["MeasureForm", "OverruleForm", "ProgressForm", "StatusReportForm"]
