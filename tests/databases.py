"""A throw-away PostgreSQL cluster in a temporary folder, for tests and measurements."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType

OLDEST = 15  # what Django wants


class Missing(Exception):
    """A tool of the tests is not there; the message says which, and what installs it."""


def server_programs() -> Path:
    """The folder of the newest PostgreSQL server on this machine. Raises Missing."""
    folders = [Path(path).parent for path in [shutil.which("initdb")] if path]
    for pattern in (
        "usr/lib/postgresql/*/bin",
        "usr/pgsql-*/bin",
        "opt/homebrew/opt/postgresql*/bin",
        "usr/local/opt/postgresql*/bin",
        "Applications/Postgres.app/Contents/Versions/*/bin",
    ):
        folders += Path("/").glob(pattern)
    found = {}
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            answer = subprocess.run([folder / "postgres", "--version"], capture_output=True)
            if version := re.search(rb"(\d+)", answer.stdout):
                found[int(version[1])] = folder
    if not found:
        raise Missing("Server nicht installiert, sudo apt-get install postgresql")
    if max(found) < OLDEST:
        raise Missing(f"nur Version {max(found)} installiert, nötig ist {OLDEST}")
    return found[max(found)]


def end_on_term() -> None:
    """From now on a TERM ends this program as Ctrl-C does: what it started, it stops."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


class Cluster:
    """A PostgreSQL server of our own, reachable by a socket in its folder; gone afterwards.

    `with Cluster() as cluster: cluster.url()`. As root it runs as user postgres. Raises Missing.
    """

    def __init__(self) -> None:
        self.programs = server_programs()
        self.owner: str | None = None
        if os.geteuid() == 0:
            self.owner = "postgres"
            try:
                pwd.getpwnam(self.owner)
            except KeyError:
                raise Missing(
                    "root darf den Server nicht starten, Benutzer postgres fehlt"
                ) from None

    def __enter__(self) -> "Cluster":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Make and start the server; nothing of it needs to survive, so it never syncs."""
        self.folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))
        if self.owner:
            shutil.chown(self.folder, self.owner)
        self.data = self.folder / "data"
        try:
            self._init()
            options = (
                f"-k {self.folder} -c listen_addresses= -c fsync=off -c full_page_writes=off "
                "-c synchronous_commit=off -c max_connections=50"
            )
            log = self.folder / "log"
            self._run("pg_ctl", "-D", self.data, "-l", log, "-w", "-o", options, "start")
            self._run("createdb", "-h", self.folder, "-U", "portal", "portal")
        except subprocess.CalledProcessError as error:
            self.stop()
            said = (error.stderr or error.stdout or b"").decode(errors="replace").strip()
            raise Missing(f"Server startet nicht: {said[-300:]}") from error

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name: str = "portal") -> str:
        """The DATABASE_URL of one of its databases."""
        return f"postgresql://portal@/{self.folder}/{name}"

    def _init(self) -> None:
        common = ["-D", self.data, "-U", "portal", "--auth=trust", "--encoding=UTF8", "--no-sync"]
        try:
            self._run("initdb", *common, "--locale=C.UTF-8")
        except subprocess.CalledProcessError:  # a system without that locale
            shutil.rmtree(self.data, ignore_errors=True)
            self._run("initdb", *common, "--locale=C")

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self.programs / program), *(str(argument) for argument in arguments)]
        # pg_ctl leaves the server behind with our pipes open, so its words go to a file.
        with tempfile.TemporaryFile() as words:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                user=self.owner,
                group=self.owner,
                extra_groups=[] if self.owner else None,
            )
            if done.returncode:
                words.seek(0)
                raise subprocess.CalledProcessError(done.returncode, command, words.read())
