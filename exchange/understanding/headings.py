"""What a German heading means: "Federführendes Amt" is the lead, "Laufzeit von" the beginning."""

import re

from integration_portal.core.text import fold

from ..enums import Target

_SIGNS = re.compile(r"[^a-z0-9 ]+")
_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)")
_HYPHENS = re.compile(r"[-‐‑\xad]\s*\n\s*")  # a word broken at the end of a line

# The first that fits counts; folded words, so "fuer" and "masnahme" as `fold` writes them.
_MEANINGS: tuple[tuple[Target, str], ...] = (
    (Target.NUMBER, r"(lfd|laufende)? ?(nr|nummer|no)( (der|des)? ?massnahmen?)?|massnahmen? "
                    r"?(nr|nummer|code|kuerzel|id)|kennung|kuerzel|code|id|ziffer|kennziffer|nr "
                    r"massnahme"),
    (Target.STATUS, r"(umsetzungs|bearbeitungs|projekt)?(stand|status)( der umsetzung| der "
                    r"bearbeitung)?( \d{4})?|umsetzungsgrad|stand der (dinge|umsetzung"
                    r"|bearbeitung)"),
    (Target.REPORTED_ON, r"stichtag.*|(sach)?stand (vom|am)|stand zum|datum des (sach)?stands?"),
    (Target.LIGHT, r"ampel( .*)?|ampelstatus"),
    (Target.NEXT_STEPS, r"naechste[rn]? (schritte?|arbeitsschritte)|weiteres vorgehen|ausblick"),
    (Target.REPORT_TEXT, r"sachstand.*|was getan wurde|(bisher )?(erreicht(es)?|umgesetzt(es)?)"
                         r"|zwischenstand|bericht( \d{4})?|erlaeuterung (zum|des) (stand"
                         r"|status).*|bisherige aktivitaeten"),
    (Target.FURTHER_FIELDS, r"weitere (handlungsfelder|themenfelder|bereiche)"),
    (Target.FIELD, r"(handlungs|themen|aktions|politik|arbeits)?(feld|bereich)( .*)?"
                   r"|handlungsfeld.*|schwerpunkt|teilbereich|thema|themenschwerpunkt|cluster"
                   r"|kapitel"),
    (Target.THEMES, r"querschnitt.*"),
    (Target.GOALS, r"(teil|ober|unter|haupt|massnahmen)?ziele?( nr| der massnahme)?|zielsetzung"
                   r"|strategisches ziel|bezug zu zielen?"),
    (Target.COMMITMENT, r"verbindlichkeit|beschlusslage"),
    (Target.KEY_PROJECT, r"schluesselprojekt|leuchtturm(projekt)?|leitprojekt|top( 10)?"
                         r"|prioritaer"),
    (Target.ORIGIN, r"bestehend.*|bisherig.*|neu( )?(oder )?(bestehend|fortgefuehrt)?|herkunft"
                    r"|bestand oder neu|massnahmentyp neu.*"),
    (Target.CONTINUATION_NOTE, r"grund (dafuer|der fortfuehrung|fuer die fortfuehrung)"),
    (Target.CONTINUATION, r"fortfuehrung.*|verstetigung.*|nachhaltigkeit"),
    (Target.LEAD, r"feder ?fuehr.*|(haupt)?verantwortlich.*|zustaendig.*|verantwortung"
                  r"|koordination|leitung|federf|ansprechstelle|beauftragte(s|r)? (amt|stelle"
                  r"|dienststelle)|ressort|(amt|fachbereich|dienststelle|referat)"),
    (Target.PROVIDER, r"traeger.*|durchfuehr.*|umsetzung durch|anbieter|ausfuehrende.*"
                      r"|projekttraeger"),
    (Target.PARTNER, r"(kooperations|netzwerk|projekt)?partner.*|kooperation.*|beteiligte?.*"
                     r"|mitwirk.*|einzubeziehende.*|akteure?( innen)?|weitere (akteure"
                     r"|beteiligte).*|unterstuetz.*|in zusammenarbeit mit"),
    (Target.FUNDER, r"foerder(geber|mittelgeber|nde|programm|ung durch).*|mittelgeber"
                    r"|zuschussgeber|finanziert durch|finanzierung( durch)?"),
    (Target.SPENT, r"(davon )?(verausgabt|ausgegeben|ist ?kosten|tatsaechliche (kosten|ausgaben)"
                   r"|abgeflossen|ausgaben|kosten verausgabt).*|verbrauchte mittel"),
    (Target.BUDGET, r"(gesamt|sach|plan|projekt)?kosten.*|ansatz.*|budget.*|finanz(bedarf"
                    r"|volumen|mittel|ielle(r|s)? .*).*|mittel(bedarf)?( .*)?|haushalt(smittel"
                    r"|sansatz)?.*|betrag.*|aufwand.*|finanzen.*|ressourcen.*|kostenschaetzung"
                    r"|plan \d{4}"),
    (Target.END_FORECAST, r"(ende|fertigstellung).*prognose|(voraussichtliche(s|r)?) (ende"
                          r"|fertigstellung|abschluss)"),
    (Target.END_ACTUAL, r"(ende|fertigstellung|abschluss).*(\bist\b|tatsaechlich)|abgeschlossen "
                        r"am|beendet am|erledigt am"),
    (Target.START_FORECAST, r"(beginn|start).*prognose|voraussichtlicher (beginn|start)"),
    (Target.START_ACTUAL, r"(beginn|start).*(\bist\b|tatsaechlich)|begonnen am"),
    (Target.PERMANENT, r"auf dauer.*|daueraufgabe|dauerhaft"),
    (Target.PERIOD, r"zeitraum.*|laufzeit( massnahme)?|zeit(plan|schiene|rahmen|liche.*|punkt)?( "
                    r"der umsetzung)?|umsetzungszeit(raum)?|dauer|termin(e|ierung)?|wann"
                    r"|projektzeitraum|umsetzung(szeitraum)? .*jahr|von bis|beginn( )+ende|jahr( "
                    r"der umsetzung)?"),
    (Target.END_PLANNED, r"(laufzeit|zeitraum|dauer) bis|ende.*|bis( wann)?|projektende"
                         r"|fertigstellung.*|frist|zieltermin|abschluss.*|umsetzung bis.*|zu "
                         r"erledigen bis|endtermin"),
    (Target.START_PLANNED, r"(laufzeit|zeitraum|dauer) (von|ab)|beginn.*|start.*|von|ab( wann)?"
                           r"|projektbeginn|umsetzung ab.*"),
    (Target.HORIZON, r"(zeit)?horizont|fristigkeit|kurz ?mittel ?(oder )?lang.*|zeitliche "
                     r"einordnung|umsetzungshorizont"),
    (Target.RHYTHM, r"turnus|rhythmus|haeufigkeit|wie oft"),
    (Target.AGE_GROUP, r"alters?(gruppe|klasse)?|alter"),
    (Target.TARGET_GROUPS, r"ziel ?(gruppe|personen).*|adressat.*|fuer wen|wer profitiert"),
    (Target.PARTICIPANTS, r"teilnehm.*|(zahl|anzahl) (der )?teilnehm.*|tn|reichweite|personenzahl"),
    (Target.PLACE, r"ort|(stadt|orts)teil(e)?|sozialraum|einsatzort|wo|raum|quartier|standort"),
    (Target.TYPE, r"(massnahmen?|projekt)?(art|typ)( der massnahme)?|format|kategorie|instrument"),
    (Target.PARENT, r"(baustein|teilprojekt|teil|unterpunkt) (von|der massnahme)|gehoert zu"
                    r"|uebergeordnete massnahme"),
    (Target.MILESTONES, r"(zwischen|etappen)ziele?|meilensteine?"),
    (Target.DESCRIPTION, r"(kurz|projekt|massnahmen?)?(beschreibung|inhalte?|erlaeuterung)( .*)?"
                         r"|was( genau)?|inhaltliche.*|umsetzungsschritte|details?"
                         r"|kurzdarstellung|konkretisierung"),
    (Target.TITLE, r"(titel|name|bezeichnung|massnahmentitel|projekttitel|massnahmenname"
                   r"|projektname|vorhaben|projekt|projekte|massnahmen?|massnahme projekt"
                   r"|massnahmenbezeichnung|angebot)( (der|des) .*)?|massnahmen? .*"
                   r"|aktivitaet(en)?|aktion|was soll getan werden"),
)  # fmt: skip
_COMPILED = tuple((target, re.compile(words)) for target, words in _MEANINGS)
_LABELS = {fold(target.label): target for target in Target}


def key_of(heading: str) -> str:
    """How a heading is remembered: folded, without signs, footnote marks and years."""
    joined = _HYPHENS.sub("", heading)
    bare = _SIGNS.sub(" ", fold(joined).replace("/", " "))
    words = [word for word in bare.split() if not _YEAR.fullmatch(word)]
    return " ".join(words)[:200]


def year_in(heading: str) -> int | None:
    """The budget year a column of money is about: "Ansatz 2025"."""
    found = _YEAR.search(heading)
    return int(found[1]) if found else None


def meaning_of(heading: str) -> Target | None:
    """What the column probably holds; nothing if the heading says nothing known."""
    said = fold(heading)
    if exact := _LABELS.get(said):
        return exact
    key = key_of(heading)
    if not key or len(key) > 80:
        return None
    return next((target for target, words in _COMPILED if words.fullmatch(key)), None)


def guess(headings: list[str], remembered: dict[str, str]) -> list[str]:
    """For each column a target or nothing: what was chosen the last time, else what is likely.

    What occurs once in a measure is given to the first column that says so.
    """
    found: list[str] = []
    for heading in headings:
        key = key_of(heading)
        target = remembered.get(key)
        if target is None:
            meant = meaning_of(heading)
            target = meant.value if meant else ""
        taken = target in found and target not in Target.repeatable
        found.append("" if taken else target)
    return found
