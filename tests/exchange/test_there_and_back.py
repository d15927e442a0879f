"""What is exported can be imported again without change."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from concepts.models import Edition
from demo.loading.whole import DATA, load
from exchange.models import MeasureImport
from integration_portal.accounts.models import LocalAuthority
from measures.enums import ExtraKind
from measures.models import Measure
from measures.models.extra_values import kept
from tests.exchange.importing import checked, problems
from tests.factories.accounts import UserFactory
from tests.factories.measures import ExtraFieldFactory, MeasureFactory

from .test_export import LIVE, address, body

pytestmark = pytest.mark.django_db


def again(client, edition: Edition, kind: str, by) -> MeasureImport:
    """The edition's list out and in again, up to the preview."""
    answer = client.get(address(edition.authority, kind), {"fassung": edition.slug})
    return checked(edition, SimpleUploadedFile(f"Liste.{kind}", body(answer)), by)


def differences(imported: MeasureImport) -> list:
    changed = imported.rows.exclude(outcome="unchanged")
    return [(row.line, row.outcome, row.changes) for row in changed]


@pytest.fixture
def town() -> LocalAuthority:
    return load(DATA / "musterstadt.yaml", today=dt.date(2026, 11, 22))


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_a_whole_town_comes_back_as_it_went(kind, town, enter):
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


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_an_edited_cell_is_the_only_change(kind, edition, officer, enter):
    MeasureFactory(edition=edition, title="Sprachcafé", place="Altstadt")
    MeasureFactory(edition=edition, title="Lotsen", place="Bergdorf")
    client = enter(officer)
    raw = body(client.get(address(edition.authority, "csv"), {"fassung": edition.slug}))
    edited = raw.replace(b"Bergdorf", "Südstadt".encode())
    imported = checked(edition, SimpleUploadedFile("Liste.csv", edited), officer)
    assert [changes for _line, _outcome, changes in differences(imported)] == [
        [{"label": "Ort", "old": "Bergdorf", "new": "Südstadt"}]
    ]
    assert Measure.objects.count() == 2
