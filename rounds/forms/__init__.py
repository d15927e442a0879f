from .answer import AnswerForm
from .remark import RemarkForm
from .reporting_round import RoundForm

__all__ = ["AnswerForm", "RemarkForm", "RoundForm"]
