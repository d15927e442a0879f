"""What rounds know of somebody by name or address, told on request and erased with the person."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integration_portal.accounts.traces import Somebody, Trace, register

from ..models import RoundRecipient, StatusRequest
from .links import end_links


def _recipients(who: Somebody) -> QuerySet[RoundRecipient]:
    rows = RoundRecipient.objects.filter(round__authority=who.authority)
    return rows.annotate(address=Lower("email")).filter(address__in=who.emails)


def _handed_in(who: Somebody) -> QuerySet[StatusRequest]:
    rows = StatusRequest.objects.filter(round__authority=who.authority)
    known = Q(submitted_by__in=who.names) | Q(signed__in=who.emails)
    return rows.annotate(signed=Lower("submitted_by")).filter(known)


def told(who: Somebody) -> list[dict]:
    asked = [
        {
            "Abfrage": recipient.round.title,
            "gefragt als": recipient.name,
            "E-Mail-Adresse": recipient.email,
            "geöffnet am": _iso(recipient.started_at),
            "zuletzt angeschrieben am": _iso(recipient.reminded_on),
        }
        for recipient in _recipients(who).select_related("round").order_by("pk")
    ]
    handed_in = [
        {
            "Abfrage": request.round.title,
            "Maßnahme": str(request.measure),
            "abgegeben von": request.submitted_by,
        }
        for request in _handed_in(who).select_related("round", "measure").order_by("pk")
    ]
    return asked + handed_in


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def erase(who: Somebody) -> None:
    """Who was asked and who answered; that it was, and what was answered, stays.

    What is still asked waits for another address.
    """
    for recipient in _recipients(who):
        end_links(recipient)
        if recipient.name.lower() in who.emails | {name.lower() for name in who.names}:
            recipient.name = _("anonymisierte Person")
        recipient.email = ""
        recipient.save()
    _handed_in(who).update(submitted_by="")


def register_traces() -> None:
    register(Trace("abfragen", gettext_lazy("Sachstandsabfragen"), told, erase))
