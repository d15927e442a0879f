"""The check of a Beratungsfolge: warnings in sentences, never a reason to refuse anything."""

import datetime as dt
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext as _

from stakeholders.enums import MeetingState

from .enums import ConsultationRole
from .models import Consultation


def order_warnings(stations: list[Consultation], *, today: dt.date | None = None) -> list[str]:
    """What looks wrong about the stations of one paper, in their order.

    Stations with an outcome are history: only their order still counts.
    """
    today = today or timezone.localdate()
    return [
        *_no_decision(stations),
        *_too_late(stations),
        *_out_of_step(stations),
        *(text for station in stations for text in _at_station(station, today)),
    ]


def _no_decision(stations: list[Consultation]) -> list[str]:
    if not stations:
        return [_("Die Beratungsfolge ist noch leer.")]
    roles = {station.role for station in stations}
    if ConsultationRole.DECISION in roles or roles == {ConsultationRole.INFORMATION.value}:
        return []
    return [_("Kein Gremium der Beratungsfolge entscheidet.")]


def _too_late(stations: list[Consultation]) -> list[str]:
    """Who is heard or advises belongs before who decides, in the order and in time."""
    deciding = [s for s in stations if s.role == ConsultationRole.DECISION]
    if not deciding:
        return []
    last, found = deciding[-1], []
    for station in stations:
        if station.role not in ConsultationRole.before_decision:
            continue
        words = {
            "body": station.body,
            "role": station.get_role_display(),
            "deciding": last.body,
            "day": station.when,
            "decided": last.when,
        }
        if stations.index(station) > stations.index(last):
            found.append(
                _("%(body)s (%(role)s) steht nach %(deciding)s, wo entschieden wird.") % words
            )
        elif station.when and last.when and station.when.earliest > last.when.latest:
            found.append(
                _("%(body)s (%(role)s) tagt am %(day)s, entschieden wird schon am %(decided)s.")
                % words
            )
    return found


def _out_of_step(stations: list[Consultation]) -> list[str]:
    """Neighbours that meet the other way round, perhaps because one was moved. Who meets after the
    decision is said by `_too_late`.
    """
    deciding = [s for s in stations if s.role == ConsultationRole.DECISION]
    found = []
    for first, second in pairwise(stations):
        said = second in deciding[-1:] and first.role in ConsultationRole.before_decision
        if said or not (first.when and second.when) or first.result or second.result:
            continue
        if first.when.earliest > second.when.latest:
            found.append(
                _("%(first)s steht vor %(second)s, tagt aber später (%(day)s nach %(other)s).")
                % {
                    "first": first.body,
                    "second": second.body,
                    "day": first.when,
                    "other": second.when,
                }
            )
    return found


def _at_station(station: Consultation, today: dt.date) -> list[str]:
    if station.result is not None:
        return []
    words, found = {"body": station.body, "day": station.when}, []
    if station.when and station.when.is_past(today):
        found.append(
            _("%(body)s: Der Termin %(day)s liegt in der Vergangenheit, ein Ergebnis fehlt.")
            % words
        )
    if station.meeting and station.meeting.state == MeetingState.CANCELLED:
        found.append(_("%(body)s: Die Sitzung am %(day)s ist abgesagt.") % words)
    day = station.when.earliest if station.when else today
    if station.body.has_ended(day):
        found.append(
            _("%(body)s besteht seit %(until)s nicht mehr.")
            % {"body": station.body, "until": station.body.until}
        )
    return found
