"""The parts of a paper's form: its rows, and its sections under the authority's own headings."""

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from integration_portal.editing.forms import Rows, Section

from . import rows

PAPER_ROWS = (
    Rows(
        "consultations",
        form=rows.StationRow,
        title=_("Stationen"),
        add_label=_("Station hinzufügen"),
        row_label=_("Station"),
        blocks=True,
    ),
    Rows(
        "sections",
        form=rows.SectionRow,
        title=_("Abschnitte"),
        add_label=_("Abschnitt hinzufügen"),
        row_label=_("Abschnitt"),
        blocks=True,
    ),
    Rows(
        "finance_lines",
        form=rows.FinanceRow,
        title=_("Beträge"),
        add_label=_("Betrag hinzufügen"),
    ),
    Rows(
        "implications",
        form=rows.ImplicationRow,
        title=_("Weitere Auswirkungen"),
        add_label=_("Auswirkung hinzufügen"),
    ),
    Rows(
        "attachments",
        form=rows.AttachmentRow,
        title=_("Anlagen"),
        add_label=_("Anlage hinzufügen"),
        row_label=_("Anlage"),
        blocks=True,
        extra=0,
        text=_("Nichtöffentliche Anlagen sehen nur die Gremien der Beratungsfolge."),
    ),
    Rows(
        "related",
        form=rows.RelatedRow,
        title=_("Frühere Vorlagen und Beschlüsse"),
        add_label=_("Bezug hinzufügen"),
        row_label=_("Bezug"),
        blocks=True,
        columns=2,
        extra=0,
    ),
    Rows(
        "cosignatures",
        form=rows.CoSignatureRow,
        title=_("Mitzeichnung"),
        add_label=_("Stelle hinzufügen"),
        text=_("Anmerkungen bleiben in der Verwaltung."),
    ),
    Rows(
        "signatures",
        fields=("function", "name"),
        title=_("Unterschriften"),
        add_label=_("Unterschrift hinzufügen"),
    ),
)

_SECTIONS = (
    Section(
        "kopf",
        _("Kopf"),
        (
            ("kind", "number", "date"),
            "subject",
            ("department", "author_function"),
            ("phone", "contact"),
            "further_departments",
            "confidential",
        ),
    ),
    Section(
        "beratungsfolge",
        _("Beratungsfolge"),
        rows=("consultations",),
        text=_(
            "Wählen Sie eine Sitzung, legen Sie eine an oder nennen Sie den Termin so "
            "genau, wie Sie ihn kennen: 14.12.2026, Dezember 2026 oder Herbst 2026."
        ),
    ),
    Section(
        "bezug",
        _("Worum es geht"),
        ("edition", "strategic_goals", "fields", "measures"),
    ),
    Section("beschluss", _("Beschlussvorschlag"), ("proposed_resolution", "summary")),
    Section(
        "begruendung",
        _("Begründung"),
        ("number_sections",),
        rows=("sections",),
        text=_("Ein Abschnitt ohne Text und Überschrift wird nicht gedruckt."),
    ),
    Section(
        "finanzen",
        _("Finanzielle Auswirkungen"),
        (("finance_answer", "budgeted"), ("coverage", "follow_up_costs")),
        rows=("finance_lines",),
        text=_(
            "Ohne Angabe wird der Abschnitt nicht gedruckt, die Antwort „keine“ schon. "
            "Nach dem Speichern lassen sich die Beträge aus den Maßnahmen holen."
        ),
    ),
    Section("auswirkungen", _("Weitere Auswirkungen"), rows=("implications",)),
    Section("anlagen", _("Anlagen"), rows=("attachments",)),
    Section("bezuege", _("Frühere Vorlagen und Beschlüsse"), rows=("related",)),
    Section("mitzeichnung", _("Mitzeichnung"), rows=("cosignatures",)),
    Section("unterschrift", _("Unterschrift"), (("place", "signed_on"),), ("signatures",)),
)
# Which of them bear the authority's own word, see LocalAuthority.word.
_WORDS = {
    "beratungsfolge": "consultations",
    "beschluss": "proposed_resolution",
    "begruendung": "reasons",
    "finanzen": "finances",
    "auswirkungen": "implications",
    "anlagen": "attachments",
}


def own_sections(word: Callable[[str], str]) -> tuple[Section, ...]:
    """The sections, those the authority has a word for under its word."""
    return tuple(
        replace(section, title=word(_WORDS[section.id])) if section.id in _WORDS else section
        for section in _SECTIONS
    )
