"""Reporting rounds and whom they ask."""

import datetime as dt

import factory
from django.utils import timezone

from integration_portal.core.tokens import hash_token
from rounds.enums import RecipientKind, RoundState
from rounds.models import AccessLink, ReportingRound, RoundRecipient, StatusRequest
from tests.factories.concepts import EditionFactory
from tests.factories.measures import MeasureFactory


class ReportingRoundFactory(factory.django.DjangoModelFactory):
    """A planned round; `open=True` one that is under way."""

    class Meta:
        model = ReportingRound

    class Params:
        open = factory.Trait(
            state=RoundState.OPEN,
            opened_at=factory.LazyFunction(timezone.now),
            origin="https://portal.example",
        )

    edition = factory.SubFactory(EditionFactory, adopted=True)
    title = factory.Sequence(lambda n: f"Sachstandsbericht {n}")
    on = factory.LazyFunction(timezone.localdate)
    due = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=14))


class RoundRecipientFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoundRecipient

    round = factory.SubFactory(ReportingRoundFactory, open=True)
    email = factory.Sequence(lambda n: f"amt{n}@stadt.example")
    name = factory.Sequence(lambda n: f"Fachbereich {n}")
    kind = RecipientKind.ORGANISATION


class AccessLinkFactory(factory.django.DjangoModelFactory):
    """A valid way in; `AccessLinkFactory(token="…")` knows the word its address ends with."""

    class Meta:
        model = AccessLink

    class Params:
        token = factory.Sequence(lambda n: f"zugang-{n}")

    recipient = factory.SubFactory(RoundRecipientFactory)
    token_hash = factory.LazyAttribute(lambda self: hash_token(self.token))
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=30))


class StatusRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StatusRequest

    recipient = factory.SubFactory(RoundRecipientFactory)
    round = factory.SelfAttribute("recipient.round")
    measure = factory.SubFactory(MeasureFactory, edition=factory.SelfAttribute("..round.edition"))
