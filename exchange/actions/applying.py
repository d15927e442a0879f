"""Carrying a checked list out, with what an undo needs."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from integration_portal.core.bulk import Prepared, parts
from measures.actions.measures import keep_words_of

from ..enums import ImportState
from ..models import MeasureImport
from .checking import CHUNK, remember, say
from .failing import RowFailed
from .part import Part
from .rewriting import count_anew
from .short import ShortStep
from .surveying import Survey


class Applying(ShortStep):
    """One list on its way into its edition."""

    state = ImportState.APPLYING

    def __init__(self, imported: MeasureImport, *, by, on: dt.date, reason: str):
        super().__init__(imported)
        reason = reason or _("Übernahme aus der Liste „%(name)s“") % {"name": imported.name}
        self._said = {"by": by, "on": on, "reason": reason}

    def prepare(self) -> None:
        """Part by part: a list may have thousands of rows, and each holds all its cells."""
        self._survey = Survey(self.imported)
        made = Prepared()
        self._survey.made.prepare(made, **self._said)
        self._prepared: list[tuple[Sequence[int], Prepared]] = [([], made)]
        for number, pks in enumerate(parts(self._survey.rows, CHUNK)):
            say(self.imported, _("Übernahme vorbereiten"), number * CHUNK)
            self._prepared.append((pks, Part(self._survey, pks, **self._said).prepare()))
        self._prepared.append(([], self._around()))
        say(self.imported, _("In die Fassung eintragen"), self.imported.total)

    def _around(self) -> Prepared:
        """Measures that were there before are counted anew, whether the list names them, and found
        by the words of their new parts.
        """
        prepared = Prepared()
        count_anew(prepared, self.edition, self._survey.numbers)
        wholes = self.edition.measures.filter(pk__in=self._survey.parts)
        prepared.later(partial(keep_words_of, wholes))
        return prepared

    def write(self) -> bool:
        for pks, prepared in self._prepared:
            self._at = pks
            prepared.run()
        self._survey.made.tell()
        self.imported.state = ImportState.APPLIED
        self.imported.applied_at = timezone.now()
        self.imported.save()
        remember(self.imported)
        return True

    def closed(self) -> str:
        return _("Es wurde nichts übernommen. Laden Sie die Liste in die geltende Fassung.")

    def blame(self, error: Exception) -> None:
        """Which row of the part, and why, if it can be found."""
        if not self._at:
            return
        part = Part(self._survey, self._at, **self._said)
        for row in part.rows:
            try:
                part.measures[row.pk].full_clean(
                    exclude=["edition", "parent", "field", "last_report"]
                )
            except ValidationError as found:
                raise RowFailed(row.line, "", " ".join(found.messages)) from error
        raise RowFailed(
            part.rows[0].line,
            "",
            _("Die Datenbank hat diese oder eine der folgenden Zeilen abgelehnt."),
        ) from error
