"""Personal links in a mail. They are made when the mail goes out and kept nowhere in words.

A room above says `links.register(Recipient, link_for)` when it is ready; `link_for(subject, to)`
makes a new link for that recipient and returns its full address. A mail whose text holds `{link}`
and whose subject is such a thing gets it in that place. It raises `Undeliverable("why")` if nobody
is let in any more, or not whom the mail goes to.
"""

from collections.abc import Callable

from django.apps import apps
from django.db import models

from .models import OutboxMail

LINK = "{link}"

type Maker = Callable[[models.Model, str], str]

_makers: dict[str, Maker] = {}


class Undeliverable(Exception):
    """The mail must not go out any more; the message says why, for people."""


def register(model: type[models.Model], maker: Maker) -> None:
    _makers[model._meta.label_lower] = maker


def filled(mail: OutboxMail) -> str:
    """The text as it goes out. Raises Undeliverable if its subject is gone."""
    if LINK not in mail.text:
        return mail.text
    maker = _makers.get(mail.subject_type)
    subject = (
        maker
        and apps.get_model(mail.subject_type)._default_manager.filter(pk=mail.subject_id).first()
    )
    if maker is None or subject is None:
        raise Undeliverable("Wofür der Link gedacht war, gibt es nicht mehr.")
    return mail.text.replace(LINK, maker(subject, mail.to))
