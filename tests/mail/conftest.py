import pytest

from integration_portal.mail import tasks


@pytest.fixture
def asleep(monkeypatch):
    """Nobody is woken: the test itself says when mails go out."""
    monkeypatch.setattr(tasks.deliver.get_backend(), "enqueue", lambda *args, **kwargs: None)
