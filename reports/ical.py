"""A calendar in the format that every calendar program reads (RFC 5545)."""

import datetime as dt
from collections.abc import Iterable

import icalendar
from django.utils import timezone
from django.utils.translation import gettext as _

from .calendar import Entry

CONTENT_TYPE = "text/calendar; charset=utf-8"


def written(entries: Iterable[Entry], *, site: str) -> bytes:
    """`site` is the portal's own address, "https://portal.example": ids and links begin with it."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Integrationsportal//Termine//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Integrationsportal"))
    calendar.add("refresh-interval", dt.timedelta(hours=4), parameters={"VALUE": "DURATION"})
    host = site.partition("://")[2]
    for entry in entries:
        calendar.add_component(_event(entry, site, host))
    return calendar.to_ical()


def _event(entry: Entry, site: str, host: str) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{entry.key}@{host}")
    event.add("dtstamp", entry.changed.astimezone(dt.UTC))
    event.add("last-modified", entry.changed.astimezone(dt.UTC))
    event.add("summary", entry.title)
    event.add("url", f"{site}{entry.path}")
    event.add("dtstart", _start(entry))
    if entry.note:
        event.add("description", entry.note)
    if entry.place:
        event.add("location", entry.place)
    if entry.cancelled:
        event.add("status", "CANCELLED")
    if entry.at is None:
        event.add("transp", "TRANSPARENT")  # a day on which something is due is not taken
    return event


def _start(entry: Entry) -> dt.date | dt.datetime:
    if entry.at is None:
        return entry.day
    local = dt.datetime.combine(entry.day, entry.at, tzinfo=timezone.get_default_timezone())
    return local.astimezone(dt.UTC)
