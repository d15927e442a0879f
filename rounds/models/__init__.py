from .recipient import AccessLink, RoundRecipient
from .reporting_round import ReportingRound
from .request_file import RequestFile
from .status_request import StatusRequest

__all__ = ["AccessLink", "ReportingRound", "RequestFile", "RoundRecipient", "StatusRequest"]
