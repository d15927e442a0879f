"""What is exported can be imported again without change."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from concepts.models import Edition
from exchange.models import MeasureImport
from integration_portal.accounts.models import LocalAuthority
from measures.enums import ExtraKind
from measures.models import Measure
from measures.models.extra_values import kept
from tests.exchange.importing import checked, problems
from tests.factories.accounts import UserFactory
from tests.factories.measures import ExtraFieldFactory, MeasureFactory

from .exporting import LIVE, address, body


def again(client, edition: Edition, kind: str, by) -> MeasureImport:
    """The edition's list out and in again, up to the preview."""
    answer = client.get(address(edition.authority, kind), {"fassung": edition.slug})
    return checked(edition, SimpleUploadedFile(f"Liste.{kind}", body(answer)), by)


def differences(imported: MeasureImport) -> list:
    changed = imported.rows.exclude(outcome="unchanged")
    return [(row.line, row.outcome, row.changes) for row in changed]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_a_whole_town_comes_back_as_it_went(demo, kind, enter):
    town = LocalAuthority.objects.get(slug="musterstadt")
    officer = UserFactory(officer_of=town)
    edition = town.editions.get(slug="2024")
    imported = again(enter(officer), edition, kind, officer)
    assert (imported.error, imported.open_questions) == ("", [])
    assert problems(imported) == []
    assert differences(imported) == []
    assert imported.rows.count() == edition.measures.count()


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("text", LIVE)
def test_what_looks_like_a_formula_comes_back(kind, text, edition, officer, enter):
    field = ExtraFieldFactory(concept=edition.concept, name="Merkmal", kind=ExtraKind.TEXT)
    MeasureFactory(
        edition=edition, title=text, place=text, extra={field.key: kept(field.kind, text)}
    )
    imported = again(enter(officer), edition, kind, officer)
    assert (problems(imported), differences(imported)) == ([], [])


def edited_text(raw: bytes) -> bytes:
    return raw.replace(b"Bergdorf", "Südstadt".encode())


def edited_workbook(raw: bytes) -> bytes:
    """As somebody does who opens the workbook, types into one cell and saves it."""
    book = load_workbook(io.BytesIO(raw))
    (cell,) = (cell for row in book.active.iter_rows() for cell in row if cell.value == "Bergdorf")
    cell.value = "Südstadt"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("kind", "edited"), [("xlsx", edited_workbook), ("csv", edited_text), ("json", edited_text)]
)
def test_an_edited_cell_is_the_only_change(kind, edited, edition, officer, enter):
    MeasureFactory(edition=edition, title="Sprachcafé", place="Altstadt")
    MeasureFactory(edition=edition, title="Lotsen", place="Bergdorf")
    answer = enter(officer).get(address(edition.authority, kind), {"fassung": edition.slug})
    changed = SimpleUploadedFile(f"Liste.{kind}", edited(body(answer)))

    imported = checked(edition, changed, officer)

    assert [changes for _line, _outcome, changes in differences(imported)] == [
        [{"label": "Ort", "old": "Bergdorf", "new": "Südstadt"}]
    ]
    assert Measure.objects.count() == 2
