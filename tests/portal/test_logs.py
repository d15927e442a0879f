import logging

import pytest

from integration_portal.logs import DiscreetFormatter, redact


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Login failed for anna.beispiel@stadt.example", "Login failed for <E-Mail>"),
        ("Refused 192.168.17.4 at the door", "Refused <IP> at the door"),
        (
            "Not Found: /konto/einladung/MzQ:1vN5xk:8hCk3dQw9ZtY7uJq5rA2/",
            "Not Found: /konto/einladung/<Schlüssel>/",
        ),
        (
            "Not Found: /gemeindeverwaltungsverband-vorderes-kandertal/massnahmen/12/",
            "Not Found: /gemeindeverwaltungsverband-vorderes-kandertal/massnahmen/12/",
        ),
        (
            "GET /stadt/massnahmen/3/bearbeiten/?eingabe=Zk-abcdef_ghijklmnopqrstuvwxyzAB HTTP/1.1",
            "GET /stadt/massnahmen/3/bearbeiten/?eingabe=<Schlüssel> HTTP/1.1",
        ),
        (
            "violates check constraint\nDETAIL:  Failing row contains (7, Erika\nMuster, null).\n"
            "\nThe above exception was",
            "violates check constraint\nDETAIL: <Werte>\n\nThe above exception was",
        ),
        ("DETAIL:  Key (name)=(Erika) already exists.", "DETAIL: <Werte>"),
        (
            "Task id=578ee793-1b77-4a7a-9250-13489ea9e097 state=RUNNING",
            "Task id=578ee793-1b77-4a7a-9250-13489ea9e097 state=RUNNING",
        ),
    ],
)
def test_what_points_at_a_person_is_not_written(said, written):
    assert redact(said) == written


def test_a_traceback_is_redacted_too():
    try:
        raise ValueError("Key (email)=(anna@stadt.example) already exists.")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "x", 1, "Failed", (), (ValueError, error, None)
        )

    assert "anna@stadt.example" not in DiscreetFormatter().format(record)
