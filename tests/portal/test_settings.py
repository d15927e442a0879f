"""How the portal starts, seen from outside: another process, an environment of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REAL = {
    "DJANGO_SECRET_KEY": "only-for-checking-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG",
    "DJANGO_ALLOWED_HOSTS": "portal.example",
}
SHOW = "from django.conf import settings as s; print(*[getattr(s, n) for n in {!r}.split()])"


@pytest.fixture
def start(tmp_path):
    """Run Python with the portal's settings and nothing else in the environment."""

    def run(code, **variables):
        foreign = ("PORTAL_", "DJANGO_", "DATABASE_", "EMAIL_", "CACHE_")
        clean = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
        clean |= {
            "DJANGO_SETTINGS_MODULE": "integration_portal.settings",
            "PORTAL_ENV_FILE": "",
            "PORTAL_VAR_DIR": str(tmp_path / "var"),
        }
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=clean | variables,
            capture_output=True,
            text=True,
        )

    return run


def test_without_environment_it_runs_on_sqlite_for_one_machine_and_says_so(start, tmp_path):
    done = start("import integration_portal.wsgi")

    assert done.returncode == 0
    assert "Das Portal läuft ohne eigene Einstellungen" in done.stderr
    assert str(tmp_path / "var" / "portal.sqlite3") in done.stderr


def test_without_environment_it_answers_to_this_machine_only(start):
    done = start(SHOW.format("DEBUG ALLOWED_HOSTS"))

    assert done.stdout.strip() == "True ['localhost', '127.0.0.1', '[::1]']"


def test_the_local_secret_key_stays_the_same(start):
    first, second = (start(SHOW.format("SECRET_KEY")).stdout for _ in range(2))

    assert len(first) > 50
    assert first == second


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DJANGO_DEBUG": "false"}, "DJANGO_SECRET_KEY fehlt."),
        ({"DJANGO_ALLOWED_HOSTS": "portal.example"}, "DJANGO_SECRET_KEY fehlt."),
        ({"DJANGO_SECRET_KEY": "secret"}, "DJANGO_ALLOWED_HOSTS fehlt."),
        ({"DATABASE_URL": "mysql://portal@host/portal"}, "DATABASE_URL nennt eine Datenbank"),
        ({"DATABASE_URL": "portal"}, "DATABASE_URL ist nicht zu verstehen."),
        ({"DATABASE_URL": ""}, "DATABASE_URL ist nicht zu verstehen."),
        ({"DATABASE_URL": "postgresql://me:word@host:x/d"}, "DATABASE_URL ist nicht zu verstehen."),
        ({"CACHE_URL": "memory"}, "CACHE_URL ist nicht zu verstehen."),
        ({"EMAIL_URL": "mail.example"}, "EMAIL_URL ist nicht zu verstehen."),
        ({"PORTAL_UPLOAD_MAX_MB": "viel"}, "PORTAL_UPLOAD_MAX_MB ist nicht zu verstehen."),
        ({"PORTAL_HTTPS": "yess"}, "PORTAL_HTTPS ist nicht zu verstehen."),
        ({"DJANGO_LOG_LEVEL": "laut"}, "DJANGO_LOG_LEVEL ist nicht zu verstehen."),
        ({"PORTAL_ENV_FILE": "/nirgends/.env"}, "PORTAL_ENV_FILE nennt /nirgends/.env;"),
    ],
)
def test_an_impossible_setting_stops_the_start_with_one_sentence(start, environment, sentence):
    done = start(
        "import manage, sys; sys.argv = ['manage.py', 'check']; manage.main()", **environment
    )

    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"PORTAL_HTTPS": "ja"}, "True 25 [] INFO"),
        ({"PORTAL_HTTPS": "nein", "PORTAL_UPLOAD_MAX_MB": ""}, "False 25 [] INFO"),
        (
            {"DJANGO_CSRF_TRUSTED_ORIGINS": "https://a.example, https://b.example"},
            "False 25 ['https://a.example', 'https://b.example'] INFO",
        ),
        ({"DJANGO_LOG_LEVEL": "info"}, "False 25 [] INFO"),
    ],
)
def test_settings_are_read_as_people_write_them(start, environment, expected):
    done = start(
        "from django.conf import settings as s; print(s.HTTPS, s.UPLOAD_MAX_BYTES // 1024**2,"
        "s.CSRF_TRUSTED_ORIGINS, s.LOGGING['root']['level'])",
        **environment,
    )

    assert done.stdout.strip() == expected


def test_a_web_server_says_what_is_missing_without_its_own_lines_around_it(start):
    done = start("import integration_portal.wsgi", DJANGO_DEBUG="false")

    assert done.returncode == 3  # gunicorn's word for: do not try again
    assert done.stderr.startswith("DJANGO_SECRET_KEY fehlt.")
    assert "Traceback" not in done.stderr


def test_a_web_server_without_its_public_files_says_how_to_get_them(start, tmp_path):
    """An update without `collectstatic` would answer every page with an error."""
    done = start("import integration_portal.wsgi", PORTAL_STATIC_DIR=str(tmp_path), **REAL)

    assert done.returncode == 3
    assert done.stderr.startswith("Die öffentlichen Dateien (Gestaltung, Schrift) fehlen in ")
    assert done.stderr.endswith("manage.py collectstatic --noinput\n")


def test_a_key_or_a_host_list_switches_debug_pages_off(start):
    done = start(SHOW.format("DEBUG SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE"), **REAL)

    assert done.stdout.strip() == "False True True"


def test_the_demo_has_no_debug_pages_and_needs_no_https(start):
    done = start(SHOW.format("DEBUG SECURE_SSL_REDIRECT"), PORTAL_DEMO="true")

    assert done.stdout.strip() == "False False"


def test_postgresql_is_pooled_and_compiles_no_queries(start):
    done = start(
        "from django.conf import settings as s; print(s.DATABASES['default']['OPTIONS'])",
        DATABASE_URL="postgresql://portal@localhost/portal",
    )

    assert done.stdout.strip() == (
        "{'options': '-c jit=off', 'pool': {'min_size': 1, 'max_size': 8, 'timeout': 10}}"
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp+tls://me:word@mail.example:587", ("mail.example", 587, "me", "word", True, False)),
        ("smtp+ssl://mail.example", ("mail.example", 465, "", "", False, True)),
        ("smtp://", ("localhost", 25, "", "", False, False)),
    ],
)
def test_the_mail_server_is_one_address(start, url, expected):
    names = ["host", "port", "username", "password", "use_tls", "use_ssl"]
    done = start(
        "from django.core.mail import mailers; mailer = mailers.default;"
        f"print(tuple(getattr(mailer, name) for name in {names!r}))",
        EMAIL_URL=url,
    )

    assert done.stdout.strip() == str(expected)


def test_a_proxy_header_is_believed_only_when_named(start):
    done = start(
        SHOW.format("SECURE_PROXY_SSL_HEADER"), PORTAL_PROXY_SSL_HEADER="X-Forwarded-Proto", **REAL
    )

    assert done.stdout.strip() == "('HTTP_X_FORWARDED_PROTO', 'https')"


def test_every_setting_is_in_the_example_file():
    settings = (ROOT / "integration_portal" / "settings.py").read_text()
    example = (ROOT / ".env.example").read_text()

    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))

    assert read == set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
