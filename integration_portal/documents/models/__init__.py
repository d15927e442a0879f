from .issued_document import IssuedDocument
from .job import Job

__all__ = ["IssuedDocument", "Job"]
