"""Uploads are known by what they hold, never by what they call themselves."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core import files
from tests.factories.accounts import LocalAuthorityFactory


def picture(kind: str = "PNG", size=(4, 4)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, "navy").save(stream, kind)
    return stream.getvalue()


def archive(entries: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, text in entries.items():
            packed.writestr(name, text)
    return stream.getvalue()


def office(ending: str) -> bytes:
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[ending]
    types = f'<Types><Override ContentType="{files.TYPES[ending]}.main+xml"/></Types>'
    return archive({"[Content_Types].xml": types, main: "<x/>"})


CONTENT = {
    "png": picture("PNG"),
    "jpg": picture("JPEG"),
    "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n",
    "docx": office("docx"),
    "xlsx": office("xlsx"),
    "odt": archive({"mimetype": files.TYPES["odt"], "content.xml": "<x/>"}),
    "ods": archive({"mimetype": files.TYPES["ods"], "content.xml": "<x/>"}),
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def upload(content: bytes, name: str = "datei.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("ending", CONTENT)
def test_each_kind_is_known_by_its_content(ending):
    assert files.validate_upload(upload(CONTENT[ending], "irgendwas.exe")) == ending


@pytest.mark.parametrize(
    "content",
    [
        SVG,
        b"<html><script>alert(1)</script></html>",
        b"MZ\x90\x00 program",
        b"%PDF-1.7 cut off before its end",
        b"\x89PNG\r\n\x1a\n and then nothing",
        b"\xff\xd8\xff and then nothing",
        b"PK\x03\x04 no archive",
        archive({"mimetype": "application/zip"}),
        archive({"readme.txt": "nur ein Archiv"}),
        archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"}),
        archive(
            {
                "[Content_Types].xml": f"{files.TYPES['docx']}.main+xml",
                "word/document.xml": "<x/>",
                "word/vbaProject.bin": "macro",
            }
        ),
    ],
)
def test_anything_else_is_refused_whatever_its_name(content):
    with pytest.raises(ValidationError, match="keine gültige Datei"):
        files.validate_upload(upload(content))


def test_logo_is_a_picture_and_nothing_else():
    with pytest.raises(ValidationError, match="PNG, JPG"):
        files.validate_upload(upload(CONTENT["pdf"], "logo.png"), files.LOGOS)


def test_empty_file_is_refused():
    with pytest.raises(ValidationError, match="leer"):
        files.validate_upload(upload(b""))


def test_too_large_file_is_refused_with_the_limit(settings):
    settings.UPLOAD_MAX_BYTES = 1024

    with pytest.raises(ValidationError, match=r"zu groß. Möglich sind 1,0"):
        files.validate_upload(upload(CONTENT["pdf"] + b" " * 2000))


def test_large_logo_is_refused_earlier_than_an_attachment(monkeypatch):
    monkeypatch.setattr(files, "MAX_LOGO_BYTES", 10)

    with pytest.raises(ValidationError, match="zu groß"):
        files.validate_upload(upload(CONTENT["png"]), files.LOGOS)


def test_picture_of_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_PIXELS", 15)

    assert files.detect(upload(CONTENT["png"])) is None


def test_archive_that_claims_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_UNPACKED", 3)

    assert files.detect(upload(CONTENT["docx"])) is None


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Anlage 1 – Übersicht.PDF", "Anlage 1 - Übersicht.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\Vorlage.docx", "Vorlage.pdf"),
        ("rechnung\u202efdp.exe", "rechnung-fdp.pdf"),
        ('a"b<c>;d\r\nSet-Cookie: x.pdf', "a-b-c--d--Set-Cookie- x.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("\x00", "datei.pdf"),
        ("🎉.pdf", "datei.pdf"),
        ("ü" * 300, "ü" * 96 + ".pdf"),
    ],
)
def test_names_are_cleaned(name, cleaned):
    assert files.clean_name(name, "pdf") == cleaned


# As a field of a model


@pytest.fixture
def stored(authority) -> LocalAuthority:
    """The authority with a logo that called itself something else."""
    authority.logo = upload(CONTENT["png"], "../wappen.svg")
    authority.full_clean()
    authority.save()
    return authority


def test_file_is_stored_under_a_random_path_with_the_ending_of_its_content(stored):
    folder, token, name = stored.logo.name.split("/")

    assert (folder, len(token), name) == ("logos", 32, "wappen.png")
    assert (stored.logo.download_name, stored.logo.kind_label) == ("wappen.png", "PNG")


def test_two_files_of_one_name_never_meet(stored, neighbour):
    neighbour.logo = upload(CONTENT["png"], "wappen.svg")
    neighbour.save()

    assert stored.logo.name != neighbour.logo.name


def test_field_refuses_a_drawing_that_can_carry_scripts(authority):
    authority.logo = upload(SVG, "wappen.png")

    with pytest.raises(ValidationError) as refused:
        authority.full_clean()

    assert list(refused.value.message_dict) == ["logo"]


def test_stored_file_is_not_looked_into_again(stored):
    stored.logo.storage.delete(stored.logo.name)

    LocalAuthority.objects.get(pk=stored.pk).full_clean()


def test_what_nobody_knows_is_stored_without_a_telling_ending(db):
    place = LocalAuthorityFactory()
    place.logo.save("seite.html", SimpleUploadedFile("x", b"<html>"), save=False)

    assert place.logo.name.endswith("/seite.bin")
    assert place.logo.content_type == "application/octet-stream"


def test_logo_reaches_only_those_who_may_enter(stored, enter, persona):
    path = stored.logo_url
    codes = {
        name: enter(persona(name)).get(path).status_code
        for name in ("officer", "reader", "neighbour_officer", "operator", "visitor")
    }

    assert codes == {
        "officer": 200,
        "reader": 200,
        "neighbour_officer": 404,
        "operator": 404,
        "visitor": 302,
    }


def test_file_goes_out_with_its_own_type_and_is_never_guessed(stored, enter, officer):
    answer = enter(officer).get(stored.logo_url)

    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == 'inline; filename="wappen.png"'
    assert b"".join(answer.streaming_content) == CONTENT["png"]


def test_office_files_are_saved_never_shown(stored):
    stored.logo.name = stored.logo.name.replace(".png", ".docx")
    stored.logo.storage.save(stored.logo.name, upload(CONTENT["docx"]))

    answer = files.send(stored.logo, inline=True)

    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_authority_without_a_logo_has_no_address_for_it(authority, enter, officer):
    assert authority.logo_url == ""
    assert enter(officer).get("/konto/wappen/waiblingen/").status_code == 404
