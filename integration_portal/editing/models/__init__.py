from .kept_input import KeptInput
from .sent_page import SentPage

__all__ = ["KeptInput", "SentPage"]
