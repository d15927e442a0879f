"""The portal as `make demo` starts it: web server and task worker, on a copy of the demo."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from tests.live import ROOT, Portal

WORKER = ["manage.py", "db_worker", "--no-reload", "--interval=0.2", "--no-startup-delay"]
PATIENCE = 10  # seconds the worker has to end


def copy(connection: BaseDatabaseWrapper, file: Path) -> None:
    """The database of a Django connection as a file of its own."""
    target = sqlite3.connect(file)
    connection.connection.backup(target)
    target.close()


def connected(file: Path) -> BaseDatabaseWrapper:
    """A connection to such a file, for this process."""
    own = connections["default"].settings_dict | {"NAME": str(file)}
    return load_backend(own["ENGINE"]).DatabaseWrapper(own, "default")


@contextmanager
def running(folder: Path, files: Path) -> Iterator[str]:
    """The address of a portal whose database lies in `folder`, while both processes run."""
    portal = Portal(folder)
    portal.environment["PORTAL_FILES_DIR"] = str(files)
    worker = subprocess.Popen(
        [sys.executable, *WORKER, "--verbosity=0"], cwd=ROOT, env=portal.environment
    )
    try:
        with portal.serving("--preload") as url:
            yield url
    finally:
        worker.terminate()
        try:
            worker.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
