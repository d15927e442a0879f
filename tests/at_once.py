"""Several connections to one database, for what two people do at the same moment.

settings = shared_database(tmp_path)
with closing(connect(settings)):  # in every thread
    …
"""

import copy
from contextlib import closing
from pathlib import Path

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend


def shared_database(folder: Path) -> dict:
    """The settings of a database several connections share: the one in memory has but one."""
    settings = copy.deepcopy(connection.settings_dict)
    if connection.vendor == "sqlite":
        import sqlite3

        settings["NAME"] = str(folder / "shared.sqlite3")
        with closing(sqlite3.connect(settings["NAME"])) as target:
            connection.connection.backup(target)
    return settings


def connect(settings: dict) -> BaseDatabaseWrapper:
    """Make it the default one of this thread."""
    connections["default"] = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")
    return connections["default"]
