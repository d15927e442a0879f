"""Fresh databases without waiting for migrations: one is migrated, the others are its copies."""

import shutil
from pathlib import Path

import psycopg

from tests.databases import Cluster
from tests.live import Portal

SETTINGS = "tests.bench.settings"


class SQLite:
    label = "SQLite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "sqlite"
        self.folder.mkdir()
        template = Portal(self.folder, settings=SETTINGS)
        template.manage("migrate", "--verbosity=0")
        self.template = self.folder / "portal.sqlite3"

    def new(self, name: str) -> Portal:
        folder = self.folder / name
        folder.mkdir()
        shutil.copy(self.template, folder / "portal.sqlite3")
        return Portal(folder, settings=SETTINGS)

    def drop(self, portal: Portal) -> None:
        shutil.rmtree(portal.folder, ignore_errors=True)


class PostgreSQL:
    label = "PostgreSQL"

    def __init__(self, folder: Path, cluster: Cluster) -> None:
        self.folder = folder / "postgresql"
        self.folder.mkdir()
        self.cluster = cluster
        Portal(self.folder, cluster.url(), SETTINGS).manage("migrate", "--verbosity=0")

    def new(self, name: str) -> Portal:
        folder = self.folder / name
        folder.mkdir()
        self._say(f'CREATE DATABASE "{name}" TEMPLATE portal')
        return Portal(folder, self.cluster.url(name), SETTINGS)

    def drop(self, portal: Portal) -> None:
        self._say(f'DROP DATABASE IF EXISTS "{portal.folder.name}" WITH (FORCE)')
        shutil.rmtree(portal.folder, ignore_errors=True)

    def _say(self, sentence: str) -> None:
        where = {"host": str(self.cluster.folder), "user": "portal", "dbname": "postgres"}
        with psycopg.connect(**where, autocommit=True) as session:
            session.execute(sentence)
