"""The portal as the tests see it: nothing from the shell or `.env`, writing only to a temp folder.

`PORTAL_TEST_DATABASE` is `sqlite` (the default), `postgresql` (a throw-away cluster, started here
and stopped at the end) or the URL of a database server. What is started here is inherited by the
processes of pytest-xdist through the environment.
"""

import atexit
import os
import shutil
import tempfile

from tests.databases import Cluster

_OURS = {"PORTAL_TEST_DATABASE", "PORTAL_TEST_DIR", "PORTAL_TEST_PLAN"}
for _name in list(os.environ):
    _foreign = _name.startswith(("PORTAL_", "DJANGO_")) or _name in ("EMAIL_URL", "CACHE_URL")
    if _foreign and _name != "DJANGO_SETTINGS_MODULE" and _name not in _OURS:
        del os.environ[_name]

if "PORTAL_TEST_DIR" not in os.environ:
    os.environ["PORTAL_TEST_DIR"] = tempfile.mkdtemp(prefix="portal-test-")
    atexit.register(shutil.rmtree, os.environ["PORTAL_TEST_DIR"], ignore_errors=True)

if os.environ.setdefault("PORTAL_TEST_DATABASE", "sqlite") == "postgresql":
    _cluster = Cluster()
    _cluster.start()
    atexit.register(_cluster.stop)
    os.environ["PORTAL_TEST_DATABASE"] = _cluster.url()

_database = os.environ["PORTAL_TEST_DATABASE"]
os.environ |= {
    "PORTAL_ENV_FILE": "",
    "PORTAL_VAR_DIR": os.path.join(os.environ["PORTAL_TEST_DIR"], str(os.getpid())),
    "DATABASE_URL": "sqlite://:memory:" if _database == "sqlite" else _database,
    "DATABASE_POOL_SIZE": "0",  # a pool outlives the test database it points at
    "DJANGO_DEBUG": "true",
    "DJANGO_SECRET_KEY": "only-for-tests",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright runs a loop beside Django
}

from integration_portal.settings import *  # noqa: E402, F403
from integration_portal.settings import DATABASES, LOGGING, PASSWORD_HASHERS  # noqa: E402

if _database != "sqlite":
    # Its copies are migrated if it is.
    DATABASES["default"]["TEST"] = {"TEMPLATE": DATABASES["default"]["NAME"]}
# Tasks run at once, in the test's own transaction; over a failed one conftest.py fails the test.
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
# Argon2 is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
LOGGING["root"]["level"] = "WARNING"
