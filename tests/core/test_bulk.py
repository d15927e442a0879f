import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from integration_portal.core.bulk import Prepared, parts, reserve
from stakeholders.models import Organisation
from tests.factories.accounts import LocalAuthorityFactory
from tests.factories.stakeholders import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_a_reserved_id_is_never_given_to_another_row():
    first = OrganisationFactory()

    reserved = reserve(Organisation, 3)
    second = OrganisationFactory()

    assert first.pk < reserved[0] < reserved[1] < reserved[2] < second.pk
    assert reserve(Organisation, 0) == []


def test_ids_can_be_reserved_before_there_is_any_row():
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM sqlite_sequence WHERE name = %s", ["stakeholders_organisation"]
            )

    (pk,) = reserve(Organisation, 1)

    assert OrganisationFactory().pk > pk


def test_what_is_prepared_is_written_later_in_its_order():
    authority = LocalAuthorityFactory()
    gone, kept = OrganisationFactory.create_batch(2, authority=authority)
    pks = reserve(Organisation, 2)
    names = ("Caritas", "AWO")
    rows = [
        Organisation(pk=pk, authority=authority, name=name)
        for pk, name in zip(pks, names, strict=True)
    ]
    kept.name, kept.note = "VHS", "nicht geschrieben"
    prepared = Prepared()
    prepared.insert(rows)
    prepared.insert([Organisation(authority=authority, name="DRK")])
    prepared.update([kept], ["name"])
    prepared.update([], ["name"])
    prepared.delete(Organisation, "id", [gone.pk])
    assert Organisation.objects.count() == 2

    prepared.run()

    found = Organisation.objects.order_by("pk").values_list("name", "note")
    assert list(found) == [("VHS", ""), ("Caritas", ""), ("AWO", ""), ("DRK", "")]


@pytest.mark.django_db(transaction=True)
def test_what_is_still_pointed_to_is_not_deleted():
    above = OrganisationFactory()
    OrganisationFactory(authority=above.authority, parent=above)
    prepared = Prepared()
    prepared.delete(Organisation, "id", [above.pk])

    with pytest.raises(IntegrityError), transaction.atomic():
        prepared.run()

    assert Organisation.objects.count() == 2


def test_many_rows_take_as_many_statements_as_few():
    def statements(count: int) -> int:
        prepared = Prepared()
        prepared.insert(
            [
                Organisation(authority=authority, name=f"{count} {n}", sort_key="", search_text="")
                for n in range(count)
            ]
        )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            prepared.run()
        return len(queries)

    authority = LocalAuthorityFactory()

    assert (statements(2), statements(200)) == (1, 1)


def test_parts_keep_the_order():
    assert [list(part) for part in parts(range(5), 2)] == [[0, 1], [2, 3], [4]]
