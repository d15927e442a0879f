"""Mails about accounts: plain text, German, sent when the transaction that caused them stands.

Not through the outbox of an authority (integration_portal.mail, a floor above), and for good:
an invitation or a new password brings a link that lets its bearer in, and an outbox would keep it
in words; a changed address or password is told to a person, who may belong to several authorities;
and whoever asks for a password stands waiting and is told at once if the server is silent. What
became of an invitation stands at the invitation.
"""

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
