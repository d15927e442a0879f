import pytest
from django.core.mail.backends.base import BaseEmailBackend


class Refused(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


class Silent(BaseEmailBackend):
    def send_messages(self, messages):
        raise TimeoutError


@pytest.fixture
def broken_mail(settings):
    """A mail server that refuses every connection."""
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Refused"}}


@pytest.fixture
def silent_mail(settings):
    """A mail server that takes the connection and then says nothing."""
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Silent"}}
