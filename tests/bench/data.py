"""`python -m tests.bench.data 128` or `300x500`: fills the database with measures in towns.

Prints what the other programs ask for, as JSON: the addresses of the pages to measure and the
cookie of an officer who is logged in.
"""

import itertools
import json
import sys
from collections.abc import Iterator

import django

ORGANISATIONS = 20
FIELDS = 6
GOALS = 3  # of a field
_numbers = itertools.count(1)
TEXT = (
    "<p>Die Stadt baut mit Vereinen und Fachdiensten ein Angebot auf, das Menschen beim Ankommen "
    "begleitet, auf Augenhöhe und in mehreren Sprachen.</p><ul><li>Schulung zweimal im Jahr</li>"
    "<li>Begleitung zu Ämtern, Schulen und Praxen</li></ul><p>Die Erfahrungen der Begleiteten "
    "fließen einmal im Jahr in die Planung zurück; der Ausschuss erhält darüber einen Bericht.</p>"
)


def fill(sizes: list[int]) -> list:
    """One town with one concept in force per size; returns the towns."""
    from django.db import transaction

    with transaction.atomic():
        return [_town(next(_numbers), size) for size in sizes]


def _town(number: int, size: int):
    from tests.factories.accounts import LocalAuthorityFactory
    from tests.factories.concepts import ConceptFactory, EditionFactory, FieldOfActionFactory

    town = LocalAuthorityFactory(short_name=f"Messstadt {number}", slug=f"messstadt-{number}")
    concept = ConceptFactory(authority=town, title="Integrationskonzept")
    edition = EditionFactory(concept=concept, slug="fassung", title="Fassung 2024", adopted=True)
    fields = [
        FieldOfActionFactory(
            edition=edition, number=str(n), title=f"Handlungsfeld {n}", position=n, description=TEXT
        )
        for n in range(1, FIELDS + 1)
    ]
    _goals(fields)
    _measures(edition, fields, _organisations(town), size)
    return town


def _goals(fields: list) -> None:
    from concepts.models import Goal

    Goal.objects.bulk_create(
        Goal(field=field, number=f"{field.number}.{n}", position=n, text=f"Alle finden Weg {n}.")
        for field in fields
        for n in range(1, GOALS + 1)
    )


def _organisations(town) -> list:
    from integration_portal.core.text import fold, sort_key
    from stakeholders.enums import OrganisationKind
    from stakeholders.models import Organisation

    names = [f"Fachdienst {n:02}" for n in range(1, ORGANISATIONS + 1)]
    return Organisation.objects.bulk_create(
        Organisation(
            authority=town,
            name=name,
            kind=OrganisationKind.ASSOCIATION,
            sort_key=sort_key(name),
            search_text=fold(name),
        )
        for name in names
    )


def _measures(edition, fields: list, organisations: list, size: int) -> None:
    from measures.models import Measure, MeasureCost, MeasureRole, Milestone, StatusReport

    for start in range(0, size, 3000):
        numbers = range(start, min(start + 3000, size))
        made = Measure.objects.bulk_create(_rows(edition, fields, numbers), batch_size=500)
        many = {"batch_size": 2000}
        MeasureRole.objects.bulk_create(_roles(made, organisations), **many)
        Milestone.objects.bulk_create(_milestones(made, organisations), **many)
        StatusReport.objects.bulk_create(_reports(made), **many)
        MeasureCost.objects.bulk_create(
            (MeasureCost(measure=row, year=2026, budget=12_000, spent=3_000) for row in made),
            **many,
        )
    _point_at_last_reports(edition)


def _rows(edition, fields: list, numbers: range) -> Iterator:
    from integration_portal.core import fuzzy
    from integration_portal.core.text import fold, sort_key
    from measures.models import Measure

    ends = [fuzzy.parse("2025"), fuzzy.parse("Ende 2027"), fuzzy.parse("31.12.2028")]
    for n in numbers:
        field = fields[n % len(fields)]
        row = Measure(
            edition=edition,
            field=field,
            number=f"{field.number}.{n // len(fields) + 1}",
            title=f"Begleitung beim Ankommen, Angebot {n + 1}",
            description=TEXT,
            position=n,
            key_project=n % 10 == 0,
            end_planned=ends[n % 3],
        )
        row.sort_key, row.title_key = row.sorted_by(), sort_key(row.title)
        row.search_text = fold(f"{row.number} {row.title} Begleitung Schulung Ausschuss Bericht")
        yield row


def _roles(measures: list, organisations: list) -> Iterator:
    from measures.enums import MeasureRoleKind
    from measures.models import MeasureRole

    for n, row in enumerate(measures):
        for step, kind in enumerate([MeasureRoleKind.LEAD, MeasureRoleKind.PARTNER]):
            organisation = organisations[(n * 7 + step) % len(organisations)]
            yield MeasureRole(measure=row, organisation=organisation, kind=kind)


def _milestones(measures: list, organisations: list) -> Iterator:
    from integration_portal.core import fuzzy
    from measures.models import Milestone

    plans = [fuzzy.parse("6/2025"), fuzzy.parse("3/2028")]
    for n, row in enumerate(measures):
        yield Milestone(
            measure=row,
            title="Erste Schulung",
            position=1,
            planned=plans[n % 2],
            actual=plans[0] if n % 6 == 0 else None,
            responsible=organisations[n % len(organisations)],
        )


def _reports(measures: list) -> Iterator:
    """Three of four measures were reported on."""
    from integration_portal.core import fuzzy
    from measures.enums import MeasureStatus
    from measures.models import StatusReport

    days = [fuzzy.parse("31.01.2026"), fuzzy.parse("30.06.2026")]
    states = MeasureStatus.values
    for n, row in enumerate(measures):
        if n % 4:
            yield StatusReport(
                measure=row,
                on=days[n % 2],
                status=states[n % len(states)],
                text="Zwei Schulungen fanden statt, zwölf Menschen sind ausgebildet.",
            )


def _point_at_last_reports(edition) -> None:
    from django.db.models import OuterRef, Subquery

    from measures.models import Measure, StatusReport

    last = StatusReport.objects.filter(measure=OuterRef("pk")).order_by("-on", "-pk")
    Measure.objects.filter(edition=edition).update(last_report=Subquery(last.values("pk")[:1]))


def pages(town) -> dict[str, str]:
    """The pages that are measured, by their German names; the empty one first."""
    from django.urls import reverse

    from measures.models import Measure

    edition = town.editions.get()
    # In the middle of the edition, and not one that nobody reported on.
    row = Measure.objects.filter(edition=edition).exclude(last_report=None).order_by("position")
    one = row[row.count() // 2]
    return {
        "Leere Seite": reverse("empty", args=[town.slug]),
        "Maßnahmenliste": reverse("measures:list", args=[town.slug]),
        "Zeitplan": reverse("measures:list", args=[town.slug]) + "?ansicht=zeitplan",
        "Maßnahme": one.get_absolute_url(),
        "Fassung": edition.get_absolute_url(),
        "Übersicht": town.get_absolute_url(),
    }


def log_in(town) -> str:
    """The session cookie of an officer of the town."""
    from django.conf import settings
    from django.test import Client

    from tests.factories.accounts import UserFactory

    client = Client(SERVER_NAME="localhost")
    client.force_login(UserFactory(officer_of=town))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def settle() -> None:
    """What autovacuum does in real operation, again and again.

    The second turn finds what the first could not call visible to all yet: else rows are counted by
    reading them instead of their index.
    """
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for _turn in range(2):
                cursor.execute("VACUUM ANALYZE")


def main(wish: str) -> None:
    size, _times, towns = wish.partition("x")
    made = fill([int(size)] * int(towns or 1))
    settle()
    town = made[len(made) // 2]
    print(json.dumps({"cookie": log_in(town), "pages": pages(town)}))


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
