"""Each step of an import is taken by one at a time: at once if it is short, else by the worker."""

import datetime as dt
import logging

from django.utils import timezone
from django.utils.translation import gettext as _

from .. import tasks
from ..enums import ImportState
from ..models import MeasureImport
from ..tables.guard import Refused
from .applying import Applying
from .checking import check
from .failing import ImportFailed
from .undoing import Undoing

logger = logging.getLogger(__name__)
SHORT = 200  # rows that are worked on while somebody waits


def begin(
    imported: MeasureImport, state: ImportState, *, by, on: dt.date | None = None, reason: str = ""
) -> bool:
    """Take the step; False if somebody else has taken one meanwhile."""
    said = {"state": state, "error": "", "phase": "", "done": 0, "heartbeat_at": timezone.now()}
    taken = MeasureImport.objects.filter(pk=imported.pk, state=state.resting).update(**said)
    if not taken:
        return False
    day = (on or timezone.localdate()).isoformat()
    if imported.total <= SHORT:
        work(imported.pk, state, by=by, on=day, reason=reason)
    else:
        tasks.work.enqueue(imported.pk, state.value, by.pk, day, reason)
    return True


def work(pk: int, state: str, *, by, on: str, reason: str) -> None:
    """Do the step. What goes wrong is noted at the import, in words; nothing half-done remains."""
    rows = MeasureImport.objects.select_related(
        "edition__concept", "edition__authority", "authority"
    )
    imported = rows.filter(pk=pk, state=state).first()
    if imported is None:
        return
    imported.edition.authority = imported.authority
    try:
        _do(imported, ImportState(state), by=by, on=dt.date.fromisoformat(on), reason=reason)
    except (ImportFailed, Refused) as error:
        _fail(pk, state, " ".join(error.messages) if isinstance(error, Refused) else str(error))
    except Exception as error:
        logger.exception("import %s failed at %s", pk, state)
        _fail(
            pk,
            state,
            _(
                "Das hat nicht geklappt, es wurde nichts geändert. Versuchen Sie es noch einmal; "
                "hilft das nicht, melden Sie der technischen Betreuung diesen Fehler: %(error)s"
            )
            % {"error": type(error).__name__},
        )


def _do(imported: MeasureImport, state: ImportState, *, by, on: dt.date, reason: str) -> None:
    if state == ImportState.CHECKING:
        check(imported)
        imported.state = ImportState.CHECKED
        imported.save()
    elif state == ImportState.APPLYING:
        Applying(imported, by=by, on=on, reason=reason).run()
    else:
        Undoing(imported, by=by).run()


def _fail(pk: int, state: str, error: str) -> None:
    MeasureImport.objects.filter(pk=pk, state=state).update(
        state=ImportState(state).resting, error=error
    )


def give_up_silent(imported: MeasureImport) -> None:
    """Call before it is shown: a step that fell silent has failed and can be taken again."""
    if imported.is_silent:
        _fail(
            imported.pk,
            imported.state,
            _(
                "Der Schritt wurde abgebrochen: Seit zwei Minuten kam kein Lebenszeichen. Es "
                "wurde nichts geändert. Sie können es noch einmal versuchen."
            ),
        )
        imported.refresh_from_db()
