"""Files of issued documents: written whole or not at all."""

import contextlib
import os
from pathlib import Path

from .models.issued_document import private_storage

FOLDER = "dokumente"


def name_for(token: str, attempt: int) -> str:
    """A name nobody guesses, apart for each run of a job."""
    return f"{FOLDER}/{token[:2]}/{token}-{attempt}.pdf"


def write_whole(name: str, content: bytes) -> None:
    """Write beside, flush to the disk, rename. Raises OSError (full disk); then nothing is left."""
    path = Path(private_storage().path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    try:
        with open(beside, "wb", opener=_for_us_alone) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise
    _flush_folder(path.parent)


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o640)


def _flush_folder(folder: Path) -> None:
    """The new name too survives a power cut. Not every file system knows how; then it may wait."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove(name: str) -> None:
    """Remove a file; one that is gone already is no error."""
    with contextlib.suppress(FileNotFoundError):
        private_storage().delete(name)


def remove_leftovers(token: str, keep: int | None = None) -> None:
    """What runs of a job left behind that were killed, except that of the attempt to keep."""
    folder = Path(private_storage().path(name_for(token, 0))).parent
    if not folder.is_dir():
        return
    for path in (*folder.glob(f"{token}-*.pdf"), *folder.glob(f".{token}-*.part")):
        if keep is None or path.name != f"{token}-{keep}.pdf":
            path.unlink(missing_ok=True)
