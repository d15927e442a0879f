"""What the suite finds on this machine besides Python: browser, validators, databases."""

import functools
import os
import shutil
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

import psycopg
import pytest

from tests.databases import Missing

# Selects the tests that run on every database.
NOT_ONCE = "not browser and not pdf"

# A browser that stays offline, for itself and without a window. Give it a new --user-data-dir.
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
_CHROMIUM_ON_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def in_ci() -> bool:
    """In CI nothing may be missing."""
    return os.environ.get("CI", "").lower() in ("true", "1", "yes")


def without(tool: str, missing: Missing) -> NoReturn:
    """End the test that needs the tool: skipped on a laptop, and loudly; failed in CI."""
    raise (pytest.fail if in_ci() else pytest.skip).Exception(f"{tool}: {missing}")


@functools.cache
def chromium() -> str:
    """The path of the system's Chromium; $CHROMIUM names another. Raises Missing."""
    wish = os.environ.get("CHROMIUM")
    names = [wish] if wish else [*_CHROMIUM_NAMES, _CHROMIUM_ON_MACOS]
    for name in names:
        if path := shutil.which(name):
            return path
    raise Missing(f"{wish or 'Chromium'} nicht gefunden, sudo apt-get install chromium")


@functools.cache
def browser() -> str:
    """What pages are looked at with: Chromium without its windows where there is such a package,
    half the work per page; else the whole. Raises Missing.
    """
    alone = None if os.environ.get("CHROMIUM") else shutil.which("chromium-headless-shell")
    return alone or chromium()


@functools.cache
def pdftotext() -> str:
    """The path of poppler's text extractor. Raises Missing."""
    if path := shutil.which("pdftotext"):
        return path
    raise Missing("nicht gefunden, sudo apt-get install poppler-utils")


def _said(*command: str | Path) -> str:
    """The last number-like word of a program's first line about its version."""
    done = subprocess.run(command, capture_output=True, text=True)
    first = (done.stdout or done.stderr).strip().splitlines()[0]
    return next((word for word in first.split() if word[0].isdigit()), first)


def _browser() -> str:
    try:
        return f"Chromium {_said(browser(), '--version').split('.')[0]}"
    except Missing as missing:
        return f"ausgelassen ({missing})"


def _validators() -> str:
    parts = [f"page-validation {version('page-validation')}", f"axe {version_of_axe()}"]
    try:
        parts.append(f"pdftotext {_said(pdftotext(), '-v')}")
    except Missing as missing:
        parts.append(f"pdftotext ausgelassen ({missing})")
    return ", ".join(parts)


def version_of_axe() -> str:
    """The version of the accessibility checker that runs in the pages."""
    return version("axe-playwright-python")


def took_part(databases: str, *, once: bool) -> str:
    """One line: which databases, browser and validators took part, and which did not and why.

    `once` is whether the tests that run only once, with browser and validators, are in this run.
    """
    if not once:
        return f"Geprüft mit: {databases}; Browser und Prüfer: im Lauf davor"
    return f"Geprüft mit: {databases}; Browser: {_browser()}; Prüfer: {_validators()}"


def sqlite_version() -> str:
    return f"SQLite {sqlite3.sqlite_version}"


def postgresql_version(database: dict) -> str:
    """Asked of the server itself, past the walls that tests have around their database."""
    with psycopg.connect(
        host=database["HOST"],
        port=database["PORT"] or None,
        user=database["USER"] or None,
        password=database["PASSWORD"] or None,
        dbname="postgres",
    ) as connection:
        version = connection.info.server_version
    return f"PostgreSQL {version // 10000}.{version % 10000}"
