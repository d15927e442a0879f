"""A kept file as a sheet, whatever it is."""

from .delimited import read_delimited
from .objects import read_objects
from .sheet import Sheet
from .workbook import read_workbook


def read_sheet(file, kind: str, name: str = "") -> tuple[list[str], Sheet]:
    """The names of all sheets, where a file has several, and the one of that name.

    `kind` is what `guard.kind_of` said. Raises Refused for what cannot be read.
    """
    if kind == "xlsx":
        return read_workbook(file, name)
    return [], (read_objects if kind == "json" else read_delimited)(file)
