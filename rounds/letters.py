"""What the mails of a round say."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from integration_portal.mail.links import LINK

from .models import ReportingRound

_PLACEHOLDER = re.compile(r"\{\w+\}")


def letter(reporting_round: ReportingRound, measures: Iterable) -> str:
    """The invitation; the link stays a placeholder, it is made when the mail goes out."""
    return _filled(reporting_round.letter, reporting_round, measures)


def preview(reporting_round: ReportingRound, measures: Iterable) -> str:
    return letter(reporting_round, measures).replace(LINK, _("[persönlicher Link]"))


def reminder(reporting_round: ReportingRound, measures: Iterable) -> str:
    text = _(
        "Guten Tag,\n\n"
        "zu „{titel}“ fehlen uns noch Ihre Sachstände zum {stichtag} bei diesen Maßnahmen:\n\n"
        "{massnahmen}\n\n"
        "Die Frist: {frist}. Sie brauchen kein Konto, nur diesen Link:\n\n"
        "{link}\n\n"
        "Was Sie schon geschrieben haben, ist noch da. Vielen Dank."
    )
    return _filled(text, reporting_round, measures)


def new_link(reporting_round: ReportingRound, measures: Iterable) -> str:
    text = _(
        "Guten Tag,\n\n"
        "hier ist Ihr neuer Link zu „{titel}“. Frühere Links gelten nicht mehr.\n\n"
        "{link}\n\n"
        "Es geht um diese Maßnahmen:\n\n"
        "{massnahmen}\n\n"
        "Die Frist: {frist}."
    )
    return _filled(text, reporting_round, measures)


def returned(reporting_round: ReportingRound, measure, remark: str) -> str:
    text = _(
        "Guten Tag,\n\n"
        "vielen Dank für Ihren Sachstand. Wir haben dazu noch eine Bitte:\n\n"
        "{massnahmen}\n\n"
        "{anmerkung}\n\n"
        "Ihr Text steht unter diesem Link; bitte ergänzen Sie ihn und geben ihn noch einmal ab:\n\n"
        "{link}\n\n"
        "Die Frist: {frist}."
    )
    return _filled(text, reporting_round, [measure], anmerkung=remark)


def _filled(text: str, reporting_round: ReportingRound, measures: Iterable, **more: str) -> str:
    """In one pass: what somebody wrote is never read as a placeholder itself."""
    said = more | {
        "titel": reporting_round.title,
        "stichtag": f"{reporting_round.on:%d.%m.%Y}",
        "frist": f"{reporting_round.due:%d.%m.%Y}",
        "massnahmen": "\n".join(f"- {measure}" for measure in measures),
    }
    words = {f"{{{name}}}": value.replace(LINK, "(link)") for name, value in said.items()}
    return _PLACEHOLDER.sub(lambda found: words.get(found[0], found[0]), text)
