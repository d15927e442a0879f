from .import_memory import ImportMemory
from .import_row import ImportRow
from .measure_import import MeasureImport

__all__ = ["ImportMemory", "ImportRow", "MeasureImport"]
