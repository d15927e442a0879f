"""`python -m tests.bench.rounds 500 60`: a reporting round, opened and sent to a local mail sink.

Prints, as JSON, the seconds it took, the mails that arrived, the seconds that sending the same
mails takes alone, time and queries of a recipient's page with one and with forty measures, and the
time of an empty page.
"""

import json
import sys
import time
from smtplib import SMTP
from statistics import median

import django

from tests.bench.figures import Target, number, ratio

MOST = 40  # requests of a page


def measure(measures: int, recipients: int) -> dict:
    from django.test.utils import override_settings

    from tests.sink import Sink

    edition, officer = _asked(measures, recipients)
    with Sink() as sink, override_settings(MAILERS=sink.mailers):
        seconds = _open_and_send(edition, officer)
        mails = len(sink.mails)
        alone = _send_alone(list(sink.mails), sink)
    return {
        "seconds": seconds,
        "mails": mails,
        "alone": alone,
        "pages": [_page(edition, n) for n in (1, 40)],
        "empty": _empty_page(edition, officer),
    }


def told(found: dict) -> str:
    """What was measured, in words."""
    _one, forty = found["pages"]
    page, empty = forty["seconds"], found["empty"]
    return (
        f"eröffnet und gesendet in {number(found['seconds'], 1, 's')}, {found['mails']} Mails "
        f"(sie allein zu senden dauert {number(found['alone'], 2, 's')}); Seite mit 40 Maßnahmen "
        f"{number(page * 1000, 1, 'ms')}, leere Seite {number(empty * 1000, 1, 'ms')} "
        f"({number(ratio(page, empty), 1, '×')})"
    )


def targets(what: str, label: str, recipients: int, found: dict) -> list[Target]:
    one, forty = found["pages"]
    page = f"{label}: Seite einer Stelle mit 40 Maßnahmen"
    return [
        Target(f"{what}, Zeit", found["seconds"], 10, "s", digits=1),
        Target(f"{what}, fehlende Mails", recipients - found["mails"], 0),
        Target(f"{page}, Abfragen mehr als mit einer", forty["queries"] - one["queries"], 0),
        Target(f"{page}, Zeit", forty["seconds"] * 1000, 40, "ms", digits=1),
    ]


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
    return {"queries": queries, "seconds": _median(browser, page)}


def _empty_page(edition, officer) -> float:
    """The frame without content, for the officer."""
    from django.test import Client
    from django.urls import reverse

    browser = Client(SERVER_NAME="localhost")
    browser.force_login(officer)
    page = reverse("empty", args=[edition.authority.slug])
    browser.get(page)
    return _median(browser, page)


def _median(browser, page: str) -> float:
    seconds = []
    for _turn in range(MOST):
        start = time.perf_counter()
        browser.get(page)
        seconds.append(time.perf_counter() - start)
    return median(seconds)


def _send_alone(mails: list, sink) -> float:
    """The same mails once more over one connection, without the portal."""
    start = time.perf_counter()
    with SMTP("127.0.0.1", sink.controller.port) as server:
        for mail in mails:
            server.send_message(mail)
    return time.perf_counter() - start


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(*map(int, sys.argv[1:]))))
