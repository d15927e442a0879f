from .address import AddressForm
from .answer import AnswerForm
from .files import FilesForm
from .remark import RemarkForm
from .reporting_round import RoundForm

__all__ = ["AddressForm", "AnswerForm", "FilesForm", "RemarkForm", "RoundForm"]
