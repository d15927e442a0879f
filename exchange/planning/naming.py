"""Cells that name what is there already, or is still to be made: fields, goals, organisations."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from integration_portal.core.text import fold

from ..lines import LINES
from ..understanding.cells import split_names
from ..understanding.words import word_key
from .catalogue import FIELD, ORGANISATION, STATUS, Catalogue, bare_field
from .values import names
from .wanted import Column, Line, Wanted


def read_field(wanted: Wanted, column: Column, text: str, catalogue: Catalogue) -> None:
    found = catalogue.field(text, wanted.line)
    if found is not None:
        wanted.values["field"] = found
    elif not catalogue.is_left_out(FIELD, fold(bare_field(text)[:200])):
        wanted.trouble(column.index, _no_field(text))


def read_further_fields(wanted: Wanted, column: Column, text: str, catalogue: Catalogue) -> None:
    for name in names(text, catalogue.knows_field):
        found = catalogue.field(name, wanted.line)
        if found is not None and found not in wanted.fields:
            wanted.fields.append(found)
        elif found is None:
            wanted.trouble(column.index, _no_field(name))


def _no_field(name: str) -> str:
    return _("Das Handlungsfeld „%(name)s“ gibt es noch nicht.") % {"name": name[:80]}


def read_goals(wanted: Wanted, column: Column, text: str, catalogue: Catalogue) -> None:
    unknown = _("Das Ziel „%(name)s“ steht nicht in der Fassung.")
    _known(wanted, column, text, catalogue.goal, wanted.goals, unknown)


def read_themes(wanted: Wanted, column: Column, text: str, catalogue: Catalogue) -> None:
    unknown = _("Das Querschnittsthema „%(name)s“ steht nicht in der Fassung.")
    _known(wanted, column, text, catalogue.theme, wanted.themes, unknown)


def read_members(wanted: Wanted, column: Column, text: str, catalogue: Catalogue) -> None:
    unknown = _("„%(name)s“ ist kein Mitglied der Kommune.")
    _known(wanted, column, text, catalogue.member, wanted.members, unknown)


def _known(
    wanted: Wanted,
    column: Column,
    text: str,
    find: Callable[[str], int | None],
    into: list[int],
    unknown: str,
) -> None:
    for name in names(text, find):
        found = find(name)
        if found is None:
            wanted.trouble(column.index, unknown % {"name": name[:80]})
        elif found not in into:
            into.append(found)


def read_role(wanted: Wanted, column: Column, text: str, catalogue: Catalogue) -> None:
    roles = wanted.roles.setdefault(column.target, [])
    for name in split_names(text, catalogue.knows_organisation):
        found = _organisation(wanted, column, name, catalogue)
        if found is None:
            wanted.partial.add(column.target)
        elif found not in roles:
            roles.append(found)


def _organisation(wanted: Wanted, column: Column, name: str, catalogue: Catalogue) -> Any:
    found = catalogue.organisation(name, wanted.line)
    if found is None and not catalogue.is_left_out(ORGANISATION, fold(name[:200])):
        wanted.trouble(
            column.index,
            _("Die Organisation „%(name)s“ gibt es noch nicht.") % {"name": name[:80]},
        )
    return found


def read_status(wanted: Wanted, column: Column, text: str, catalogue: Catalogue) -> None:
    found = catalogue.status(text, wanted.line)
    if found:
        wanted.report["status"] = found
    elif not catalogue.is_left_out(STATUS, word_key(text)):
        wanted.trouble(
            column.index,
            _("Für das Wort „%(word)s“ ist noch kein Umsetzungsstand gewählt.")
            % {"word": text[:60]},
        )


def read_rows(wanted: Wanted, column: Column, text: str, catalogue: Catalogue) -> None:
    """Milestones, costs and the like, a line each. One not understood is told, the others count."""
    lines = LINES[column.target]
    for said in filter(None, text.split("\n")):
        try:
            values = lines.read(said)
        except ValidationError as error:
            wanted.partial.add(lines.relation)
            wanted.trouble(column.index, f"„{said[:60]}“: {' '.join(error.messages)}")
            continue
        for name in lines.organisations & values.keys():
            found = _organisation(wanted, column, values.pop(name), catalogue)
            if found is not None:
                values[name] = found
        wanted.rows.setdefault(lines.relation, []).append(Line(said, values))
