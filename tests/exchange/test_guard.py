import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exchange.actions.upload import upload
from exchange.models import MeasureImport
from exchange.tables import guard
from exchange.tables.guard import Refused, kind_of

from .tables import delimited, rewritten, workbook, zipped

ROWS = [["Nr.", "Maßnahme"], ["1", "Sprachcafé"]]
TYPES = b"spreadsheetml.sheet.main+xml"


def raw(content: bytes, name: str = "Liste.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def encrypted_zip() -> SimpleUploadedFile:
    """The flag alone: the content is never looked at."""
    content = bytearray(zipped({"a": b"x"}).read())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return raw(bytes(content))


HOSTILE = {
    "empty": raw(b""),
    "too_large": SimpleUploadedFile("Liste.csv", b"x"),
    "bomb": zipped({"xl/worksheets/sheet1.xml": b"0" * 30_000_000}),
    "macro": zipped(
        {"[Content_Types].xml": TYPES, "xl/workbook.xml": b"", "xl/vbaProject.bin": b""}
    ),
    "old": raw(guard._OLE + b"Workbook", "Liste.xls"),
    "encrypted": raw(guard._OLE + guard._ENCRYPTED),
    "kind": raw(b"%PDF-1.7 ...", "Liste.csv"),
    "damaged": raw(b"PK\x03\x04 and nothing more"),
}


@pytest.mark.parametrize("code", HOSTILE)
def test_a_file_that_is_no_list_is_refused_with_a_reason(code):
    file = HOSTILE[code]
    if code == "too_large":
        file.size = 200 * 1024 * 1024

    with pytest.raises(Refused) as refused:
        kind_of(file)

    assert refused.value.code == code
    assert "Im Portal wurde nichts geändert." in refused.value.messages[0]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (zipped({f"a{n}": b"" for n in range(2_001)}), "bomb"),
        (zipped({"word/document.xml": b"", "[Content_Types].xml": b""}, "Liste.docx"), "kind"),
        (zipped({"[Content_Types].xml": b"macroEnabled"}, "Liste.xlsm"), "macro"),
        (encrypted_zip(), "encrypted"),
        (raw(b"<html><table>", "Liste.xls"), "kind"),
        (raw(b"a;b\0c", "Liste.csv"), "kind"),
    ],
)
def test_wolves_in_the_clothes_of_a_list_are_refused(file, code):
    with pytest.raises(Refused) as refused:
        kind_of(file)

    assert refused.value.code == code


def test_lists_are_known_by_their_content():
    assert [kind_of(workbook(ROWS, name="x.csv")), kind_of(delimited(ROWS, name="x.xlsx"))] == [
        "xlsx",
        "csv",
    ]


@pytest.mark.django_db
def test_a_workbook_that_breaks_while_it_is_read_is_refused_and_nothing_is_kept(edition, officer):
    broken = rewritten(workbook(ROWS), {"xl/worksheets/sheet1.xml": (b"</row>", b"</raw>")})

    with pytest.raises(Refused) as refused:
        upload(edition=edition, file=broken, by=officer)

    assert (refused.value.code, MeasureImport.objects.count()) == ("damaged", 0)


@pytest.mark.django_db
def test_entities_in_a_workbook_are_not_resolved(edition, officer):
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    stream = io.BytesIO(workbook(ROWS).read())
    with zipfile.ZipFile(stream) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    evil = rewritten(workbook(ROWS), {"xl/worksheets/sheet1.xml": (sheet, doctype + sheet)})

    with pytest.raises(Refused) as refused:
        upload(edition=edition, file=evil, by=officer)

    assert refused.value.code == "damaged"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "code"),
    [
        (delimited([["Nr.", "Maßnahme"]]), "no_rows"),
        (delimited([["a"] * 201, ["b"] * 201]), "too_many"),
        (workbook([[]]), "no_rows"),
        (raw(b'Titel;Nr\r\n"' + b"x" * 140_000, "Liste.csv"), "csv"),
    ],
)
def test_a_table_without_a_row_or_with_too_many_is_refused(edition, officer, file, code):
    with pytest.raises(Refused) as refused:
        upload(edition=edition, file=file, by=officer)

    assert refused.value.code == code
