"""`make demo` as somebody at a terminal lives through it, from an empty folder to Ctrl-C.

Here the migrations run on SQLite; the other tests make their tables from the models.
"""

import http.cookiejar
import importlib.machinery
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import pytest
from django.core import management
from django.db import connections

from tests.factories.accounts import UserFactory
from tests.live import ROOT, Portal, free_port

# Migrating and filling an empty database takes half a minute on a slow machine, ending a second.
PATIENCE, END_WITHIN = 180, 30  # seconds
PASSWORD = "portal-demo-2026"
LOGINS = [
    f"{name}@portal.example"
    for name in ("verwaltung", "integration", "fachbereich", "rat", "nachbar")
]
ENVIRON = Path("/proc/self/environ")


class Terminal:
    """`bin/serve` in a session of its own, so that a Ctrl-C here reaches it and nobody else."""

    def __init__(self, folder: Path, **variables: str) -> None:
        clean = Portal(folder).environment
        for name in ("PORTAL_DEMO", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
            del clean[name]
        self.file = folder.with_name(f"{folder.name}-{time.monotonic_ns()}.txt")
        with self.file.open("w") as words:
            self.process = subprocess.Popen(
                [sys.executable, "bin/serve"],
                cwd=ROOT,
                env=clean | variables,
                stdout=words,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def words(self) -> str:
        return self.file.read_text()

    def wait_for(self, sentence: str) -> None:
        until = time.monotonic() + PATIENCE
        while sentence not in self.words:
            assert self.process.poll() is None, self.words
            assert time.monotonic() < until, self.words
            time.sleep(0.1)

    def ctrl_c(self) -> int:
        """Its exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(END_WITHIN)


@contextmanager
def terminal(folder: Path, **variables: str) -> Iterator[Terminal]:
    opened = Terminal(folder, **variables)
    try:
        yield opened
    finally:
        if opened.process.poll() is None:
            opened.process.terminate()  # it ends its own children
            try:
                opened.process.wait(END_WITHIN)
            except subprocess.TimeoutExpired:
                opened.process.kill()
                opened.process.wait()


def running(folder: Path) -> set[str]:
    """The programs that work in this folder, web server and task worker by name."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            mine = f"PORTAL_VAR_DIR={folder}\0".encode() in (process / "environ").read_bytes()
            words = (process / "cmdline").read_bytes().decode().split("\0") if mine else []
        except OSError:  # gone meanwhile, or somebody else's
            continue
        found |= {"gunicorn", "db_worker", "bin/serve"} & set(words)
    return found


def logged_in(url: str, email: str) -> str:
    """The page after a login in a browser of its own."""
    cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(cookies)
    with browser.open(f"{url}konto/anmelden/") as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]
    form = {"csrfmiddlewaretoken": token, "login": email, "password": PASSWORD}
    posted = urllib.request.Request(
        f"{url}konto/anmelden/",
        data=urllib.parse.urlencode(form).encode(),
        headers={"Referer": f"{url}konto/anmelden/"},
    )
    with browser.open(posted) as page:
        return page.read().decode()


def test_the_demo_starts_from_nothing_and_ends_cleanly(tmp_path):
    folder, port = tmp_path / "var", str(free_port())
    url = f"http://127.0.0.1:{port}/"

    with terminal(folder, PORT=port) as demo:
        demo.wait_for("Beenden mit Strg-C.")
        words = demo.words
        page = logged_in(url, LOGINS[1])
        working = running(folder)
        code = demo.ctrl_c()

    assert f"Datenbank: {folder / 'portal.sqlite3'} (SQLite)" in words
    assert "Beispieldaten werden geladen" in words
    assert f"Das Portal läuft: {url}\n" in words
    assert f"Anmelden mit dem Kennwort {PASSWORD} als\n" in words
    assert [email for email in LOGINS if f"\n  {email} " not in words] == []
    assert "Stadt Musterstadt" in page
    assert (code, demo.words[len(words) :]) == (
        0,
        "Das Portal ist beendet. Die Daten bleiben erhalten.\n",
    )
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(url)
    if ENVIRON.exists():
        assert working == {"gunicorn", "db_worker", "bin/serve"}
        assert running(folder) == set()


@pytest.fixture
def prepare(monkeypatch, settings):
    """What happens before the two programs start; gives which commands were called."""
    settings.DEMO = True
    called: list[str] = []
    monkeypatch.setattr(django, "setup", lambda: None)
    monkeypatch.setattr(management, "call_command", lambda name, **_options: called.append(name))
    monkeypatch.setattr(connections, "close_all", lambda: None)
    loader = importlib.machinery.SourceFileLoader("serve", str(ROOT / "bin" / "serve"))
    serve = importlib.util.module_from_spec(importlib.util.spec_from_loader("serve", loader))
    monkeypatch.setitem(sys.modules, "serve", serve)  # its data classes look there
    loader.exec_module(serve)
    return lambda: (serve.prepare(), called)


@pytest.mark.django_db
def test_an_empty_portal_is_migrated_and_filled(prepare):
    assert prepare() == (False, ["migrate", "load_demo"])


@pytest.mark.django_db
def test_a_portal_with_accounts_is_migrated_and_keeps_its_data(prepare):
    UserFactory(email="verwaltung@portal.example")

    assert prepare() == (True, ["migrate"])


@pytest.mark.parametrize("wish", ["abc", "0", "65536"])
def test_a_port_that_is_none_is_one_sentence(tmp_path, wish):
    with terminal(tmp_path / "var", PORT=wish) as asking:
        code = asking.process.wait(END_WITHIN)

    assert (code, asking.words) == (
        1,
        f"PORT={wish} ist keine Portnummer. Beispiel: make demo PORT=8080\n",
    )


def test_a_port_that_is_taken_is_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = str(other.getsockname()[1])
        with terminal(tmp_path / "var", PORT=taken) as asking:
            code = asking.process.wait(END_WITHIN)

    assert (code, asking.words) == (
        1,
        f"Port {taken} ist belegt oder nicht erlaubt. Beispiel: make demo PORT=8080\n",
    )


def test_a_portal_for_real_use_is_left_alone(tmp_path):
    real = {"DJANGO_SECRET_KEY": "x" * 60, "DJANGO_ALLOWED_HOSTS": "portal.example"}
    with terminal(tmp_path / "var", PORT=str(free_port()), **real) as asking:
        code = asking.process.wait(END_WITHIN)

    assert code == 1
    assert asking.words.startswith("Hier ist ein echtes Portal eingerichtet")
    assert not (tmp_path / "var" / "portal.sqlite3").exists()


def test_a_setting_that_cannot_be_read_is_one_sentence(tmp_path):
    wrong = {"PORTAL_UPLOAD_MAX_MB": "viel"}
    with terminal(tmp_path / "var", PORT=str(free_port()), **wrong) as asking:
        code = asking.process.wait(END_WITHIN)

    assert code == 1
    assert asking.words.startswith("PORTAL_UPLOAD_MAX_MB ist nicht zu verstehen.")
    assert "Traceback" not in asking.words


@pytest.mark.skipif(not shutil.which("make"), reason="make fehlt")
def test_make_demo_sets_up_first_and_hands_on_the_port():
    done = subprocess.run(
        ["make", "--dry-run", "--print-data-base", "demo", "PORT=8123"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    lines = done.stdout.splitlines()
    steps = [line for line in lines if line.endswith(("bin/bootstrap", "bin/serve"))]
    assert [step.split()[-1] for step in steps][-2:] == ["bin/bootstrap", "bin/serve"]
    assert "PORT = 8123" in lines
    assert "export PORT" in (ROOT / "Makefile").read_text().splitlines()
