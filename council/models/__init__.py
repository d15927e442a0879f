from .attachment import Attachment
from .consultation import AgendaItem, Consultation, Outcome
from .paper import CouncilPaper
from .paper_life import PaperStep, PaperVersion
from .paper_rows import (
    CoSignature,
    FinanceLine,
    Implication,
    PaperSection,
    RelatedPaper,
    SignatureLine,
)
from .resolution import EditionResolution, FollowUp, Resolution

__all__ = [
    "AgendaItem",
    "Attachment",
    "CoSignature",
    "Consultation",
    "CouncilPaper",
    "EditionResolution",
    "FinanceLine",
    "FollowUp",
    "Implication",
    "Outcome",
    "PaperSection",
    "PaperStep",
    "PaperVersion",
    "RelatedPaper",
    "Resolution",
    "SignatureLine",
]
