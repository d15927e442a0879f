"""What an officer says before anything is checked, and throwing a list away."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from integration_portal.core.fuzzy import FuzzyDate

from ..enums import ImportState
from ..models import MeasureImport


def _hold(imported: MeasureImport) -> None:
    """Nobody takes a step with it until the end of the transaction. All below begin with it.

    Raises ValidationError if somebody has: the list is under way then, or in the concept.
    """
    rows = MeasureImport.objects.select_for_update(no_key=True)
    state = rows.filter(pk=imported.pk).values_list("state", flat=True).first()
    if state not in ImportState.before:
        raise ValidationError(
            _("Mit dieser Liste hat inzwischen jemand weitergearbeitet. Es ging nichts verloren.")
        )


@transaction.atomic
def match_columns(
    *, imported: MeasureImport, targets: list[str], reported_on: FuzzyDate, fill_down: bool
) -> None:
    """What each column means, and for which day the list speaks."""
    _hold(imported)
    for column, target in zip(imported.columns, targets, strict=True):
        column["target"] = target
    imported.reported_on, imported.fill_down = reported_on, fill_down
    imported.state = ImportState.UPLOADED
    imported.save()


@transaction.atomic
def keep_reading(*, imported: MeasureImport) -> None:
    """What `upload.look_anew` has found counts from now on."""
    _hold(imported)
    imported.state = ImportState.UPLOADED
    imported.save()


@transaction.atomic
def decide(*, imported: MeasureImport, decisions: dict[str, dict[str, Any]]) -> None:
    """What becomes of words and names nobody knew."""
    _hold(imported)
    imported.decisions = decisions
    imported.state = ImportState.UPLOADED
    imported.save()


@transaction.atomic
def discard(*, imported: MeasureImport) -> None:
    """A list that was never taken over goes, with its file."""
    _hold(imported)
    storage, name = imported.file.storage, str(imported.file.name)
    imported.delete()
    transaction.on_commit(partial(storage.delete, name))
