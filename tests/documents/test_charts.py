from integration_portal.documents.paper.charts import bar_chart


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
