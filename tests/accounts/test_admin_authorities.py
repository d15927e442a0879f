"""Authorities in the admin: their words, logo and letterhead."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from integration_portal.accounts.models import LocalAuthority


def url(model: str, page: str, *args) -> str:
    return reverse(f"admin:accounts_{model}_{page}", args=args)


def authority_data(place, **changes) -> dict:
    data = {
        "name": place.name,
        "short_name": place.short_name,
        "logo_description": "",
        "letterhead": "",
        "stale_after_months": "12",
    }
    return data | changes


def test_administrator_changes_words_logo_and_letterhead(enter, administrator, authority):
    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, "PNG")
    sent = authority_data(
        authority,
        letterhead="Rathausplatz 1",
        word_goal="Entwicklungsziel",
        word_number_pattern="BSV {number}/{year}",
        word_measure_types="Projekt\nPreis",
        logo=SimpleUploadedFile("wappen.png", stream.getvalue()),
    )

    enter(administrator).post(url("localauthority", "change", authority.pk), sent)

    after = LocalAuthority.objects.get(pk=authority.pk)
    assert after.letterhead == "Rathausplatz 1"
    assert after.words == {
        "goal": "Entwicklungsziel",
        "number_pattern": "BSV {number}/{year}",
        "measure_types": ["Projekt", "Preis"],
    }
    assert after.logo.download_name == "wappen.png"


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"word_number_pattern": "BSV 3/2017"}, "Das Muster braucht einmal {number}"),
        ({"logo": SimpleUploadedFile("a.png", b"<svg/>")}, "keine gültige Datei"),
        ({"word_goal": "x" * 121}, "120"),
    ],
)
def test_unfit_words_and_logos_are_refused(enter, administrator, authority, sent, message):
    answer = enter(administrator).post(
        url("localauthority", "change", authority.pk), authority_data(authority, **sent)
    )

    assert message in answer.text
    assert LocalAuthority.objects.get(pk=authority.pk).words == {}


def test_address_kind_and_district_are_the_operators(enter, administrator, authority, district):
    sent = authority_data(
        authority, slug="anders", kind="district", ags="08119", parent=district.pk
    )

    enter(administrator).post(url("localauthority", "change", authority.pk), sent)

    after = LocalAuthority.objects.get(pk=authority.pk)
    assert (after.slug, after.kind, after.ags, after.parent) == (
        "waiblingen",
        "city",
        "08119079",
        None,
    )


@pytest.mark.parametrize("page", ["add", "delete"])
def test_administrators_neither_add_nor_delete_authorities(enter, administrator, authority, page):
    args = [authority.pk] if page == "delete" else []

    assert enter(administrator).get(url("localauthority", page, *args)).status_code == 403


def test_operator_adds_an_authority(enter, operator):
    sent = {
        "name": "Stadt Neu",
        "short_name": "Neu",
        "slug": "neu",
        "kind": "city",
        "stale_after_months": "12",
    }

    enter(operator).post(url("localauthority", "add"), sent)

    assert LocalAuthority.objects.get().slug == "neu"


def test_address_the_portal_needs_is_refused_with_the_reason(enter, operator):
    sent = {"name": "X", "short_name": "X", "slug": "konto", "kind": "city"}

    answer = enter(operator).post(url("localauthority", "add"), sent)

    assert "Diese Adresse braucht das Portal selbst." in answer.text


def test_district_shows_its_members_but_does_not_edit_them(enter, operator, district, member):
    text = enter(operator).get(url("localauthority", "change", district.pk)).text

    assert "Mitglieder" in text
    assert member.name in text
