"""Personal links in a mail. They are made when the mail goes out and kept nowhere in words.

A room above says `links.register(Recipient, link_for, answers_to)` when it is ready;
`link_for(subject, to)` makes a new link for that recipient and returns its full address. A mail
whose text holds `{link}` and whose subject is such a thing gets it in that place. It raises
`Undeliverable("why")` if nobody is let in any more, or not whom the mail goes to.
`answers_to(subject)` says whom an answer to the mail reaches, as things stand when it goes out, or
"".
"""

from collections.abc import Callable

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from .models import OutboxMail

LINK = "{link}"

type Maker = Callable[[models.Model, str], str]
type Answering = Callable[[models.Model], str]

_makers: dict[str, Maker] = {}
_answering: dict[str, Answering] = {}


class Undeliverable(Exception):
    """The mail must not go out any more; the message says why, for people."""


def register(model: type[models.Model], maker: Maker, answers_to: Answering) -> None:
    _makers[model._meta.label_lower] = maker
    _answering[model._meta.label_lower] = answers_to


def filled(mail: OutboxMail) -> str:
    """The text as it goes out. Raises Undeliverable if its subject is gone."""
    if LINK not in mail.text:
        return mail.text
    subject = _subject(mail)
    if subject is None:
        raise Undeliverable(_("Wofür der Link gedacht war, gibt es nicht mehr."))
    return mail.text.replace(LINK, _makers[mail.subject_type](subject, mail.to))


def answered_to(mail: OutboxMail) -> list[str]:
    """Whom an answer to the mail reaches; nobody in particular: the sender of the portal."""
    subject = _subject(mail)
    address = _answering[mail.subject_type](subject) if subject is not None else ""
    return [address] if address else []


def _subject(mail: OutboxMail) -> models.Model | None:
    if mail.subject_type not in _makers:
        return None
    things = apps.get_model(mail.subject_type)._default_manager
    return things.filter(pk=mail.subject_id).first()
