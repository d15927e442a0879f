"""Mails about accounts: plain text, German, sent when the transaction that caused them stands."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def send(template: str, to: str, context: dict) -> None:
    """First line of the template is the subject, the rest the text. Raises what the server says."""
    subject, text = render_to_string(template, context).strip().split("\n", 1)
    EmailMessage(subject.strip(), text.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [to]).send()


def try_to_send(template: str, to: str, context: dict) -> Exception | None:
    """The same; what goes wrong is noted and returned, never raised: it must not undo anything."""
    try:
        send(template, to, context)
    except Exception as error:  # a mail server fails in more ways than its library names
        logger.warning("Mail %s was not sent: %s", template, type(error).__name__)
        return error
    return None
