"""Pages on which something is entered, deleted or put in order. Rooms import them from here."""

from .aggregate import CreateView, EditView
from .deleting import DeleteView
from .moving import MoveView
from .pages import FormPageView

__all__ = ["CreateView", "DeleteView", "EditView", "FormPageView", "MoveView"]
