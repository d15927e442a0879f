"""The authority's own words. Each has a default, so that a new authority starts with a full set."""

import re
from dataclasses import dataclass
from string import Formatter

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAX_WORD = 120  # characters
MAX_ITEMS = 40
PLACEHOLDERS = frozenset({"number", "year", "body"})


@dataclass(frozen=True)
class Word:
    """One word or list of words that an authority may say differently."""

    label: str | Promise
    default: str | list[str]
    help_text: str | Promise = ""

    @property
    def is_list(self) -> bool:
        return isinstance(self.default, list)


WORDS: dict[str, Word] = {
    "concept_kind": Word(_("Art des Konzepts"), "Integrationskonzept"),
    "field_of_action": Word(_("Ebene 1 des Konzepts"), "Handlungsfeld"),
    "focus": Word(_("Ebene 2 des Konzepts"), "Schwerpunkt"),
    "guiding_goal": Word(_("Leitziel"), "Leitziel"),
    "need": Word(_("Handlungsbedarf"), "Handlungsbedarf"),
    "goal": Word(_("Ziel"), "Ziel"),
    "sub_goal": Word(_("Teilziel"), "Teilziel"),
    "measure": Word(_("Maßnahme"), "Maßnahme"),
    "part": Word(_("Teil einer Maßnahme"), "Baustein"),
    "paper": Word(_("Vorlage"), "Sitzungsvorlage"),
    "paper_number": Word(_("Überschrift der Vorlagennummer"), "Vorlage Nr."),
    "subject": Word(_("Überschrift des Betreffs"), "Betreff"),
    "department": Word(_("Überschrift der Organisationseinheit"), "Fachbereich"),
    "consultations": Word(_("Überschrift der Beratungsfolge"), "Beratungsfolge"),
    "consultation_body": Word(_("Spalte der Gremien"), "Gremium"),
    "consultation_date": Word(_("Spalte der Termine"), "Sitzungstermin"),
    "consultation_public": Word(_("Spalte der Öffentlichkeit"), "Öffentlichkeit"),
    "proposed_resolution": Word(_("Überschrift des Beschlussvorschlags"), "Beschlussvorschlag"),
    "reasons": Word(_("Überschrift der Begründung"), "Begründung"),
    "strategic_goals": Word(_("Überschrift der strategischen Ziele"), "Strategische Ziele"),
    "finances": Word(_("Überschrift der Kosten"), "Finanzielle Auswirkungen"),
    "implications": Word(_("Überschrift weiterer Auswirkungen"), "Weitere Auswirkungen"),
    "attachments": Word(_("Überschrift der Anlagen"), "Anlagen"),
    "number_pattern": Word(
        _("Muster der Vorlagennummer"),
        "{number}/{year}",
        _("{number} steht für die laufende Nummer, {year} für das Jahr, {body} für das Gremium."),
    ),
    "paper_kinds": Word(
        _("Arten von Vorlagen"),
        ["Beschlussvorlage", "Informationsvorlage", "Ergänzungsvorlage", "Tischvorlage", "Antrag"],
    ),
    "measure_types": Word(
        _("Arten von Maßnahmen"),
        ["Projekt", "Fortbildung", "Veranstaltung", "Beratung", "Expertise", "Preis"],
    ),
}  # fmt: skip

# How several of them are called, as long as the authority says the word as the portal does.
PLURALS: dict[str, str | Promise] = {
    "field_of_action": _("Handlungsfelder"),
    "focus": _("Schwerpunkte"),
    "goal": _("Ziele"),
    "sub_goal": _("Teilziele"),
    "measure": _("Maßnahmen"),
    "part": _("Bausteine"),
}


def plural(key: str, said: str) -> str:
    """The authority's own word for a thing; in the plural where it is the usual one."""
    return str(PLURALS.get(key, said)) if said == WORDS[key].default else said


# How the form of an authority groups its words; every word stands in exactly one group.
GROUPS: dict[str | Promise, tuple[str, ...]] = {
    _("Begriffe des Konzepts"): (
        "concept_kind", "field_of_action", "focus", "guiding_goal", "need", "goal", "sub_goal",
        "measure", "part",
    ),
    _("Überschriften der Vorlagen"): (
        "paper", "paper_number", "subject", "department", "consultations", "consultation_body",
        "consultation_date", "consultation_public", "proposed_resolution", "reasons",
        "strategic_goals", "finances", "implications", "attachments",
    ),
    _("Nummern und Listen"): ("number_pattern", "paper_kinds", "measure_types"),
}  # fmt: skip


def validate_number_pattern(pattern: str) -> None:
    """A pattern names the running number once and nothing but the known placeholders."""
    try:
        parts = [part[1:] for part in Formatter().parse(pattern)]
    except ValueError:
        parts = [("", "", "")]
    names = [name for name, _spec, _conversion in parts if name is not None]
    plain = not any(spec or conversion for _name, spec, conversion in parts)
    if not plain or names.count("number") != 1 or not PLACEHOLDERS.issuperset(names):
        raise ValidationError(
            _(
                "Das Muster braucht einmal {number} und darf sonst nur {year} und {body} in "
                "geschweiften Klammern enthalten, zum Beispiel: BSV {number}/{year}"
            )
        )


def split_items(text: str) -> list[str]:
    """One item a line, without blank lines and repetitions; the order stays."""
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def validate_items(text: str) -> None:
    items = split_items(text)
    if len(items) > MAX_ITEMS:
        raise ValidationError(_("Das sind mehr als %(limit)s Zeilen."), params={"limit": MAX_ITEMS})
    if any(len(item) > MAX_WORD for item in items):
        raise ValidationError(
            _("Eine Zeile ist länger als %(limit)s Zeichen."), params={"limit": MAX_WORD}
        )
