"""The mail as it goes over the wire: plain text, and the same as simple HTML."""

from django.core.mail import EmailMultiAlternatives
from django.utils.html import format_html, linebreaks, urlize
from django.utils.safestring import mark_safe

from . import links
from .models import OutboxMail


def written(mail: OutboxMail) -> EmailMultiAlternatives:
    """Makes the personal link, if there is one. Raises Undeliverable."""
    text = links.filled(mail)
    answered_to = links.answered_to(mail)
    message = EmailMultiAlternatives(mail.subject, text, to=[mail.to], reply_to=answered_to)
    message.attach_alternative(as_html(mail.subject, text), "text/html")
    return message


def as_html(title: str, text: str) -> str:
    """Paragraphs and links, nothing that a mail program would have to fetch."""
    body = linebreaks(urlize(text, autoescape=True))
    return format_html(
        '<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{}</title></head>'
        "<body>{}</body></html>",
        title,
        mark_safe(body),  # noqa: S308 - urlize has escaped it
    )
