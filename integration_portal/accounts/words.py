"""The authority's own words. Each has a default, so that a new authority starts with a full set."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Word:
    """One word or list of words that an authority may say differently."""

    label: str
    default: str | list[str]
    help_text: str = ""

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
