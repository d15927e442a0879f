"""Papers for the tests: a council paper and a brochure with everything the style sheet knows."""

from io import BytesIO

from PIL import Image, ImageDraw

from integration_portal.documents.paper.charts import bar_chart

RICH = """
<h2>Rückblick auf die Fortschreibung</h2>
<p>Die Gleichstellungsbeauftragte und die Integrationsbeauftragte haben die
Handlungsempfehlungen<span class="footnote">Siehe die Sitzung vom 14. Dezember 2020.</span> mit den
Wohlfahrtsverbänden abgestimmt. Die Kosten betragen 15.000 € nach § 9 Abs. 2, z. B. für die
Sprachförderung – und <a href="https://example.org/">weitere Angebote</a>.</p>
<ul><li><p>Erstens</p><p>mit zweitem Absatz</p><ul><li>darunter</li></ul></li><li>Zweitens</li></ul>
<ol><li><p>eins</p></li><li>zwei</li></ol>
<blockquote>Ein Zitat ohne Absatz.</blockquote>
<h4>Übersprungene Ebene</h4>
<table><tbody><tr><td><p>Jahr</p></td><td><p>Ansatz</p></td></tr>
<tr><td>2020</td><td>5.000 €</td></tr><tr><td colspan="2">zusammen</td></tr>
<tr><td>nur eine</td></tr></tbody></table>
<p>Danach.</p>
"""


def logo() -> bytes:
    picture = Image.new("CMYK", (300, 120), (80, 60, 0, 20))
    ImageDraw.Draw(picture).ellipse((20, 20, 100, 100), fill=(0, 20, 90, 0))
    out = BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


LETTERHEAD = {
    "name": "Stadt Musterstadt",
    "lines": ["Fachbereich Soziales und Integration", "Marktplatz 1, 12345 Musterstadt"],
    "logo": "logo",
    "logo_alt": "Wappen der Stadt Musterstadt",
}


def council_paper() -> dict:
    return {
        "letterhead": LETTERHEAD,
        "kind_line": "Beschlussvorlage 123/2020",
        "facts": [
            {"label": "Betreff", "value": "Fortschreibung des Konzepts", "main": True},
            {"label": "Federführung", "value": "Stabsstelle Integration"},
            {"label": "Weitere", "value": ["Fachbereich Bildung", "Jugendamt"], "lines": True},
            {"label": "Leer", "value": ""},
        ],
        "stations": {
            "caption": "Beratungsfolge",
            "columns": [
                {"label": "Gremium"},
                {"label": "Sitzung", "width": "28mm"},
                {"label": "Status", "width": "28mm"},
                {"label": "Aufgabe", "width": "34mm"},
            ],
            "rows": [
                ["Integrationsbeirat", "04.11.2020", "öffentlich", "Vorberatung"],
                ["Ausschuss für Familie und Jugend", "18.11.2020", "öffentlich", "Vorberatung"],
                ["Gemeinderat", "14.12.2020", "öffentlich", "Kenntnisnahme"],
            ],
        },
        "sections": [
            {"title": "Beschlussantrag", "text": "<p>Der Gemeinderat nimmt zur Kenntnis.</p>"},
            {"title": "Sachverhalt", "text": RICH * 2},
        ],
        "place": "Musterstadt, 14. Oktober 2020",
        "signatures": [
            {"function": "Fachbereichsleitung Soziales"},
            {"function": "Integrationsbeauftragte", "name": "Unterzeichnet"},
        ],
        "stichtag": "14.10.2020",
    }


def measure(number: int) -> dict:
    return {
        "title": f"Maßnahme {number}: Sprachförderung in Kindertageseinrichtungen",
        "text": "<p>Kinder aus zugewanderten Familien lernen in kleinen Gruppen. Die Fachkräfte "
        "der Einrichtungen werden fortgebildet, Elternabende begleiten das Angebot und werden von "
        "Sprachmittlerinnen und Sprachmittlern unterstützt.</p>" * 2,
        "columns": [{"label": "Jahr"}, {"label": "Ansatz", "number": True},
                    {"label": "verausgabt", "number": True}],
        "rows": [[str(2020 + year), "15.000 €", "12.500 €"] for year in range(9)],
        "total": ["zusammen", "135.000 €", "112.500 €"],
    }  # fmt: skip


def brochure(measures: int = 3) -> dict:
    return {
        "letterhead": LETTERHEAD,
        "subtitle": "Fortschreibung 2020 bis 2025",
        "cover_lines": ["beschlossen vom Gemeinderat am 14.12.2020", "2. Fassung"],
        "chapters": [{"title": f"Kapitel {n}", "text": RICH} for n in range(1, 4)],
        "chart": bar_chart(
            "Maßnahmen nach Handlungsfeld und Stand",
            ["geplant", "in Umsetzung", "umgesetzt"],
            [("Sprache", (3, 5, 2)), ("Arbeit und Ausbildung", (1, 4, 0)), ("Wohnen", (0, 0, 1))],
        ),
        "measures": [measure(n) for n in range(1, measures + 1)],
        "colophon": ["Herausgegeben von der Stadt Musterstadt."],
        "stichtag": "14.12.2020",
    }
