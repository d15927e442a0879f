"""`python -m tests.bench.rounds 500 60`: a reporting round, opened and sent to a local mail sink.

Prints, as JSON, the seconds it took, the mails that arrived, and time and queries of a recipient's
page with one and with forty measures.
"""

import json
import sys
import time

import django

MOST = 40  # requests of a page


def measure(measures: int, recipients: int) -> dict:
    from django.test.utils import override_settings

    from tests.sink import Sink

    edition, officer = _asked(measures, recipients)
    with Sink() as sink, override_settings(MAILERS=sink.mailers):
        seconds = _open_and_send(edition, officer)
        mails = len(sink.mails)
    return {"seconds": seconds, "mails": mails, "pages": [_page(edition, n) for n in (1, 40)]}


def _asked(measures: int, recipients: int):
    """An edition whose measures are led by so many organisations, each with an address."""
    from measures.enums import MeasureRoleKind
    from measures.models import MeasureRole
    from stakeholders.models import Organisation
    from tests.bench.data import fill
    from tests.factories.accounts import UserFactory
    from tests.factories.stakeholders import OrganisationFactory

    (town,) = fill([measures])
    edition = town.editions.get()
    MeasureRole.objects.filter(kind=MeasureRoleKind.LEAD).delete()
    leads: list[Organisation] = [
        OrganisationFactory(authority=town, email=f"amt{n}@stadt.example")
        for n in range(recipients)
    ]
    MeasureRole.objects.bulk_create(
        MeasureRole(measure=row, organisation=leads[n % recipients], kind=MeasureRoleKind.LEAD)
        for n, row in enumerate(edition.measures.all())
    )
    return edition, UserFactory(officer_of=town)


def _open_and_send(edition, officer) -> float:
    from integration_portal.mail.actions.delivery import deliver_due
    from rounds.actions.running import open_round
    from tests.factories.rounds import ReportingRoundFactory

    planned = ReportingRoundFactory(edition=edition)
    start = time.perf_counter()
    open_round(reporting_round=planned, by=officer, origin="https://portal.example")
    deliver_due()
    return time.perf_counter() - start


def _page(edition, number: int) -> dict:
    """A recipient's list with so many measures."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from tests.factories.rounds import (
        AccessLinkFactory,
        ReportingRoundFactory,
        RoundRecipientFactory,
        StatusRequestFactory,
    )

    recipient = RoundRecipientFactory(round=ReportingRoundFactory(edition=edition, open=True))
    token = AccessLinkFactory.create(recipient=recipient, token=f"{number:032}") and f"{number:032}"
    for row in edition.measures.order_by("pk")[:number]:
        StatusRequestFactory(recipient=recipient, measure=row)
    browser = Client(SERVER_NAME="localhost")
    page = browser.post(reverse("rounds_by_link:start", args=[token])).url
    browser.get(page)
    connection.queries_log.clear()  # it holds so many and no more
    with CaptureQueriesContext(connection) as asked:
        browser.get(page)
    queries = len(asked)  # counted now: the next request forgets them
    if not queries:
        raise RuntimeError(f"{page} wurde nicht gemessen.")
    seconds = []
    for _turn in range(MOST):
        start = time.perf_counter()
        browser.get(page)
        seconds.append(time.perf_counter() - start)
    return {"queries": queries, "seconds": sorted(seconds)[MOST // 2]}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(*map(int, sys.argv[1:]))))
