"""The portal as a real server on a database of its own, for pictures and measurements."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN = 60  # seconds
SERVER = ["--workers=2", "--threads=4", "--no-control-socket", "--log-level=error"]


class Portal:
    """One database and one folder for files; nothing from the shell or `.env` counts.

    `folder` takes what the portal writes; `database` is a DATABASE_URL, SQLite there by default.
    """

    def __init__(self, folder: Path, database: str = "", settings: str = "") -> None:
        self.folder = folder
        foreign = ("PORTAL_", "DJANGO_", "DATABASE_", "EMAIL_", "CACHE_")
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(foreign)} | {
            "PORTAL_ENV_FILE": "",
            "PORTAL_DEMO": "true",
            "PORTAL_VAR_DIR": str(folder),
            "DATABASE_URL": database or f"sqlite:///{folder / 'portal.sqlite3'}",
            "DJANGO_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": settings or "integration_portal.settings",
        }

    def run(self, *arguments: object) -> str:
        """Run Python with these arguments; returns what it printed. Raises CalledProcessError."""
        command = [sys.executable, *map(str, arguments)]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return done.stdout

    def manage(self, *arguments: object) -> str:
        return self.run("manage.py", *arguments)

    @contextlib.contextmanager
    def serving(self, *options: str) -> Iterator[str]:
        """A server with two processes on a free port of this machine; gives its address."""
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "integration_portal.wsgi", *SERVER, *options]
        server = subprocess.Popen(
            [*command, f"--bind=127.0.0.1:{port}"], cwd=ROOT, env=self.environment
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(timeout=15)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="portal-live-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _wait_for(address: str, server: subprocess.Popen) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/zustand/", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError("Der Webserver ist nicht gestartet.")
