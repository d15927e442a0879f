"""A step that writes: everything is made ready first, then written in one short transaction.

On SQLite nobody else writes meanwhile, so it must not take longer than a few seconds.
"""

from abc import ABC, abstractmethod

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from concepts.actions.editions import hold
from integration_portal.history.many import latest_of

from ..enums import ImportState
from ..models import MeasureImport
from .failing import ImportFailed

ATTEMPTS = 3


class ShortStep(ABC):
    """All or nothing. `prepare` only reads and thinks, `write` only writes."""

    state: ImportState  # of the import while it is under way

    def __init__(self, imported: MeasureImport):
        self.imported, self.edition = imported, imported.edition

    def run(self) -> None:
        """Raises ImportFailed, as RowFailed where a row is to blame; then nothing was written."""
        for _attempt in range(ATTEMPTS):
            before = latest_of(self.imported.authority_id)
            self._must_go_on()
            self.prepare()
            if self._wrote(before):
                return
        raise ImportFailed(
            _(
                "Im Portal wurde gerade so viel gespeichert, dass der Schritt nicht dazwischen "
                "kam. Es wurde nichts geändert. Versuchen Sie es gleich noch einmal."
            )
        )

    def _wrote(self, before: list[int]) -> bool:
        """False if somebody saved something since `before`: then it may be otherwise by now."""
        try:
            with transaction.atomic():
                same = hold(self.edition)
                self._must_go_on()
                taken = MeasureImport.objects.filter(pk=self.imported.pk, state=self.state)
                if not taken.exists():
                    raise ImportFailed(
                        _("Der Schritt wurde inzwischen abgebrochen. Es wurde nichts geändert.")
                    )
                if not same or latest_of(self.imported.authority_id) != before:
                    return False
                return self.write()
        except (DataError, IntegrityError) as error:
            self.blame(error)
            raise

    def _must_go_on(self) -> None:
        if self.edition.is_closed:
            raise ImportFailed(
                _("Die Fassung ist inzwischen %(status)s. %(what)s")
                % {"status": self.edition.get_status_display(), "what": self.closed()}
            )

    @abstractmethod
    def prepare(self) -> None:
        """Begins anew when it is called again."""

    @abstractmethod
    def write(self) -> bool:
        """False, with nothing written, if something is in the way that was not there before."""

    @abstractmethod
    def closed(self) -> str:
        """What to say and do if the edition has ended meanwhile."""

    def blame(self, error: Exception) -> None:  # noqa: B027 - not every step knows rows
        """Raises RowFailed if the row is known that the database refused."""
