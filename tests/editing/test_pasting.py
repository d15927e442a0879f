"""The address that cleans what is pasted."""

import pytest
from django.urls import reverse


@pytest.fixture
def paste(enter, officer):
    def send(html: bytes, user=None):
        return enter(user or officer).post(reverse("editing:paste"), html, "text/html")

    return send


def test_what_is_pasted_comes_back_clean_and_is_not_a_page(paste):
    answer = paste("<p class=MsoNormal onclick=x>Wört<script>x</script></p>".encode())

    assert answer.content.decode() == "<p>Wört</p>"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_broken_bytes_and_nul_do_no_harm(paste):
    assert paste(b"<p>a\xff\x00b</p>").status_code == 200


def test_too_much_is_refused(paste):
    assert paste(b"x" * 500_000).status_code == 200
    assert paste(b"x" * 500_001).status_code == 413


def test_far_too_much_is_refused_without_being_read(enter, officer):
    """Django would answer 400 to more than DATA_UPLOAD_MAX_MEMORY_SIZE."""
    page = reverse("editing:paste")

    answer = enter(officer).post(page, b"x", "text/html", headers={"Content-Length": "99999999"})

    assert answer.status_code == 413


def test_too_often_is_refused_for_who_does_it(paste, reader):
    answers = [paste(b"x").status_code for _time in range(61)]

    assert answers == [200] * 60 + [429]
    assert paste(b"x", reader).status_code == 200


def test_it_is_for_people_who_are_logged_in(client):
    assert client.post(reverse("editing:paste"), b"x", "text/html").status_code == 302
