"""Two people save the same thing: the second sees both, chooses, and loses nothing."""

import re

import pytest
from django.http import QueryDict
from django.urls import reverse

from concepts.models import Edition
from integration_portal.history.actions import record
from tests.factories.accounts import UserFactory


@pytest.fixture
def page(edition, authority):
    return reverse("test:edit", args=[authority.slug, edition.pk])


@pytest.fixture
def colleague(authority):
    return UserFactory(function="Stabsstelle Soziales", officer_of=authority)


@pytest.fixture
def other_saves(edition, colleague):
    """Somebody else saves: `other_saves(title="…")`, or a function that changes rows."""

    def save(change=None, **fields):
        fresh = Edition.objects.get(pk=edition.pk)
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.save()
        if change:
            change(fresh)
        record(Edition.objects.get(pk=edition.pk), by=colleague)

    return save


@pytest.fixture
def send(enter, officer, page):
    browser = enter(officer)

    def post(data: QueryDict, url: str = page):
        return browser.post(url, data.urlencode(), "application/x-www-form-urlencoded")

    return post


def inputs(answer) -> QueryDict:
    """What a browser would send back from the conflict page, with the choices as preset."""
    html = answer.content.decode()
    form = html[html.index('data-unsaved="changed"') :]
    data = QueryDict(mutable=True)
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") == "radio" and " checked" not in tag:
            continue
        if attributes.get("type") in ("hidden", "radio"):
            value = attributes["value"].replace("&lt;", "<").replace("&gt;", ">")
            data.appendlist(attributes["name"], value.replace("&amp;", "&").replace("&quot;", '"'))
    return data


def reread(edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def test_both_texts_stand_side_by_side_and_nothing_is_saved(send, sent, other_saves, edition):
    mine = sent(title="Meine Fassung")
    other_saves(title="Ihre Fassung")

    answer = send(mine)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Inzwischen geändert: Ihre Fassung" in html
    assert "Stabsstelle Soziales" in html
    assert "<mark>Meine</mark>" in html
    assert "<mark>Ihre</mark>" in html
    assert inputs(answer)["wahl-title"] == "mine"
    assert reread(edition).title == "Ihre Fassung"


def test_mine_is_the_default(send, sent, other_saves, edition):
    mine = sent(title="Meine Fassung")
    other_saves(title="Ihre Fassung")

    answer = send(inputs(send(mine)))

    assert answer.status_code == 302
    assert reread(edition).title == "Meine Fassung"


def test_theirs_can_be_chosen(send, sent, other_saves, edition):
    mine = sent(title="Meine Fassung", subtitle="Mein Untertitel")
    other_saves(title="Ihre Fassung")
    choices = inputs(send(mine))
    choices["wahl-title"] = "theirs"

    send(choices)

    assert reread(edition).title == "Ihre Fassung"
    assert reread(edition).subtitle == "Mein Untertitel"


def test_what_only_the_other_changed_is_taken_over_and_shown(send, sent, other_saves, edition):
    mine = sent(title="Meine Fassung")
    other_saves(subtitle="Ihr Untertitel", summary="<p>Ihre Kurzfassung.</p>")

    answer = send(mine)

    html = answer.content.decode()
    assert "Von der anderen Seite übernommen" in html
    assert "Ihre Kurzfassung." in html
    assert "Bitte wählen</h2>" not in html
    send(inputs(answer))
    saved = reread(edition)
    assert (saved.title, saved.subtitle) == ("Meine Fassung", "Ihr Untertitel")
    assert saved.summary == "<p>Ihre Kurzfassung.</p>"


def test_a_save_of_something_the_form_does_not_show_is_no_question(
    send, sent, other_saves, edition
):
    mine = sent(title="Meine Fassung")
    other_saves(status="participation")

    answer = send(mine)

    assert answer.status_code == 302
    assert reread(edition).title == "Meine Fassung"
    assert reread(edition).status == "participation"


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


def test_a_third_writer_is_met_with_the_result_of_the_choices(send, sent, other_saves, edition):
    mine = sent(title="Meine Fassung", subtitle="Mein Untertitel")
    other_saves(title="Ihre Fassung")
    choices = inputs(send(mine))
    choices["wahl-title"] = "theirs"
    other_saves(subtitle="Dritter Untertitel")

    answer = send(choices)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "wahl-title" not in html
    assert 'name="wahl-subtitle"' in html
    send(inputs(answer))
    assert reread(edition).title == "Ihre Fassung"
    assert reread(edition).subtitle == "Mein Untertitel"


def test_one_may_go_on_editing_with_the_choices_made(send, sent, other_saves, edition):
    mine = sent(title="Meine Fassung", **{"costs-0-label": "Satz"})
    other_saves(title="Ihre Fassung", subtitle="Ihr Untertitel")
    choices = inputs(send(mine))
    choices["weiter"] = "1"

    answer = send(choices)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Meine Fassung"' in html
    assert 'value="Ihr Untertitel"' in html
    assert "Satz</textarea>" in html
    assert reread(edition).title == "Ihre Fassung"


def test_a_wrong_entry_after_the_choices_is_shown_in_the_form(send, sent, other_saves, edition):
    mine = sent(title="", subtitle="Mein Untertitel")
    other_saves(title="Ihre Fassung")

    answer = send(inputs(send(mine)))

    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'href="#id_title"' in html
    assert 'value="Mein Untertitel"' in html


def test_an_organisation_named_on_the_spot_survives_the_conflict(send, sent, other_saves, edition):
    mine = sent(**{
        "title": "Meine Fassung",
        "roles-TOTAL_FORMS": "2",
        "roles-1-kind": "moderation",
        "roles-1-organisation-neu-name": "Büro Mitte",
        "roles-1-organisation-neu-kind": "business",
    })  # fmt: skip
    other_saves(title="Ihre Fassung")

    send(inputs(send(mine)))

    assert edition.roles.get(kind="moderation").organisation.name == "Büro Mitte"


def test_typed_text_is_offered_to_copy_when_the_thing_was_deleted(send, sent, edition, colleague):
    from integration_portal.editing.views.deleting import delete

    mine = sent(title="Meine lange Arbeit", **{"costs-0-label": "Satz und Druck"})
    delete(Edition.objects.get(pk=edition.pk), by=colleague, reason="Doppelt angelegt")

    answer = send(mine)

    html = answer.content.decode()
    assert answer.status_code == 410
    assert "Meine lange Arbeit" in html
    assert "Satz und Druck" in html
    assert "Stabsstelle Soziales: Doppelt angelegt" in html


def test_typed_text_is_offered_to_copy_when_the_thing_was_closed(send, sent, edition):
    mine = sent(title="Meine lange Arbeit")
    Edition.objects.filter(pk=edition.pk).update(status="adopted")

    answer = send(mine)

    assert answer.status_code == 403
    assert "Meine lange Arbeit" in answer.content.decode()


def test_who_was_never_given_the_form_learns_nothing_of_a_deleted_thing(
    send, sent, edition, authority, colleague
):
    from integration_portal.editing.views.deleting import delete

    delete(Edition.objects.get(pk=edition.pk), by=colleague)

    answer = send(QueryDict("title=Neugier"))

    assert answer.status_code == 404


def test_a_form_without_its_note_is_a_conflict_and_not_an_overwriting(send, sent, edition):
    data = sent(title="Blind")
    del data["geoeffnet"]

    answer = send(data)

    assert answer.status_code == 409
    assert reread(edition).title == "Fassung 2020"
