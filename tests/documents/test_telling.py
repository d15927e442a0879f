"""How far a paper is: the phases and shares that an issue job hands on to its page."""

import pytest

from integration_portal.documents import rendering

pytestmark = pytest.mark.pdf

CHAPTERS = "".join(f"<h2>Kapitel {n}</h2><p>{'Ein Satz mit Wörtern. ' * 90}</p>" for n in range(4))
HTML = (
    '<!doctype html><html lang="de"><head><title>Probe</title></head><body data-authority="Stadt">'
    f'<div class="contents"><h2 data-unlisted>Inhalt</h2><ol data-contents="2"></ol></div>'
    f"<main>{CHAPTERS}</main></body></html>"
)


@pytest.fixture(scope="module")
def told() -> list[tuple[str, float]]:
    heard: list[tuple[str, float]] = []
    rendering.lay_out(HTML, progress=lambda phase, share: heard.append((phase, share)))
    return heard


def test_each_page_is_told_once_although_the_contents_are_set_twice(told):
    phases = [phase for phase, _share in told]

    assert phases == [
        "Seiten umbrechen",
        *(f"Seiten umbrechen: Seite {n}" for n in (1, 2, 3)),
        *(f"Datei schreiben: Seite {n} von 3" for n in (1, 2, 3)),
    ]


def test_a_share_never_goes_back(told):
    shares = [share for _phase, share in told]

    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[3] < shares[-1] < 1
