"""Words a town uses for what the portal has a list of: status, commitment, traffic light …"""

import re

from django.db.models import Choices

from integration_portal.core.text import fold
from measures.enums import (
    Commitment,
    Continuation,
    Horizon,
    MeasureOrigin,
    MeasureStatus,
    TrafficLight,
)

_STATUS = {
    MeasureStatus.PLANNED: "geplant|offen|noch offen|vorgesehen|noch nicht begonnen|nicht "
                           "begonnen|ausstehend|konzipiert|neu|idee",
    MeasureStatus.PREPARING: "in vorbereitung|vorbereitung|in planung|planungsphase|angestossen"
                             "|in abstimmung|konzeptphase",
    MeasureStatus.RUNNING: "in umsetzung|umsetzung|in arbeit|in bearbeitung|laeuft|begonnen"
                           "|gestartet|teilweise umgesetzt|in durchfuehrung|teilweise erledigt"
                           "|aktiv|im gange",
    MeasureStatus.PERMANENT: "laufend|daueraufgabe|laufend daueraufgabe|fortlaufend|dauerhaft"
                             "|kontinuierlich|staendige aufgabe",
    MeasureStatus.DONE: "umgesetzt|erledigt|abgeschlossen|fertig|erfuellt|beendet|vollstaendig "
                        "umgesetzt|realisiert|erreicht",
    MeasureStatus.MAINSTREAMED: "in den regelbetrieb uebergegangen|regelbetrieb|regelangebot"
                                "|verstetigt|im regelbetrieb|regelaufgabe",
    MeasureStatus.POSTPONED: "zurueckgestellt|verschoben|ruht|pausiert|vertagt|ausgesetzt",
    MeasureStatus.NOT_PRIORITISED: "nicht priorisiert|nachrangig",
    MeasureStatus.OUT_OF_REMIT: "ausserhalb kommunaler zustaendigkeit|nicht zustaendig|keine "
                                "zustaendigkeit",
    MeasureStatus.STOPPED: "eingestellt|abgebrochen|entfallen|entfaellt|nicht umgesetzt"
                           "|verworfen|gestrichen|wird nicht umgesetzt",
}  # fmt: skip
_LIGHT = {
    TrafficLight.ON_TRACK: "gruen|im plan|planmaessig|g",
    TrafficLight.DELAYED: "gelb|verzoegert|ge",
    TrafficLight.AT_RISK: "rot|gefaehrdet|kritisch|r",
}
_ORIGIN = {
    MeasureOrigin.EXISTING: "bestehend|bisherig|vorhanden|laufend|fortgefuehrt|fortsetzung"
    "|bestand|ja|alt",
    MeasureOrigin.PLANNED: "kuenftig|neu|geplant|zukuenftig|nein",
}
_HORIZON = {
    Horizon.SHORT: "kurzfristig|kurz|k",
    Horizon.MEDIUM: "mittelfristig|mittel|m",
    Horizon.LONG: "langfristig|lang|l",
}
_CONTINUATION = {
    Continuation.SECURED: "gesichert|ja|verstetigt",
    Continuation.UNCERTAIN: "offen|unklar|ungeklaert",
    Continuation.ENDING: "endet|nein|laeuft aus",
}
_COMMITMENT = {Commitment.RESOLVED: "beschlossen|beschluss", Commitment.MANDATE: "pruefauftrag"}
_SIGNS = re.compile(r"[^a-z0-9 ]+")


def word_key(text: str) -> str:
    """How a word of the town's own is remembered."""
    return " ".join(_SIGNS.sub(" ", fold(text)).split())[:100]


def _table(choices: type[Choices], own: dict) -> dict[str, str]:
    table = {word_key(label): value for value, label in choices.choices}
    for value, words in own.items():
        table |= dict.fromkeys(words.split("|"), value.value)
    return table


STATUS = _table(MeasureStatus, _STATUS)
LISTS: dict[str, dict[str, str]] = {
    "status": STATUS,
    "light": _table(TrafficLight, _LIGHT),
    "origin": _table(MeasureOrigin, _ORIGIN),
    "horizon": _table(Horizon, _HORIZON),
    "continuation": _table(Continuation, _CONTINUATION),
    "commitment": _table(Commitment, _COMMITMENT),
}
