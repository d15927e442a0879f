"""Rows that stand at a place, and keys that sort alike on every database."""

import threading
from contextlib import closing, suppress

import pytest
from django.apps import apps
from django.db import connection, connections
from django.db.models import QuerySet

from concepts.models import Chapter
from integration_portal.core.models import SortKeyField
from measures.models import Measure
from stakeholders.models import Organisation
from tests.at_once import connect, shared_database
from tests.factories.concepts import ChapterFactory, EditionFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory


@pytest.fixture
def four(db):
    edition = EditionFactory()
    return [ChapterFactory(edition=edition, title=title) for title in "ABCD"]


def titles() -> str:
    return "".join(Chapter.objects.order_by("position").values_list("title", flat=True))


@pytest.mark.parametrize(
    ("steps", "moved", "order"),
    [
        (1, True, "ACBD"),
        (-1, True, "BACD"),
        (9, True, "ACDB"),
        (-9, True, "BACD"),
        (0, False, "ABCD"),
    ],
)
def test_a_row_moves_by_so_many_places_and_not_beyond_the_ends(four, steps, moved, order):
    assert four[1].move(steps) is moved
    assert titles() == order


def test_a_row_that_is_gone_moves_nothing(four):
    Chapter.objects.filter(pk=four[0].pk).delete()

    assert four[0].move(1) is False
    assert titles() == "BCD"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_at_once_the_second_moves_what_the_first_has_left(
    four, monkeypatch, tmp_path
):
    settings = shared_database(tmp_path)
    both, write = threading.Barrier(2), QuerySet.bulk_update

    def late(*args, **kwargs):
        with suppress(threading.BrokenBarrierError):
            both.wait(timeout=1)  # whoever has read by now would write over the other
        return write(*args, **kwargs)

    monkeypatch.setattr(QuerySet, "bulk_update", late)

    def move(chapter, steps):
        with closing(connect(settings)):
            chapter.move(steps)

    people = [threading.Thread(target=move, args=order) for order in ((four[0], 3), (four[3], -3))]
    for thread in people:
        thread.start()
    for thread in people:
        thread.join(timeout=60)

    usual = connections["default"]
    with closing(connect(settings)):
        order = titles()
    connections["default"] = usual
    assert order == "DBCA"


def test_names_stand_as_in_a_german_list(authority):
    for name in ("Zebra", "b", "Ähre", "AWO", "Über 60", "Aa", "1. FC", "A-Z", "A b"):
        OrganisationFactory(authority=authority, name=name)

    assert [organisation.name for organisation in Organisation.objects.all()] == [
        "1. FC", "A b", "A-Z", "Aa", "Ähre", "AWO", "b", "Über 60", "Zebra",
    ]  # fmt: skip


def test_measures_without_a_number_stand_last(authority):
    edition = EditionFactory(concept__authority=authority)
    for number, title in (("", "Aa"), ("1.10", "B"), ("1.9", "Z"), ("A 1", "Y"), ("", "Ä")):
        MeasureFactory(edition=edition, number=number, number_given=True, title=title)

    assert [measure.title for measure in Measure.objects.all()] == ["Z", "B", "Y", "Aa", "Ä"]


def keys() -> list[tuple[str, SortKeyField]]:
    return [
        (model._meta.db_table, field)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, SortKeyField)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "field"), keys(), ids=lambda part: getattr(part, "name", part))
def test_a_key_is_compared_sign_by_sign_whatever_language_the_server_speaks(table, field):
    asked = {
        "sqlite": "SELECT sql NOT LIKE '%%COLLATE%%' FROM sqlite_master WHERE name = %s",
        "postgresql": (
            "SELECT collation_name = 'C' FROM information_schema.columns WHERE table_name = %s"
            f" AND column_name = '{field.column}'"
        ),
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor], [table])
        assert cursor.fetchall() in ([(1,)], [(True,)])
