"""Databases that are filled once a run and that many tests start from.

Filling takes seconds, so one process of pytest-xdist does it and the others copy the result. A test
takes part by its fixture (`demo`), runs in a transaction like any other and leaves nothing behind.
"""

import copy
import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend
from django.test import override_settings


def _folder() -> Path:
    """Shared by all processes of this run."""
    return Path(os.environ["PORTAL_TEST_DIR"])


def _connection(name: str) -> BaseDatabaseWrapper:
    """A connection like the default one, to another database."""
    settings = copy.deepcopy(connections["default"].settings_dict) | {"NAME": name}
    return load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")


@contextmanager
def default(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Everything that asks for the default database gets this one."""
    usual = connections["default"]
    connections["default"] = connection
    try:
        yield
    finally:
        connections["default"] = usual


@contextmanager
def _alone(name: str) -> Iterator[None]:
    with (_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class SQLite:
    """A file that is filled once; each process reads it into its memory."""

    def __init__(self, name: str):
        self.name = name
        self.file = _folder() / f"{name}.sqlite3"

    def fill(self, fill: Callable[[], object]) -> None:
        if self.file.exists():
            return
        draft = self.file.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        connections["default"].ensure_connection()
        with sqlite3.connect(draft) as target:
            connections["default"].connection.backup(target)
        target.close()
        connection = _connection(str(draft))
        with default(connection):
            fill()
        connection.close()
        draft.rename(self.file)

    def open(self) -> BaseDatabaseWrapper:
        connection = _connection(f"file:{self.name}?mode=memory&cache=shared")
        connection.ensure_connection()
        source = sqlite3.connect(self.file)
        source.backup(connection.connection)
        source.close()
        return connection

    def close(self, connection: BaseDatabaseWrapper) -> None:
        connection.connection.close()


class PostgreSQL:
    """A database that is filled once; each process works on a copy of it."""

    def __init__(self, name: str):
        self.name = f"portal_{name}_{os.environ['PORTAL_TEST_DIR'][-8:]}"
        self.mine = f"{self.name}_{os.getpid()}"
        self.filled = _folder() / f"{name}.filled"

    def fill(self, fill: Callable[[], object]) -> None:
        if self.filled.exists():
            return
        usual = connections["default"].settings_dict["NAME"]
        connections["default"].close()
        self._say(f'CREATE DATABASE "{self.name}" TEMPLATE "{usual}"')
        connection = _connection(self.name)
        with default(connection):
            fill()
        connection.close()
        self.filled.touch()

    def open(self) -> BaseDatabaseWrapper:
        self._say(f'CREATE DATABASE "{self.mine}" TEMPLATE "{self.name}"')
        return _connection(self.mine)

    def close(self, connection: BaseDatabaseWrapper) -> None:
        connection.close()
        self._say(f'DROP DATABASE IF EXISTS "{self.mine}"')

    def _say(self, sentence: str) -> None:
        server = connections["default"].settings_dict
        with psycopg.connect(
            host=server["HOST"],
            port=server["PORT"] or None,
            user=server["USER"] or None,
            password=server["PASSWORD"] or None,
            dbname="postgres",
            autocommit=True,
        ) as session:
            session.execute(sentence)


def load_demo() -> None:
    with override_settings(DEMO=True):
        call_command("load_demo", stdout=StringIO())


@contextmanager
def filled(name: str, fill: Callable[[], object]) -> Iterator[BaseDatabaseWrapper]:
    """A connection to a database of this process, with what `fill` puts into it."""
    kind = {"sqlite": SQLite, "postgresql": PostgreSQL}[connections["default"].vendor]
    place = kind(name)
    with _alone(name):
        place.fill(fill)
    connection = place.open()
    yield connection
    place.close(connection)


@contextmanager
def instead_of_the_usual(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """For a fixture that `db` comes after."""
    if connections["default"].in_atomic_block:
        pytest.fail("This takes the place of `db`: ask for it first, without factories")
    with default(connection):
        yield


@pytest.fixture(scope="session")
def _demo_database(django_db_setup, django_db_blocker) -> Iterator[BaseDatabaseWrapper]:
    with django_db_blocker.unblock(), filled("demo", load_demo) as connection:
        yield connection


@pytest.fixture
def _instead_of_the_usual(_demo_database) -> Iterator[None]:
    with instead_of_the_usual(_demo_database):
        yield


@pytest.fixture
def demo(_instead_of_the_usual, db) -> None:
    """The portal with its demo data. What the test changes is undone."""
