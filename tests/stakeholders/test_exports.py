"""CSV files: German values, and nothing a program would calculate."""

import datetime as dt

import pytest
from django.utils import timezone

from stakeholders.exports import csv_response, defused


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""), (True, "ja"), (False, "nein"), (0, "0"), ("Bürgerverein", "Bürgerverein"),
        (dt.date(2026, 5, 1), "01.05.2026"),
        (dt.datetime(2026, 5, 1, 22, 30, tzinfo=dt.UTC), "02.05.2026 00:30"),
        ("=1+1", "'=1+1"), ("+49 7151", "'+49 7151"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"), ("a\x00b", "ab"), ("\x00=1", "'=1"),
    ],
)  # fmt: skip
def test_a_cell_is_text(value, cell):
    assert defused(value) == cell


def test_the_file_opens_in_a_german_excel():
    response = csv_response("personen", ["Name"], [["Ä;B"], ['"C"']])

    assert response.content == '\ufeffName\r\n"Ä;B"\r\n"""C"""\r\n'.encode()
    assert response["Content-Disposition"] == (
        f'attachment; filename="personen-{timezone.localdate():%Y-%m-%d}.csv"'
    )
