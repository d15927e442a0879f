from unittest import mock

import pytest
from django.db import OperationalError, connection

pytestmark = pytest.mark.django_db


def test_a_visitor_sees_that_the_portal_is_well(client):
    response = client.get("/zustand/")

    assert response.status_code == 200
    assert response.text == "In Ordnung.\n"


def test_a_silent_database_is_reported(client):
    with mock.patch.object(connection, "cursor", side_effect=OperationalError):
        response = client.get("/zustand/")

    assert response.status_code == 503
    assert response.text == "Die Datenbank antwortet nicht.\n"


def test_every_answer_bears_a_strict_content_policy(client):
    policy = client.get("/zustand/").headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'self'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
