"""What a file is, and whether it may be opened at all: judged before anything of it is parsed."""

import zipfile

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 25 * 1024 * 1024  # of an uploaded list
MAX_UNPACKED = 100 * 1024 * 1024  # bytes that a workbook may claim to hold
MAX_RATIO = 200  # a spreadsheet packs ten to forty to one
MAX_ENTRIES = 2_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office up to 2003, and encrypted files of today
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OTHER_KINDS = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"{\\rtf",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table")

_UNTOUCHED = _("Im Portal wurde nichts geändert.")
_SAVE_AS = _("Speichern Sie die Liste in Ihrer Tabellenkalkulation als XLSX oder als CSV.")


class Refused(ValidationError):
    """A file that is not opened. The message says why, that nothing was lost, and what next."""

    def __init__(self, happened, next_step, code: str):
        super().__init__(
            _("%(happened)s %(untouched)s %(next)s")
            % {"happened": happened, "untouched": _UNTOUCHED, "next": next_step},
            code=code,
        )


def kind_of(file: File) -> str:
    """ "xlsx", "csv" or "json". Raises Refused for all else, and for what is not safe to open."""
    size = file.size or 0
    if not size:
        raise Refused(_("Diese Datei ist leer."), _("Wählen Sie eine andere."), "empty")
    if size > MAX_BYTES:
        raise Refused(
            _("Diese Datei ist mit %(size)s zu groß; möglich sind %(limit)s.")
            % {"size": filesizeformat(size), "limit": filesizeformat(MAX_BYTES)},
            _("Löschen Sie darin Bilder und leere Blätter, oder teilen Sie die Liste."),
            "too_large",
        )
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if head.startswith(_OLE):
        raise _old_or_encrypted(file)
    if head.startswith(b"PK"):
        _judge_workbook(file)
        return "xlsx"
    if not _is_text(head):
        raise _wrong_kind()
    return "json" if _start_of(head).startswith(b"{") else "csv"


def _start_of(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()


def _is_text(head: bytes) -> bool:
    if head.startswith(_UTF16):
        return True
    start = _start_of(head)
    foreign = any(start.startswith(mark.lower()) for mark in (*_OTHER_KINDS, *_MARKUP))
    return b"\0" not in head and not foreign


def _wrong_kind() -> Refused:
    return Refused(_("Diese Datei ist keine Tabelle, die das Portal lesen kann."), _SAVE_AS, "kind")


def _old_or_encrypted(file: File) -> Refused:
    found = _ENCRYPTED in file.read()
    file.seek(0)
    if found:
        return Refused(
            _("Diese Datei ist mit einem Kennwort verschlüsselt."),
            _("Speichern Sie sie ohne Kennwort und wählen Sie sie noch einmal aus."),
            "encrypted",
        )
    return Refused(
        _("Diese Datei hat das alte Format von Excel (XLS) oder Word (DOC)."), _SAVE_AS, "old"
    )


def _judge_workbook(file: File) -> None:
    """Look into the list of contents alone."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            contents = b""
            _judge_size(entries)
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused(
                    _("Diese Datei ist mit einem Kennwort verschlüsselt."),
                    _("Speichern Sie sie ohne Kennwort und wählen Sie sie noch einmal aus."),
                    "encrypted",
                )
            if "[Content_Types].xml" in names:
                with archive.open("[Content_Types].xml") as entry:
                    contents = entry.read(500_000)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise damaged() from error
    finally:
        file.seek(0)
    if any("vbaproject" in name.lower() for name in names) or b"macroEnabled" in contents:
        raise Refused(
            _("Diese Datei enthält Makros und wird deshalb nicht geöffnet."),
            _("Speichern Sie sie als „Excel-Arbeitsmappe (XLSX)“ ohne Makros."),
            "macro",
        )
    if "xl/workbook.xml" not in names or b"spreadsheetml.sheet.main+xml" not in contents:
        raise _wrong_kind()


def _judge_size(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    # Zips may claim one place for many entries: what is packed is never less than nothing.
    swollen = unpacked > 1024 * 1024 and unpacked > max(packed, 1) * MAX_RATIO
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or swollen:
        raise Refused(
            _("Diese Datei würde entpackt mehr Platz brauchen, als eine Liste haben kann."),
            _("Kopieren Sie die Tabelle in eine neue, leere Arbeitsmappe und speichern Sie diese."),
            "bomb",
        )


def damaged() -> Refused:
    """For whoever finds out later, while reading."""
    return Refused(
        _("Diese Datei ist beschädigt und lässt sich nicht lesen."),
        _("Öffnen Sie sie in Ihrer Tabellenkalkulation, und speichern Sie sie neu als XLSX."),
        "damaged",
    )
