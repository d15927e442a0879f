"""Browsers ask for a sign of the portal at an address of their own."""


def test_a_browser_that_shows_no_page_gets_the_sign_too(client):
    answer = client.get("/favicon.ico")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert b"<svg" in answer.content
