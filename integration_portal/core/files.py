"""Files that people upload: known by their content, never by what they call themselves.

`UploadedFileField(kinds=ATTACHMENTS, folder="attachments")` on a model checks content and size and
stores the file under a random folder, with a cleaned name. `send(field_file)` hands it to a reader;
who may read is the caller's question.
"""

import errno
import secrets
import unicodedata
import zipfile
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile
from django.http import FileResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image

# Content types by the ending under which a file is stored.
TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
LOGOS = ("png", "jpg")
ATTACHMENTS = ("pdf", "docx", "xlsx", "odt", "ods", "png", "jpg")
SHOWN_INLINE = frozenset({"pdf", "png", "jpg"})

MAX_LOGO_BYTES = 2 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_NAME = 100  # characters, ending included
MAX_ZIP_ENTRIES = 10_000
MAX_UNPACKED = 500 * 1024 * 1024  # bytes that an office file may claim to hold


def no_room(error: OSError) -> bool:
    """Whether a file could not be written because the disk, or our share of it, is full."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def detect(file) -> str | None:
    """The ending that fits the content: a key of TYPES, or None for anything else."""
    file.seek(0)
    head = file.read(1024)
    file.seek(0)
    try:
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            return "png" if _is_picture(file, "PNG") else None
        if head.startswith(b"\xff\xd8\xff"):
            return "jpg" if _is_picture(file, "JPEG") else None
        if head.startswith(b"%PDF-"):
            return "pdf" if _has_pdf_end(file) else None
        if head.startswith(b"PK\x03\x04"):
            return _office(file)
        return None
    finally:
        file.seek(0)


def _is_picture(file, name: str) -> bool:
    try:
        with Image.open(file, formats=(name,)) as picture:
            width, height = picture.size
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return 0 < width * height <= MAX_PIXELS


def _has_pdf_end(file) -> bool:
    file.seek(0, 2)
    file.seek(max(file.tell() - 2048, 0))
    return b"%%EOF" in file.read()


def _office(file) -> str | None:
    """Word and Excel say it in their list of contents, OpenDocument in its first entry."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ZIP_ENTRIES or sum(e.file_size for e in entries) > MAX_UNPACKED:
                return None
            names = {entry.filename for entry in entries}
            if "mimetype" in names:
                said = _start_of(archive, "mimetype", 200).decode("ascii", "replace").strip()
                return next((end for end in ("odt", "ods") if TYPES[end] == said), None)
            if "[Content_Types].xml" not in names or any("vbaProject" in n for n in names):
                return None
            contents = _start_of(archive, "[Content_Types].xml", 200_000)
            for ending, main in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
                if main in names and f"{TYPES[ending]}.main+xml".encode() in contents:
                    return ending
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return None
    return None


def _start_of(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    with archive.open(name) as entry:
        return entry.read(size)


def validate_upload(file: File, kinds: tuple[str, ...] = ATTACHMENTS) -> str:
    """The ending that fits; raises ValidationError for a wrong kind, a huge or an empty file."""
    limit = MAX_LOGO_BYTES if kinds == LOGOS else settings.UPLOAD_MAX_BYTES
    if not file.size:
        raise ValidationError(_("Diese Datei ist leer."), code="empty")
    if file.size > limit:
        raise ValidationError(
            _("Diese Datei ist mit %(size)s zu groß. Möglich sind %(limit)s."),
            code="too_large",
            params={"size": filesizeformat(file.size), "limit": filesizeformat(limit)},
        )
    found = detect(file)
    if found not in kinds:
        raise ValidationError(
            _("Diese Datei ist keine gültige Datei der Art %(kinds)s. Es zählt der Inhalt."),
            code="wrong_kind",
            params={"kinds": ", ".join(kind.upper() for kind in kinds)},
        )
    return found


def clean_name(name: str, ending: str = "") -> str:
    """A name without folders, control characters and surprises, with the given ending."""
    bare = unicodedata.normalize("NFC", str(name)).replace("\\", "/").rsplit("/", 1)[-1]
    stem = PurePosixPath(bare).stem if ending else bare
    kept = "".join(c if c.isalnum() or c in "-_ .,()+&" else "-" for c in stem)
    kept = " ".join(kept.split()).strip(" .-") or "datei"
    suffix = f".{ending}" if ending else ""
    # File systems count bytes: an umlaut takes two, an emoji four (they are gone by now).
    room = MAX_NAME - len(suffix)
    return kept[:room].encode()[: 200 - len(suffix)].decode("utf-8", "ignore").strip() + suffix


class UploadedFieldFile(FieldFile):
    def save(self, name, content, save=True):
        """Stored under the ending that the content has, whatever the name said."""
        super().save(clean_name(name, detect(content) or "bin"), content, save=save)

    save.alters_data = True  # type: ignore[attr-defined]  # so that no template calls it

    @property
    def download_name(self) -> str:
        """The cleaned name under which it was uploaded."""
        return PurePosixPath(self.name or "").name

    @property
    def ending(self) -> str:
        return PurePosixPath(self.name or "").suffix.lstrip(".").lower()

    @property
    def content_type(self) -> str:
        return TYPES.get(self.ending, "application/octet-stream")

    @property
    def kind_label(self) -> str:
        """ "PDF", "DOCX" …: what a link to it says."""
        return self.ending.upper()


class UploadedFileField(models.FileField):
    """A file checked by content and size; stored at `folder/<random>/<cleaned name>`."""

    attr_class = UploadedFieldFile

    def __init__(self, verbose_name=None, *, kinds=ATTACHMENTS, folder="attachments", **kwargs):
        self.kinds, self.folder = tuple(kinds), folder
        kwargs.setdefault("max_length", 300)
        kwargs.pop("upload_to", None)
        super().__init__(verbose_name, upload_to=folder, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("upload_to", None)
        return name, path, args, kwargs | {"kinds": self.kinds, "folder": self.folder}

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if value and not value._committed:
            validate_upload(value.file, self.kinds)

    def generate_filename(self, instance, filename):
        """Nobody guesses where a file lies, and two files of one name never meet."""
        return f"{self.folder}/{secrets.token_hex(16)}/{clean_name(filename)}"

    def formfield(self, **kwargs):
        accept = ",".join(f".{kind}" for kind in self.kinds)
        field = super().formfield(**{"max_length": None} | kwargs)
        if field is not None:
            field.widget.attrs.setdefault("accept", accept)
        return field


def send(file: UploadedFieldFile, *, inline: bool = False) -> FileResponse:
    """The file as an answer: saved by the browser, or shown (`inline`) if it is a picture or PDF.

    Raises FileNotFoundError if it is gone from the disk.
    """
    if not file.name:
        raise FileNotFoundError
    response = FileResponse(
        file.storage.open(file.name, "rb"),
        as_attachment=not (inline and file.ending in SHOWN_INLINE),
        filename=file.download_name,
        content_type=file.content_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache" if inline else "private, no-store"
    return response
