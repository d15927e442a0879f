"""Why a step of an import could not be done, in words that name row and column."""

from django.utils.translation import gettext as _


class ImportFailed(RuntimeError):
    """A step was not done and nothing of it remains. The message is for people."""


class RowFailed(ImportFailed):
    """One row stopped the whole."""

    def __init__(self, line: int, column: str, text: str):
        where = _("Zeile %(line)s") % {"line": line}
        if column:
            where = _("%(where)s, Spalte „%(column)s“") % {"where": where, "column": column}
        super().__init__(
            _("%(where)s: %(text)s Es wurde nichts übernommen, die Maßnahmen sind unverändert.")
            % {"where": where, "text": text}
        )
        self.line, self.column = line, column
