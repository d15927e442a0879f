"""Lists as towns really keep them, built here so that everybody sees what is untidy about them."""

import io
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(
    rows: list[list[Any]],
    *,
    merges: tuple[str, ...] = (),
    name: str = "Liste.xlsx",
    title: str = "Maßnahmen",
) -> SimpleUploadedFile:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile(name, stream.getvalue(), XLSX)


def delimited(
    rows: list[list[str]], *, sign: str = ";", encoding: str = "utf-8", name: str = "Liste.csv"
) -> SimpleUploadedFile:
    lines = [sign.join(_quoted(cell, sign) for cell in row) for row in rows]
    return SimpleUploadedFile(name, "\r\n".join(lines).encode(encoding), "text/csv")


def _quoted(cell: str, sign: str) -> str:
    quote = '"'
    if sign in cell or "\n" in cell or quote in cell:
        return f"{quote}{cell.replace(quote, quote * 2)}{quote}"
    return cell


def ministry_list() -> SimpleUploadedFile:
    """A ministry's: titles above, a head of two lines, merged groups, a head printed again,
    former numbers, several organisations in a cell, footnotes and a sum below.
    """
    rows: list[list[Any]] = [
        ["Aktionsplan Integration"],
        ["Stand: 31.12.2023"],
        [],
        ["Nr.", "Maßnahme", "Federführung", "Laufzeit", None, "Kosten 2024", "Stand"],
        [None, None, None, "von", "bis", None, None],
        ["Handlungsfeld 1: Sprache und Bildung"],
        ["SG-1", "Sprachcafé*", "Amt für Soziales", 2021, 2024, 5000, "in Umsetzung"],
        [
            "SG-3 (vorher: SG-2)",
            "Elternlotsen",
            "Amt für Soziales; Caritas",
            2020,
            2022,
            "ca. 3.000 €/Jahr",
            "umgesetzt",
        ],
        ["Nr.", "Maßnahme", "Federführung", "Laufzeit", None, "Kosten 2024", "Stand"],
        ["Handlungsfeld 2: Arbeit"],
        ["AR-1", "Jobmesse", "Jobcenter", "Frühjahr 2023", None, None, "zurückgestellt"],
        [None, "Praxisforum", None, None, None, None, None],
        ["Summe", None, None, None, None, 8000],
        [],
        ["* Der Titel ist vorläufig."],
        ["Quelle: eigene Erhebung"],
    ]
    merges = (
        "A6:G6",
        "A10:G10",
        "D4:E4",
        "A4:A5",
        "B4:B5",
        "C4:C5",
        "F4:F5",
        "G4:G5",
        "A11:A12",
        "C11:C12",
    )
    return workbook(rows, merges=merges, name="Ministerium Liste.xlsx")


def latin_list() -> SimpleUploadedFile:
    """A town's CSV from an old program: semicolons, ISO-8859-1, the field said once and then "
    "not."""
    rows = [
        ["Maßnahmenübersicht der Stadt", "", "", "", "", ""],
        ["Handlungsfeld", "Maßnahme", "Zuständig", "Zeitraum", "Mittelbedarf", "Bemerkungen"],
        [
            "Gesundheit",
            "Gesundheitslotsinnen",
            "Gesundheitsamt",
            "ab 2021",
            "ca. 5.000 Euro/Jahr",
            "läuft gut",
        ],
        [
            "",
            "Sprechstunde für Geflüchtete",
            "Gesundheitsamt / Ärzteschaft",
            "laufend",
            "kostenneutral",
            "",
        ],
        [
            "",
            "Hebammen; aufsuchend",
            "Gesundheitsamt",
            "2020-2022",
            "2020: 4.000 EUR; 2021: 4.500 EUR",
            "wird ausgewertet",
        ],
        ["Wohnen", "Wohnraumlotsen", "Amt für Wohnen und Bau", "demnächst", "20.000,- Euro", ""],
        ["", "", "", "", "", ""],
        ["Fußnote: Beträge in Euro", "", "", "", "", ""],
    ]
    return delimited(rows, encoding="iso-8859-1", name="Übersicht.csv")


def town_list() -> SimpleUploadedFile:
    """A town with its own words for a status and everybody who helps in one cell."""
    rows: list[list[Any]] = [
        [
            "Kennung",
            "Projekt",
            "Beteiligte",
            "Verantwortlich",
            "Status",
            "Ampel",
            "Sachstand",
            "Priorität",
            "Nachweis",
            "Stadtteil",
        ],
        [
            "M1",
            "Begegnungscafé",
            "AWO, Diakonie und DRK",
            "FB 5",
            "auf gutem Weg",
            "grün",
            "Das Café ist eröffnet.",
            "hoch",
            "https://stadt.example/cafe",
            "Nord",
        ],
        [
            "M2",
            "Patenschaften",
            "Freundeskreis Asyl\nEv. Kirche",
            "FB 5 / Stabsstelle Integration",
            "hakt",
            "gelb",
            "",
            "mittel",
            "",
            "Süd",
        ],
        [
            "M3",
            "Fest der Kulturen",
            "Vereine",
            "Kulturamt",
            "erledigt",
            "",
            "Fand statt.",
            "hoch",
            "",
            "Mitte",
        ],
    ]
    return workbook(rows, name="Maßnahmen Stadt.xlsx")


def zipped(entries: dict[str, bytes], name: str = "Liste.xlsx") -> SimpleUploadedFile:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in entries.items():
            archive.writestr(entry, content)
    return SimpleUploadedFile(name, stream.getvalue(), XLSX)


def rewritten(
    file: SimpleUploadedFile, changes: dict[str, tuple[bytes, bytes]]
) -> SimpleUploadedFile:
    """A workbook whose parts say something else: {"xl/…": (old, new)}."""
    entries = {}
    with zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            old, new = changes.get(name, (b"", b""))
            entries[name] = content.replace(old, new) if old else content
    return zipped(entries, file.name or "Liste.xlsx")


def many(
    rows: int,
    *,
    sign: str = "",
    place: str = "Nord",
    euros: str = "1.500 €",
    status: str = "in Umsetzung",
) -> SimpleUploadedFile:
    """As many measures as one likes, each with two organisations, money, dates and a status."""
    head = [
        "Nr.",
        "Maßnahme",
        "Handlungsfeld",
        "Federführung",
        "Partner",
        "Beginn",
        "Ende",
        "Kosten 2025",
        "Status",
        "Beschreibung",
        "Zielgruppe",
        "Ort",
    ]
    body = [
        [
            f"{n // 100 + 1}.{n % 100 + 1}",
            f"Maßnahme {n}",
            f"Feld {n % 12}",
            f"Amt {n % 30}",
            f"Verein {n % 50}",
            "2024",
            "Ende 2026",
            euros,
            status,
            f"Was in der Maßnahme {n} geschieht, in einem Satz.",
            "Jugendliche; Eltern",
            place,
        ]
        for n in range(rows)
    ]
    return (
        delimited([head, *body], sign=sign, name="viele.csv")
        if sign
        else workbook([head, *body], name="viele.xlsx")
    )


def full_update() -> list[list[str]]:
    return [
        [
            "Nr.",
            "Maßnahme",
            "Handlungsfeld",
            "weitere Handlungsfelder",
            "Ziele",
            "Querschnittsthemen",
            "Federführung",
            "Kosten 2025",
            "verausgabt 2025",
            "Stand",
            "Beschreibung",
            "Ort",
            "Zeitraum",
            "Schlüsselprojekt",
            "Wert",
            "nächste Schritte",
            "Stichtag",
        ],
        [
            "1",
            "Sprachtreff",
            "Arbeit",
            "Wohnen; Kultur",
            "Ziel eins; Ziel zwei",
            "Vielfalt",
            "VHS",
            "700",
            "300",
            "umgesetzt",
            "Erste Zeile\nzweite",
            "Süd",
            "2025-2026",
            "ja",
            "12,5",
            "Fest",
            "30.06.2026",
        ],
    ]
