from decimal import Decimal

from integration_portal.core.money import euro
from integration_portal.documents.paper.charts import bar_chart, paired_bars


def test_a_chart_without_rows_is_empty():
    chart = bar_chart("Titel", ["Anzahl"], [])

    assert (chart["bars"], chart["rows"]) == ([], [])


def test_one_category_needs_no_legend_and_no_sum():
    chart = bar_chart("Titel", ["Anzahl"], [("Sprache", (3,))], head="Feld")

    assert chart["legend"] == []
    assert chart["rows"] == [["Sprache", "3"]]
    assert [column["label"] for column in chart["columns"]] == ["Feld", "Anzahl"]
    assert chart["description"] == "Sprache: 3"


def test_long_labels_are_cut_in_the_picture_and_whole_in_the_table():
    name = "Gesellschaftliche Teilhabe und interkulturelle Öffnung"

    chart = bar_chart("Titel", ["a", "b"], [(name, (1, 0))])

    assert chart["bars"][0]["label"] == "Gesellschaftliche Teilhabe und in…"
    assert chart["rows"] == [[name, "1", "0", "1"]]


def money(rows) -> dict:
    return paired_bars("Mittel", ["Ansatz", "verausgabt"], rows, said=euro, head="Jahr")


def test_bars_side_by_side_say_their_amounts():
    chart = money([("2026", (Decimal(200), Decimal(50))), ("2027", (Decimal(100), Decimal(0)))])

    assert chart["rows"] == [
        ["2026", "200\xa0€", "50\xa0€"],
        ["2027", "100\xa0€", "0\xa0€"],
    ]
    assert chart["description"] == (
        "2026: Ansatz 200\xa0€, verausgabt 50\xa0€; 2027: Ansatz 100\xa0€, verausgabt 0\xa0€"
    )
    assert [bar["label"] for bar in chart["bars"]] == ["2026", "", "2027", ""]
    assert [bar["total"] for bar in chart["bars"]][:2] == ["200\xa0€", "50\xa0€"]
    widths = [float(bar["parts"][0]["width"]) for bar in chart["bars"][:3]]
    assert widths[1] == widths[0] / 4
    assert widths[2] == widths[0] / 2


def test_no_amount_has_no_bar():
    chart = money([("2027", (Decimal(0), Decimal(0)))])

    assert [bar["parts"] for bar in chart["bars"]] == [[], []]
    assert [column["label"] for column in chart["columns"]] == ["Jahr", "Ansatz", "verausgabt"]
