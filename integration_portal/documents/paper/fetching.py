"""What a paper may read: our own static files and the stored files handed over. Nothing else.

`static:documents/paper.css` is found by Django's staticfiles finders; `portal:logo` is a file the
caller handed over under the name "logo". Every other address (http, file, data, ftp, relative) is
refused. A refusal is an ordinary ValueError, which the renderer takes as "not there".
"""

import mimetypes
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath

from django.contrib.staticfiles import finders
from django.core.files import File
from PIL import Image

STATIC = "static:"
STORED = "portal:"
MAX_FILE_SIZE = 20_000_000  # bytes
MAX_PIXELS = 25_000_000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")


class Refused(ValueError):
    """The address is none that a paper may read."""


def read_static(name: str) -> bytes:
    """Content of one of our static files. Raises Refused for anything else."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name:
        raise Refused(f"not a static file: {name!r}")
    found = finders.find(name)
    if not found:
        raise Refused(f"no such static file: {name!r}")
    return Path(found).read_bytes()


class PaperFetcher:
    """Handed to WeasyPrint as `url_fetcher`; `files` maps names to stored files or bytes.

    Stored pictures are decoded and encoded anew: what reaches the renderer is a plain RGB or grey
    picture whatever was uploaded, as PDF/A wants it.
    """

    # WeasyPrint asks its fetcher whether a failure ends the paper. It does not.
    _fail_on_errors = False

    def __init__(self, files: Mapping[str, object] | None = None):
        self.files = dict(files or {})
        self.refused: list[str] = []
        self._pictures: dict[str, bytes | None] = {}

    def __call__(self, url: str):
        return self.fetch(url)

    def fetch(self, url: str, headers=None):
        from weasyprint.urls import URLFetcherResponse

        try:
            body = self.read(url)
        except (Refused, OSError) as error:
            self.refused.append(url)
            raise ValueError(str(error)) from error
        kind = mimetypes.guess_type(url)[0] if url.startswith(STATIC) else "image/png"
        return URLFetcherResponse(url, body, {"Content-Type": kind or "application/octet-stream"})

    def read(self, url: str) -> bytes:
        if url.startswith(STATIC):
            return read_static(url.removeprefix(STATIC))
        if url.startswith(STORED):
            picture = self.picture(url)
            if picture is None:
                raise Refused(f"no readable picture: {url!r}")
            return picture
        raise Refused(f"not an address of ours: {url[:200]!r}")

    def picture(self, url: str) -> bytes | None:
        """The stored picture as a plain PNG or JPEG, or None if it is missing or broken."""
        name = url.removeprefix(STORED)
        if name not in self._pictures:
            self._pictures[name] = self._read_picture(name)
        return self._pictures[name]

    def knows(self, url: str) -> bool:
        """Will this address bring a picture? Asked before layout, to leave out what will not."""
        try:
            self.read(url)
        except (Refused, OSError):
            return False
        return True

    def _read_picture(self, name: str) -> bytes | None:
        if name not in self.files:
            return None
        try:
            return plain_picture(_content(self.files[name]))
        # Pillow raises many kinds of errors on broken files; each means "no picture".
        except Exception:
            return None


def _content(stored: object) -> bytes:
    if isinstance(stored, bytes):
        return stored
    if isinstance(stored, Path):
        return stored.read_bytes()
    if not isinstance(stored, File):
        raise Refused("no stored file")
    stored.open("rb")
    try:
        return stored.read(MAX_FILE_SIZE + 1)
    finally:
        stored.close()


def plain_picture(content: bytes) -> bytes:
    """Decode and encode anew: no CMYK, no embedded profiles, no metadata, no odd depths."""
    if len(content) > MAX_FILE_SIZE:
        raise Refused("picture too large")
    with Image.open(BytesIO(content), formats=FORMATS) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise Refused("picture has too many pixels")
        photo = picture.format == "JPEG"
        clear = picture.has_transparency_data
        plain = picture.convert("RGBA" if clear else "RGB")
    out = BytesIO()
    if photo:
        plain.save(out, "JPEG", quality=88)
    else:
        plain.save(out, "PNG")
    return out.getvalue()
