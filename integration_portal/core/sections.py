"""The seven sections of an authority's portal, known by the second part of the address."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Section(NamedTuple):
    name: str
    label: str | Promise
    view: str
    paths: tuple[str, ...]


SECTIONS = (
    Section("overview", _("Übersicht"), "reports:overview", ("",)),
    Section("concept", _("Konzept"), "concepts:concept", ("konzept",)),
    Section(
        "measures",
        _("Maßnahmen"),
        "measures:list",
        ("massnahmen", "sachstandsabfragen", "austausch", "postausgang"),
    ),
    Section("papers", _("Vorlagen"), "council:papers", ("vorlagen", "beschluesse")),
    Section("bodies", _("Gremien"), "stakeholders:bodies", ("gremien", "sitzungen")),
    Section("network", _("Netzwerk"), "stakeholders:network", ("netzwerk",)),
    Section("documents", _("Dokumente"), "reports:documents", ("dokumente",)),
)
_BY_PATH = {path: section.name for section in SECTIONS for path in section.paths}


def section_of(path: str) -> str:
    """The section of an address such as "/offenburg/massnahmen/12/"; empty if none."""
    parts = path.strip("/").split("/")
    return _BY_PATH.get(parts[1] if len(parts) > 1 else "", "")
