"""PostgreSQL lends its connections: they come back and are lent again, and no more than allowed."""

import copy

import pytest
from django.db import OperationalError, connections
from django.db.utils import load_backend

from tests.prepared import default

pytestmark = pytest.mark.django_db


@pytest.fixture
def pooled():
    """Connections to the tests' own server out of a pool that holds a single one."""
    usual = copy.deepcopy(connections["default"].settings_dict)
    if usual["ENGINE"] != "django.db.backends.postgresql":
        pytest.skip("SQLite kennt keinen Vorrat an Verbindungen")
    usual["OPTIONS"] |= {"pool": {"min_size": 1, "max_size": 1, "timeout": 0.3}}
    backend = load_backend(usual["ENGINE"])
    made = [backend.DatabaseWrapper(usual, "default") for _each in range(2)]
    yield made
    for one in made:
        one.close()
    made[0].close_pool()


def server_process(connection) -> int:
    # A fresh connection asks the default one for its types.
    with default(connection), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_a_connection_given_back_is_lent_again(pooled):
    first, second = pooled

    before = server_process(first)
    first.close()

    assert server_process(second) == before


def test_who_finds_none_left_is_told_instead_of_waiting_for_ever(pooled):
    first, second = pooled
    server_process(first)

    with pytest.raises(OperationalError, match="couldn't get a connection"):
        server_process(second)
