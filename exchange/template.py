"""The empty table that officers fill in: every column the portal knows, with what belongs in it."""

import io

from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from .enums import Target
from .lines import LINES

_EXAMPLES = {
    Target.NUMBER: _("1.3 oder SG-3. An ihr erkennt das Portal die Maßnahme wieder."),
    Target.TITLE: _("Sprachcafé im Stadtteilzentrum. Ohne Titel entsteht keine Maßnahme."),
    Target.FIELD: _("Sprache und Bildung, oder die Nummer des Handlungsfelds"),
    Target.LEAD: _("Amt für Soziales. Mehrere durch Semikolon getrennt."),
    Target.PARTNER: _("Caritas; Volkshochschule"),
    Target.PERIOD: _("2024–2026, ab 2024 oder laufend"),
    Target.START_PLANNED: _("14.12.2024, 12/2024, Frühjahr 2024 oder 2024"),
    Target.END_PLANNED: _("Ende 2026"),
    Target.STATUS: _("in Umsetzung. Eigene Wörter werden bei der Übernahme zugeordnet."),
    Target.REPORT_TEXT: _("Was seit dem letzten Sachstand getan wurde"),
    Target.BUDGET: _("5.000. Das Jahr steht in der Überschrift (Ansatz 2025) oder in der Zelle."),
    Target.KEY_PROJECT: _("ja oder nein"),
    Target.TARGET_GROUPS: _("Jugendliche; Eltern"),
    Target.PARENT: _("1.3: die Nummer der Maßnahme, zu der dieser Baustein gehört. Sonst leer."),
    Target.MILESTONES: _(
        "Workshop durchführen | Plan: 12/2026 | verantwortlich: Amt für Soziales. Jedes "
        "Zwischenziel in einer eigenen Zeile der Zelle; der Titel allein genügt."
    ),
    Target.FINANCING: _("2026 | Zuschuss | Betrag: 5.000 € | Fördergeber: Land"),
}
_COLUMNS = (
    Target.NUMBER, Target.TITLE, Target.FIELD, Target.DESCRIPTION, Target.LEAD, Target.PARTNER,
    Target.START_PLANNED, Target.END_PLANNED, Target.STATUS, Target.REPORT_TEXT, Target.BUDGET,
    Target.TARGET_GROUPS, Target.KEY_PROJECT,
)  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sample_table() -> bytes:
    """A workbook: the head alone on the first sheet, what belongs where on the second."""
    book = Workbook()
    sheet = book.active
    sheet.title = str(_("Maßnahmen"))
    sheet.append([str(target.label) for target in _COLUMNS])
    sheet.freeze_panes = "A2"
    for index in range(1, len(_COLUMNS) + 1):
        sheet.cell(1, index).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(index)].width = 24
    notes = book.create_sheet(str(_("Erläuterungen")))
    notes.append([str(_("Spalte")), str(_("Was hineingehört"))])
    for target in Target:
        notes.append([str(target.label), _about(target)])
    for row in notes.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    notes.column_dimensions["A"].width = 32
    notes.column_dimensions["B"].width = 70
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _about(target: Target) -> str:
    if target in _EXAMPLES or target not in LINES:
        return str(_EXAMPLES.get(target, ""))
    return LINES[target].pattern
