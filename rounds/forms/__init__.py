from .address import AddressForm
from .answer import AnswerForm
from .remark import RemarkForm
from .reporting_round import RoundForm

__all__ = ["AddressForm", "AnswerForm", "RemarkForm", "RoundForm"]
