"""Two people change the rows of one thing: compared row by row, field by field."""

from .conftest import inputs


def test_rows_are_compared_field_by_field(send, sent, other_saves, edition):
    first, second = edition.costs.all()
    mine = sent(**{"costs-0-label": "Satz", "costs-1-budget": "900"})
    other_saves(
        lambda e: (
            e.costs.filter(pk=first.pk).update(budget=6000),
            e.costs.filter(pk=second.pk).update(budget=700),
        )
    )

    answer = send(mine)

    html = answer.content.decode()
    assert f'name="wahl-costs-{second.pk}-budget"' in html
    assert f'name="wahl-costs-{first.pk}-label"' not in html
    send(inputs(answer))
    assert [(c.label, c.budget) for c in edition.costs.all()] == [("Satz", 6000), ("Feier", 900)]


def test_a_row_the_other_added_stays_beside_mine(send, sent, other_saves, edition):
    mine = sent(**{
        "costs-TOTAL_FORMS": "3", "costs-2-year": "2022", "costs-2-label": "Meine Zeile",
    })  # fmt: skip
    other_saves(lambda e: e.costs.create(year=2023, label="Ihre Zeile"))

    send(inputs(send(mine)))

    labels = [c.label for c in edition.costs.all()]
    assert labels == ["Druck", "Feier", "Meine Zeile", "Ihre Zeile"]


def test_rows_that_only_i_added_or_deleted_are_shown_as_mine(send, sent, other_saves, edition):
    mine = sent(**{
        "costs-TOTAL_FORMS": "3", "costs-2-year": "2022", "costs-2-label": "Meine Zeile",
        "costs-0-DELETE": "on",
    })  # fmt: skip
    other_saves(subtitle="Ihr Untertitel")

    html = send(mine).content.decode()

    kept = html[html.index('id="behalten"') :]
    assert "2022, Meine Zeile (Kosten, ergänzt)" in kept
    assert "2020, Druck (Kosten, entfernt)" in kept


def test_a_row_the_other_deleted_goes_if_i_left_it_alone(send, sent, other_saves, edition):
    mine = sent(title="Neu")
    other_saves(lambda e: e.costs.filter(label="Feier").delete())

    answer = send(mine)

    assert "2021, Feier (Kosten, entfernt)" in answer.content.decode()
    send(inputs(answer))
    assert [c.label for c in edition.costs.all()] == ["Druck"]


def test_a_row_the_other_deleted_comes_back_if_i_changed_it(send, sent, other_saves, edition):
    mine = sent(**{"costs-1-label": "Großes Fest"})
    other_saves(lambda e: e.costs.filter(label="Feier").delete())

    answer = send(mine)

    assert "Löschung der anderen Seite" in answer.content.decode()
    send(inputs(answer))
    assert [c.label for c in edition.costs.all()] == ["Druck", "Großes Fest"]


def test_or_it_stays_deleted_if_i_choose_so(send, sent, other_saves, edition):
    row = edition.costs.get(label="Feier")
    mine = sent(**{"costs-1-label": "Großes Fest"})
    other_saves(lambda e: e.costs.filter(pk=row.pk).delete())
    choices = inputs(send(mine))
    choices[f"wahl-costs-{row.pk}"] = "theirs"

    send(choices)

    assert [c.label for c in edition.costs.all()] == ["Druck"]


def test_a_row_i_deleted_and_the_other_changed_is_a_choice(send, sent, other_saves, edition):
    row = edition.costs.get(label="Feier")
    mine = sent(**{"costs-1-DELETE": "on"})
    other_saves(lambda e: e.costs.filter(pk=row.pk).update(label="Jubiläum"))
    choices = inputs(send(mine))
    assert choices[f"wahl-costs-{row.pk}"] == "mine"
    choices[f"wahl-costs-{row.pk}"] = "theirs"

    send(choices)

    assert [c.label for c in edition.costs.all()] == ["Druck", "Jubiläum"]


def test_a_row_we_both_deleted_is_gone(send, sent, other_saves, edition):
    mine = sent(**{"title": "Neu", "costs-1-DELETE": "on"})
    other_saves(lambda e: e.costs.filter(label="Feier").delete())

    answer = send(mine)

    assert answer.status_code == 302
    assert [c.label for c in edition.costs.all()] == ["Druck"]


def test_a_row_with_an_id_beyond_all_counting_is_a_new_one(send, sent, other_saves, edition):
    mine = sent(**{"costs-1-id": "9" * 5000, "costs-1-label": "Fest"})
    other_saves(subtitle="Ihr Untertitel")

    html = send(mine).content.decode()

    assert "2021, Fest (Kosten, ergänzt)" in html[html.index('id="behalten"') :]
