from .recipient import AccessLink, RoundRecipient
from .reporting_round import ReportingRound
from .status_request import StatusRequest

__all__ = ["AccessLink", "ReportingRound", "RoundRecipient", "StatusRequest"]
