"""Answering: drafts that lose nothing, handing in, "unverändert", late texts."""

import json

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integration_portal.history.models import Revision
from measures.enums import MeasureStatus, ReportSource, ReportState
from measures.models import StatusReport
from rounds.actions import answering
from rounds.actions.answering import Typed, hand_in_unchanged, new_report
from rounds.actions.running import close_round
from rounds.enums import RequestState
from rounds.merging import merged
from tests.factories.measures import MeasureFactory
from tests.factories.rounds import StatusRequestFactory
from tests.rounds.conftest import opened, page

TEXT = {"status": "running", "text": "Zwölf Treffen fanden statt."}


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def answers(request) -> str:
    return reverse("rounds_by_link:answers", args=[request.recipient_id])


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


@pytest.mark.parametrize("base", ["nichts", "[1]", json.dumps({"text": 1})])
def test_a_forged_page_only_counts_as_older(guest, asked, base):
    sent = opened(guest, asked[0], text="Text") | {"base": base, "version": "9" * 30}

    answer = guest.post(page(asked[0], "answer_draft"), sent)

    asked[0].refresh_from_db()
    assert (answer.status_code, asked[0].draft["text"]) == (200, "Text")


# Unverändert


def test_unchanged_takes_one_click(guest, asked):
    last = asked[0].measure.last_report

    answer = guest.post(page(asked[0], "answer_unchanged"))

    asked[0].refresh_from_db()
    assert said(answer) == ["Als unverändert abgegeben: Sprachcafé."]
    assert asked[0].report.status == last.status
    assert asked[0].report.text == "Unverändert gegenüber dem Sachstand vom 31.01.2026."


def test_unchanged_never_covers_what_was_typed(guest, asked):
    guest.post(page(asked[0]), opened(guest, asked[0], draft="1", **TEXT))

    answer = guest.post(page(asked[0], "answer_unchanged"))

    asked[0].refresh_from_db()
    assert (answer.url, asked[0].state) == (page(asked[0]), "drafted")


def test_unchanged_needs_a_report_before(recipient, edition):
    request = StatusRequestFactory(recipient=recipient, measure=MeasureFactory(edition=edition))

    assert hand_in_unchanged(request=request, name="Amt") is None


# All at once, and the receipt


def test_all_drafts_are_handed_in_at_once_and_what_lacks_is_named(guest, asked):
    guest.post(page(asked[0]), opened(guest, asked[0], draft="1", **TEXT))
    guest.post(page(asked[1]), opened(guest, asked[1], draft="1", text="Ohne Stand"))
    everything = reverse("rounds_by_link:answer_all", args=[asked[0].recipient_id])

    answer = guest.post(everything)

    states = [type(one).objects.get(pk=one.pk).state for one in asked]
    assert states == ["submitted", "drafted"]
    assert said(answer)[-2:] == [
        "1 Sachstand ist abgegeben.",
        "Hier fehlt noch eine Angabe, der Text ist gespeichert: Lotsinnen.",
    ]


def test_without_drafts_there_is_nothing_to_hand_in(guest, asked):
    answer = guest.post(reverse("rounds_by_link:answer_all", args=[asked[0].recipient_id]))

    assert said(answer) == ["Es gibt keinen Entwurf, der abzugeben wäre."]


def test_the_receipt_says_word_for_word_what_arrived(guest, asked):
    receipt = reverse("rounds_by_link:receipt", args=[asked[0].recipient_id])
    assert "Noch ist nichts abgegeben." in guest.get(receipt).content.decode()
    guest.post(page(asked[0]), opened(guest, asked[0], hand_in="1", **TEXT))

    shown = guest.get(receipt)

    assert shown.context["rows"][0].texts == [
        ("Umsetzungsstand", "in Umsetzung"),
        ("Was getan wurde", TEXT["text"]),
    ]
    assert "Sprachcafé" in guest.get(answers(asked[0])).content.decode()


# Questions


def test_a_round_asks_what_its_officer_chose(guest, asked, running):
    running.questions, running.own_questions = ["reached"], "Was war schwer?\nWer half?"
    running.save()

    form = guest.get(page(asked[0])).context["form"]
    sent = opened(guest, asked[0], hand_in="1", frage_0="Die Raumsuche", reached="12", **TEXT)
    guest.post(page(asked[0]), sent)

    asked[0].refresh_from_db()
    assert list(form.fields) == ["status", "text", "next_steps", "reached", "frage_0", "frage_1"]
    assert asked[0].report.internal_note == "Was war schwer?\nDie Raumsuche"
    assert asked[0].report.reached == 12


def test_money_stands_in_the_form_as_people_write_it():
    report = StatusReport(status="running", spent=1200, reached=None)
    from decimal import Decimal

    report.spent = Decimal("1200.5")

    assert answering.texts_of(report, ["status", "spent", "reached"]) == {
        "status": "running", "spent": "1200,50", "reached": "",
    }  # fmt: skip


# Late


def test_what_is_written_while_the_round_closes_is_kept_as_late(guest, asked, running, officer):
    sent = opened(guest, asked[0], **TEXT)
    close_round(reporting_round=running, by=officer)

    draft = guest.post(page(asked[0], "answer_draft"), sent)
    answer = guest.post(page(asked[0]), sent | {"hand_in": "1"})

    asked[0].refresh_from_db()
    assert "als nachgereicht aufgehoben" in draft.content.decode()
    assert said(answer)[0].endswith("trotzdem angekommen, als nachgereicht.")
    assert (asked[0].state, asked[0].late) == ("submitted", True)


def test_a_closed_round_shows_and_takes_no_form(guest, asked, running, officer):
    close_round(reporting_round=running, by=officer)

    shown = guest.get(page(asked[0])).content.decode()

    assert "Diese Abfrage ist geschlossen." in shown
    assert "<textarea" not in shown
    assert "Diese Abfrage ist geschlossen." in guest.get(answers(asked[0])).content.decode()


def test_a_draft_nobody_handed_in_is_adopted_after_closing(guest, asked, running, officer):
    guest.post(page(asked[0]), opened(guest, asked[0], draft="1", **TEXT))
    asked[0].refresh_from_db()
    report = new_report(asked[0])
    report.status, report.text = "running", TEXT["text"]
    with pytest.raises(PermissionDenied):
        answering.adopt(request=asked[0], report=report, by=officer)
    closed = close_round(reporting_round=running, by=officer)
    asked[0].round = closed

    done = answering.adopt(request=asked[0], report=report, by=officer)

    assert (done.state, done.late, done.submitted_by) == ("submitted", True, "Fachbereich Bildung")
    assert done.handed_in["text"] == TEXT["text"]


# With an account


def own(request, name="answer") -> str:
    slug = request.round.authority.slug
    return reverse(f"rounds:{name}", args=[slug, request.round_id, request.pk])


def test_an_account_finds_the_same_under_its_own(enter, contributor, asked, authority):
    browser = enter(contributor)
    listed = browser.get(reverse("rounds:own", args=[authority.slug]))
    everything = listed.context["rows"][0].url

    shown = browser.get(everything)
    browser.post(own(asked[0], "answer_unchanged"))

    asked[0].refresh_from_db()
    assert [row.pk for row in shown.context["rows"]] == [asked[1].pk, asked[0].pk]
    assert (asked[0].report.by, asked[0].submitted_by) == (contributor, str(contributor))
    assert Revision.objects.of(asked[0].report).get().by == contributor


def test_an_account_hands_in_with_the_form(enter, contributor, asked):
    browser = enter(contributor)
    hidden = browser.get(own(asked[0])).context["page"]
    sent = {"version": hidden.version, "base": hidden.base_text, "page": hidden.page, **TEXT}

    browser.post(own(asked[0]), sent | {"hand_in": "1"})

    asked[0].refresh_from_db()
    assert asked[0].state == RequestState.SUBMITTED


def test_the_address_that_is_asked_is_enough_for_an_account(enter, contributor, asked, recipient):
    type(asked[0]).objects.update(organisation=None)
    assert enter(contributor).get(own(asked[0])).status_code == 404
    recipient.email = contributor.email.upper()
    recipient.save()

    assert enter(contributor).get(own(asked[0])).status_code == 200


def test_nothing_is_asked_of_others(enter, officer, reader, asked, authority):
    page = reverse("rounds:own", args=[authority.slug])

    assert enter(officer).get(own(asked[0])).status_code == 404
    assert enter(officer).get(page).context["rows"] == []
    assert enter(reader).get(page).status_code == 403


# What it costs


def test_forty_measures_cost_the_queries_of_one(guest, asked, recipient, edition, lead):
    counts = []

    for more in (0, 38):
        for _n in range(more):
            measure = MeasureFactory(edition=edition, led_by=lead, status=MeasureStatus.RUNNING)
            StatusRequestFactory(recipient=recipient, measure=measure)
        guest.get(answers(asked[0]))
        with CaptureQueriesContext(connection) as queries:
            guest.get(answers(asked[0]))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 6


def test_the_database_refuses_a_handed_in_answer_without_a_time(asked):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        type(asked[0]).objects.update(state=RequestState.SUBMITTED, submitted_at=None)
