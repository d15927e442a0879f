"""What the suite says about the machine it runs on, and what it does without a tool."""

import pytest

from tests import tools
from tests.databases import Missing


@pytest.fixture
def machine(monkeypatch):
    """A machine that has exactly these programs and says this version of them."""

    def with_programs(*names: str) -> None:
        found = {name: f"/usr/bin/{name}" for name in names}
        monkeypatch.delenv("CHROMIUM", raising=False)
        monkeypatch.setattr(tools, "_CHROMIUM_ON_MACOS", "chrome-of-macos")
        monkeypatch.setattr(tools.shutil, "which", found.get)
        monkeypatch.setattr(tools, "_said", lambda *command: "12.3.4")
        for cached in (tools.browser, tools.chromium, tools.pdftotext):
            cached.cache_clear()

    yield with_programs
    monkeypatch.undo()
    for cached in (tools.browser, tools.chromium, tools.pdftotext):
        cached.cache_clear()


@pytest.fixture
def versions(monkeypatch):
    monkeypatch.setattr(
        tools, "version", {"page-validation": "1", "axe-playwright-python": "2"}.get
    )


def test_what_took_part_stands_in_one_line(machine, versions):
    machine("chromium", "pdftotext")

    assert tools.took_part("SQLite 3, PostgreSQL folgt", once=True) == (
        "Geprüft mit: SQLite 3, PostgreSQL folgt; Browser: Chromium 12; "
        "Prüfer: page-validation 1, axe 2, pdftotext 12.3.4"
    )


def test_what_did_not_take_part_stands_there_with_its_reason_and_remedy(machine, versions):
    machine()

    assert tools.took_part("SQLite 3", once=True) == (
        "Geprüft mit: SQLite 3; "
        "Browser: ausgelassen (Chromium nicht gefunden, sudo apt-get install chromium); "
        "Prüfer: page-validation 1, axe 2, "
        "pdftotext ausgelassen (nicht gefunden, sudo apt-get install poppler-utils)"
    )


def test_the_second_run_leaves_browser_and_validators_to_the_first():
    assert tools.took_part("PostgreSQL 15.3, SQLite davor", once=False) == (
        "Geprüft mit: PostgreSQL 15.3, SQLite davor; Browser und Prüfer: im Lauf davor"
    )


def test_a_browser_named_by_hand_counts_and_is_missed_by_its_name(machine, monkeypatch):
    machine("my-chromium")
    monkeypatch.setenv("CHROMIUM", "my-chromium")
    assert tools.chromium() == "/usr/bin/my-chromium"

    machine("chromium")
    monkeypatch.setenv("CHROMIUM", "my-chromium")
    with pytest.raises(Missing, match=r"^my-chromium nicht gefunden"):
        tools.chromium()


def test_pages_are_looked_at_without_windows_where_that_is_installed(machine, monkeypatch):
    machine("chromium")
    assert tools.browser() == "/usr/bin/chromium"

    machine("chromium", "chromium-headless-shell")
    assert (tools.browser(), tools.chromium()) == (
        "/usr/bin/chromium-headless-shell",
        "/usr/bin/chromium",
    )
    machine("chromium-headless-shell", "my-chromium")
    monkeypatch.setenv("CHROMIUM", "my-chromium")
    assert tools.browser() == "/usr/bin/my-chromium"


@pytest.mark.parametrize(
    ("value", "meant"),
    [("true", True), ("True", True), ("1", True), ("yes", True), ("false", False), ("0", False),
     ("", False), (None, False)],
)  # fmt: skip
def test_in_ci_is_what_the_environment_says(monkeypatch, value, meant):
    monkeypatch.delenv("CI", raising=False)
    if value is not None:
        monkeypatch.setenv("CI", value)

    assert tools.in_ci() is meant


@pytest.mark.parametrize(("ci", "end"), [("", pytest.skip), ("true", pytest.fail)])
def test_without_a_tool_a_test_is_skipped_and_in_ci_it_fails(monkeypatch, ci, end):
    monkeypatch.setenv("CI", ci)

    with pytest.raises(end.Exception, match=r"^pdftotext: nicht gefunden$"):
        tools.without("pdftotext", Missing("nicht gefunden"))
