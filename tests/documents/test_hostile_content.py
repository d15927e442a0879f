"""Nothing a user types can make the renderer read a file or an address."""

import socket
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from integration_portal.documents.paper import fetching
from integration_portal.documents.paper.fetching import PaperFetcher, Refused, read_static
from integration_portal.documents.paper.richtext import paper_html
from tests.documents import reading, samples
from tests.documents.reading import complaints

pytestmark = pytest.mark.pdf


PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAW"
    "jR9awAAAABJRU5ErkJggg=="
)
ADDRESSES = [
    "file:///etc/hostname",
    "FILE:///etc/hostname",
    "http://127.0.0.1:9/x.png",
    "https://example.org/x.png",
    "ftp://127.0.0.1/x",
    PIXEL,
    "//example.org/x.png",
    "/etc/hostname",
    "../../../etc/hostname",
    "static:../settings.py",
    "static:/etc/hostname",
    "static:documents/../../settings.py",
    "static:..\\settings.py",
    "portal:unbekannt",
    "portal:../logo",
    "javascript:alert(1)",
    "jar:file:///etc/hostname",
    "",
]


@pytest.fixture
def no_reading(monkeypatch):
    """Any attempt to reach the network, or a file outside our own folders, fails the test."""
    tried = []

    def refuse(*args, **kwargs):
        tried.append(args)
        raise AssertionError(f"network: {args}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr("urllib.request.OpenerDirector.open", refuse)
    opened = Path.read_bytes

    def read_bytes(path):
        tried.append(path) if "etc" in path.parts else None
        return opened(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    yield tried
    assert tried == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_refused(address):
    with pytest.raises((Refused, OSError)):
        PaperFetcher({"logo": samples.logo()}).read(address)


@pytest.mark.parametrize(
    "html",
    [
        '<img src="{}" alt="Bild">',
        '<link rel="stylesheet" href="{}"><link rel="attachment" href="{}">',
        '<div style="background: url({}); list-style-image: url({}); content: url({})">x</div>',
        '<style>@import url("{}"); @font-face {{font-family: x; src: url("{}")}} '
        "p {{font-family: x; background: url({})}}</style>",
        '<object data="{}" type="image/png">x</object><embed src="{}"><iframe src="{}"></iframe>',
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'width="10" height="10"><image href="{}" xlink:href="{}" width="9" height="9"/>'
        '<use href="{}#a" xlink:href="{}#a"/></svg>',
        '<base href="{}"><img src="x.png" alt="Bild"><a href="y">z</a>',
        '<input type="image" src="{}"><video poster="{}"></video><meta http-equiv="refresh" '
        'content="0;url={}">',
        '<a href="{}">Verweis</a>',
    ],
)
def test_a_paper_reads_nothing_and_stays_sound(render, no_reading, html):
    hostile = "".join(html.replace("{}", address) for address in ADDRESSES)

    paper = render(f"<p>vorher</p>{hostile}<p>nachher</p>")

    assert "nachher" in reading.words(paper.pdf)
    assert complaints(paper.pdf) == {}
    assert b"/EmbeddedFile" not in paper.pdf


def test_a_refused_picture_is_left_out_with_its_words(render):
    paper = render('<p>vor <img src="http://example.org/a.png" alt="Gruppenfoto"> nach</p>')

    assert "vor [Gruppenfoto] nach" in reading.words(paper.pdf)


def test_a_broken_stored_picture_is_left_out_with_its_words(render):
    paper = render('<img src="portal:logo" alt="Wappen">', files={"logo": b"no picture"})

    assert "[Wappen]" in reading.words(paper.pdf)
    assert complaints(paper.pdf) == {}


def test_a_picture_bomb_is_left_out(render):
    bomb = BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")

    paper = render('<img src="portal:logo" alt="Wappen">', files={"logo": bomb.getvalue()})

    assert "[Wappen]" in reading.words(paper.pdf)


def test_a_stored_picture_of_any_colour_space_is_shown(render):
    paper = render('<img src="portal:logo" alt="Wappen">', files={"logo": samples.logo()})

    assert [e["/Alt"] for role, e in reading.tags(paper.pdf) if role == "/Figure"] == ["Wappen"]
    assert complaints(paper.pdf) == {}


def picture(mode: str, kind: str) -> bytes:
    out = BytesIO()
    Image.new(mode, (40, 20)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [picture("RGBA", "PNG"), picture("I;16", "PNG"), picture("P", "GIF"), picture("1", "TIFF"),
     picture("LA", "PNG"), picture("L", "JPEG")],
)  # fmt: skip
def test_a_stored_picture_of_any_kind_is_sound(render, content, tmp_path):
    path = tmp_path / "logo"
    path.write_bytes(content)

    paper = render('<img src="portal:logo" alt="Wappen">', files={"logo": path})

    assert complaints(paper.pdf) == {}
    assert "/Figure" in reading.roles(paper.pdf)


def test_a_stored_file_is_shown(render):
    paper = render(
        '<img src="portal:logo" alt="Wappen">', files={"logo": ContentFile(samples.logo())}
    )

    assert "/Figure" in reading.roles(paper.pdf)


def test_a_picture_that_is_too_large_is_left_out(render, monkeypatch):
    monkeypatch.setattr(fetching, "MAX_FILE_SIZE", 10)

    paper = render('<img src="portal:logo" alt="Wappen">', files={"logo": samples.logo()})

    assert "[Wappen]" in reading.words(paper.pdf)


def test_a_picture_without_words_is_left_out_and_the_rest_stays(render):
    paper = render('<p>vor<img src="portal:logo"> nach</p><p><b>a</b><img alt="">b</p>')

    assert "vor nach" in reading.words(paper.pdf)
    assert "ab" in reading.words(paper.pdf)


def test_a_picture_in_a_link_becomes_its_words(render):
    paper = render(
        '<a href="https://a.example/"><img src="portal:logo" alt="Wappen"></a>',
        files={"logo": samples.logo()},
    )

    assert "Wappen" in reading.words(paper.pdf)
    assert complaints(paper.pdf) == {}


def test_a_drawing_without_words_is_called_a_picture(render):
    paper = render('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>')

    assert [e["/Alt"] for role, e in reading.tags(paper.pdf) if role == "/Figure"] == ["Abbildung"]


def test_our_static_files_are_read():
    assert read_static("documents/paper.css").startswith(b"/*")


def test_rich_text_keeps_no_script_and_no_foreign_link():
    html = paper_html(
        '<p onclick="x()">a<script>alert(1)</script><a href="javascript:x">b</a>'
        '<a href="file:///etc/hostname">c</a><a href="https://e.example/">d</a>'
        '<img src="file:///x" alt="e"><style>p{}</style><svg><title>f</title></svg></p>'
    )

    assert html == ('<p>a<span>b</span><span>c</span><a href="https://e.example/">d</a></p>')
