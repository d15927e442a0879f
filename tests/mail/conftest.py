import pytest

from integration_portal.mail import tasks
from integration_portal.mail.actions import post
from integration_portal.mail.models import OutboxMail
from tests.sink import Sink

TEXT = "Guten Tag,\n\nbitte berichten Sie <bald>: https://portal.example/x\n"


@pytest.fixture
def asleep(monkeypatch):
    """Nobody is woken: the test itself says when mails go out."""
    monkeypatch.setattr(tasks.deliver.get_backend(), "enqueue", lambda *args, **kwargs: None)


@pytest.fixture
def sink(settings):
    with Sink() as sink:
        settings.MAILERS = sink.mailers
        yield sink


def written(authority, to="amt@stadt.example", **more) -> OutboxMail:
    return post(
        authority=authority,
        **{"to": to, "subject": "Abfrage", "text": TEXT, "cause": "Anlass"} | more,
    )


def states() -> list[str]:
    return list(OutboxMail.objects.order_by("pk").values_list("state", flat=True))
