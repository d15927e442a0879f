import re

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from integration_portal.mail import tasks
from measures.enums import MeasureStatus
from stakeholders.models import Representation
from tests.factories.concepts import EditionFactory
from tests.factories.measures import MeasureFactory
from tests.factories.rounds import (
    AccessLinkFactory,
    ReportingRoundFactory,
    RoundRecipientFactory,
    StatusRequestFactory,
)
from tests.factories.stakeholders import OrganisationFactory
from tests.sink import Sink

TEXT = {"status": "running", "text": "Zwölf Treffen fanden statt."}


@pytest.fixture
def asleep(monkeypatch):
    """Nobody is woken: mails stay in the outbox."""
    monkeypatch.setattr(tasks.deliver.get_backend(), "enqueue", lambda *args, **kwargs: None)


@pytest.fixture
def sink(settings):
    with Sink() as sink:
        settings.MAILERS = sink.mailers
        yield sink


@pytest.fixture
def edition(authority):
    return EditionFactory(concept__authority=authority, adopted=True)


@pytest.fixture
def lead(authority, contributor):
    """Leads measures and has an address of its own; the contributor acts for it."""
    organisation = OrganisationFactory(
        authority=authority, name="Fachbereich Bildung", email="bildung@stadt.example"
    )
    Representation.objects.create(user=contributor, organisation=organisation)
    return organisation


@pytest.fixture
def measures(edition, lead):
    return [
        MeasureFactory(edition=edition, title=title, led_by=lead, status=MeasureStatus.RUNNING)
        for title in ("Sprachcafé", "Lotsinnen")
    ]


@pytest.fixture
def planned(edition, measures):
    return ReportingRoundFactory(edition=edition, title="Sachstandsbericht 2026")


@pytest.fixture
def running(edition):
    return ReportingRoundFactory(edition=edition, title="Sachstandsbericht 2026", open=True)


@pytest.fixture
def recipient(running):
    return RoundRecipientFactory(
        round=running, email="bildung@stadt.example", name="Fachbereich Bildung"
    )


@pytest.fixture
def asked(recipient, measures, lead):
    """What the recipient is asked for both measures."""
    return [
        StatusRequestFactory(recipient=recipient, measure=measure, organisation=lead)
        for measure in measures
    ]


@pytest.fixture
def browser(enter, officer):
    """The officer's."""
    return enter(officer)


@pytest.fixture
def link(recipient):
    return AccessLinkFactory(recipient=recipient, token="zugang")


@pytest.fixture
def guest(link, asked):
    """A browser without an account that has pressed Start."""
    browser = Client()
    browser.post(reverse("rounds_by_link:start", args=["zugang"]))
    return browser


def page(request, name="answer") -> str:
    return reverse(f"rounds_by_link:{name}", args=[request.recipient_id, request.pk])


def opened(browser, request, **typed) -> dict:
    """What a browser sends from a page opened just now, with some fields filled."""
    context = browser.get(page(request)).context
    hidden = context["page"]
    sent = {name: context["form"][name].value() or "" for name in context["form"].fields}
    sent |= {"version": hidden.version, "base": hidden.base_text, "page": hidden.page}
    return sent | {"seen": list(hidden.seen)} | typed


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def answers(request) -> str:
    return reverse("rounds_by_link:answers", args=[request.recipient_id])


def at(name: str, thing) -> str:
    """The officer's page about a round, a recipient or a request."""
    authority = getattr(thing, "authority", None) or thing.round.authority
    return reverse(f"rounds:{name}", args=[authority.slug, thing.pk])


def filled(browser, url: str, **typed) -> dict:
    """What a browser sends from a form page."""
    context = browser.get(url).context
    form = context["form"]
    sent = {name: form[name].value() for name in form.fields}
    token = re.search(r'value="([^"]+)"', context["page_token"])[1]
    return (
        {k: v for k, v in sent.items() if v not in (None, "", False)} | {"geoeffnet": token} | typed
    )
