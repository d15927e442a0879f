"""A real mail server on this machine that keeps what it is given, or misbehaves on demand.

with Sink() as sink:
    settings.MAILERS = sink.mailers
    …
    sink.mails  # email.message.EmailMessage, in the order they came
"""

import asyncio
import email
from email import policy
from email.message import EmailMessage
from types import TracebackType

from aiosmtpd.controller import Controller

from tests.live import free_port

TIMEOUT = 0.5  # seconds; how long the portal waits for an answer in tests


class Sink:
    """`answers` maps an address to what the server says to it: {"a@b.example": "550 unknown"}.

    `hangs=True`: falls silent once it has a mail. `closes_after=2`: hangs up after so many.
    """

    def __init__(self, *, answers=None, hangs: bool = False, closes_after: int = 0) -> None:
        self.answers, self.hangs, self.closes_after = answers or {}, hangs, closes_after
        self.mails: list[EmailMessage] = []
        self.connections = 0
        self.reached = 0  # how many mails got as far as their text
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    def __enter__(self) -> "Sink":
        self.controller.start()
        return self

    def __exit__(
        self, kind: type | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.controller.stop()

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.controller.port}"

    @property
    def mailers(self) -> dict:
        return mailers(self.controller.port)

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if mail["To"] == address]

    # What aiosmtpd calls

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope) -> str:
        self.reached += 1
        while self.hangs:
            await asyncio.sleep(0.05)
        self.mails.append(email.message_from_bytes(envelope.content, policy=policy.default))
        if self.closes_after and len(self.mails) % self.closes_after == 0:
            asyncio.get_running_loop().call_later(0.02, server.transport.close)
        return "250 OK"


def mailers(port: int) -> dict:
    """Settings that send to this port, with little patience."""
    options = {"host": "127.0.0.1", "port": port, "timeout": TIMEOUT}
    return {
        "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
    }


def text_of(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def html_of(mail: EmailMessage) -> str:
    return mail.get_body(("html",)).get_content()
