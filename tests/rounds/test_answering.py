"""Answering: drafts that lose nothing, and two who write at once."""

import json

import pytest

from measures.enums import ReportSource, ReportState
from measures.models import StatusReport
from rounds.actions import answering
from rounds.actions.answering import Typed
from rounds.enums import RequestState
from rounds.merging import merged
from tests.rounds.conftest import TEXT, answers, opened, page, said


def test_the_last_report_stands_beside_an_empty_form(guest, asked):
    context = guest.get(page(asked[0])).context

    assert context["last"] == asked[0].measure.last_report
    assert context["form"]["text"].value() == ""


def test_handing_in_makes_a_report_that_waits_for_approval(guest, asked):
    answer = guest.post(page(asked[0]), opened(guest, asked[0], hand_in="1", spent="1.200", **TEXT))

    asked[0].refresh_from_db()
    report = asked[0].report
    assert answer.url == answers(asked[0])
    assert (asked[0].state, asked[0].submitted_by) == ("submitted", "Fachbereich Bildung")
    assert (report.state, report.source, report.spent) == (
        ReportState.SUBMITTED, ReportSource.ROUND, 1200,
    )  # fmt: skip
    assert report.on.earliest == asked[0].round.on
    asked[0].measure.refresh_from_db()
    assert asked[0].measure.last_report != report


def test_hidden_parts_with_signs_no_database_takes_lose_only_them(guest, asked):
    guest.post(page(asked[0]), opened(guest, asked[0], draft="1", page="seite\0", **TEXT))

    asked[0].refresh_from_db()
    assert list(asked[0].written) == ["seite"]


def test_what_lacks_something_is_kept_and_named(guest, asked):
    answer = guest.post(page(asked[0]), opened(guest, asked[0], hand_in="1", text="Viel getan."))

    asked[0].refresh_from_db()
    assert list(answer.context["form"].errors) == ["status"]
    assert (asked[0].state, asked[0].draft["text"]) == ("drafted", "Viel getan.")


def test_pressed_twice_it_is_handed_in_once(guest, asked):
    sent = opened(guest, asked[0], hand_in="1", **TEXT)

    first, second = guest.post(page(asked[0]), sent), guest.post(page(asked[0]), sent)

    asked[0].refresh_from_db()
    assert (first.url, second.url) == (answers(asked[0]), answers(asked[0]))
    assert (StatusReport.objects.filter(source="round").count(), asked[0].others) == (1, {})


def test_a_draft_is_kept_with_a_button_and_goes_on_later(guest, asked):
    answer = guest.post(page(asked[0]), opened(guest, asked[0], draft="1", spent="viel", **TEXT))

    asked[0].refresh_from_db()
    form = guest.get(page(asked[0])).context["form"]
    assert said(answer) == ["Der Entwurf ist gespeichert, abgegeben ist er noch nicht."]
    assert asked[0].state == RequestState.DRAFTED
    assert (form["text"].value(), form["spent"].value()) == (TEXT["text"], "viel")
    assert asked[0].report is None


def test_a_draft_is_kept_while_one_writes(guest, asked):
    sent = opened(guest, asked[0], text="Erst")
    first = guest.post(page(asked[0], "answer_draft"), sent)
    sent |= {"version": first.context["kept"].version, "text": "Erst dies"}
    second = guest.post(page(asked[0], "answer_draft"), sent)

    asked[0].refresh_from_db()
    assert "Entwurf" in second.content.decode()
    assert (asked[0].draft["text"], asked[0].version, asked[0].others) == ("Erst dies", 2, {})


def test_two_who_write_different_fields_are_put_together(guest, asked):
    mine, theirs = (opened(guest, asked[0]) for _n in range(2))
    guest.post(page(asked[0], "answer_draft"), theirs | {"next_steps": "Weiter so"})
    guest.post(page(asked[0], "answer_draft"), mine | {"text": "Viel"})
    guest.post(page(asked[0], "answer_draft"), mine | {"text": "Viel getan"})

    asked[0].refresh_from_db()
    assert (asked[0].draft["text"], asked[0].draft["next_steps"]) == ("Viel getan", "Weiter so")
    assert asked[0].others == {}


def test_two_who_write_the_same_field_keep_both_texts(guest, asked):
    mine, theirs = (opened(guest, asked[0]) for _n in range(2))
    guest.post(page(asked[0], "answer_draft"), theirs | {"text": "Ihr Text"})
    answer = guest.post(page(asked[0], "answer_draft"), mine | {"text": "Mein Text"})

    asked[0].refresh_from_db()
    shown = guest.get(page(asked[0]))
    assert "Beide Texte sind aufgehoben" in answer.content.decode()
    assert asked[0].draft["text"] == "Ihr Text"
    assert shown.context["form"]["text"].value() == "Ihr Text"
    assert shown.context["beside"] == [[("Was getan wurde", "Mein Text")]]


def test_who_hands_in_over_another_text_sees_both_first(guest, asked):
    mine, theirs = (opened(guest, asked[0], **TEXT) for _n in range(2))
    guest.post(page(asked[0]), theirs | {"text": "Ihr Text", "draft": "1"})
    refused = guest.post(page(asked[0]), mine | {"hand_in": "1", "text": "Mein Text"})

    asked[0].refresh_from_db()
    assert refused.url == page(asked[0])
    assert asked[0].state == RequestState.DRAFTED
    both = opened(guest, asked[0], hand_in="1", text="Ihr und mein Text")
    guest.post(page(asked[0]), both)
    asked[0].refresh_from_db()
    assert (asked[0].state, asked[0].report.text, asked[0].others) == (
        "submitted", "Ihr und mein Text", {},
    )  # fmt: skip


def test_a_saved_draft_over_another_text_leads_to_both(guest, asked):
    mine, theirs = (opened(guest, asked[0]) for _n in range(2))
    guest.post(page(asked[0]), theirs | {"text": "Ihr Text", "draft": "1"})

    answer = guest.post(page(asked[0]), mine | {"text": "Mein Text", "draft": "1"})

    assert answer.url == page(asked[0])
    assert said(answer)[-1].startswith("Jemand anderes hat gleichzeitig")


def test_who_writes_on_after_it_was_handed_in_loses_nothing(guest, asked):
    late = opened(guest, asked[0], **TEXT) | {"text": "Noch ein Satz"}
    guest.post(page(asked[0]), opened(guest, asked[0], hand_in="1", **TEXT))
    guest.post(page(asked[0], "answer_draft"), late)
    answer = guest.post(page(asked[0]), late | {"hand_in": "1"})

    asked[0].refresh_from_db()
    assert (asked[0].report.text, answer.url) == (TEXT["text"], page(asked[0]))
    assert [values["text"] for values in asked[0].others.values()] == ["Noch ein Satz"]


def test_the_same_text_after_handing_in_changes_nothing(guest, asked):
    sent = opened(guest, asked[0], **TEXT)
    guest.post(page(asked[0]), sent | {"hand_in": "1"})

    guest.post(page(asked[0], "answer_draft"), sent)

    asked[0].refresh_from_db()
    assert (asked[0].state, asked[0].others) == ("submitted", {})


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "values", "beside"),
    [
        ("", "", "m", "m", {}),
        ("", "t", "", "t", {}),
        ("b", "t", "b", "t", {}),
        ("b", "b", "m", "m", {}),
        ("b", "b", "", "", {}),
        ("b", "t", "t", "t", {}),
        ("b", "t", "m", "t", {"text": "m"}),
        ("b", "t", "", "t", {}),
    ],
)
def test_merging_keeps_every_word(base, theirs, mine, values, beside):
    found = merged(base={"text": base}, theirs={"text": theirs}, mine={"text": mine})

    assert (found.values["text"], found.beside, found.clash) == (values, beside, bool(beside))


def test_of_many_open_pages_the_last_ones_are_remembered(asked):
    most = answering.PAGES
    for n in range(most + 3):
        typed = Typed({f"frage_{n}": "Antwort"}, page=f"seite{n}")
        answering.save_draft(request=asked[0], typed=typed)

    asked[0].refresh_from_db()
    assert len(asked[0].written) == most
    assert f"seite{most + 2}" in asked[0].written
    assert asked[0].draft == {f"frage_{n}": "Antwort" for n in range(most + 3)}


@pytest.mark.parametrize("base", ["nichts", "[1]", "[" * 100_000, json.dumps({"text": 1})], ids=len)
def test_a_forged_page_only_counts_as_older(guest, asked, base):
    sent = opened(guest, asked[0], text="Text") | {"base": base, "version": "9" * 30}

    answer = guest.post(page(asked[0], "answer_draft"), sent)

    asked[0].refresh_from_db()
    assert (answer.status_code, asked[0].draft["text"]) == (200, "Text")
