"""Two people save the same thing: the second sees both, chooses, and loses nothing."""

from django.http import QueryDict

from concepts.models import Edition

from .conftest import inputs


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
