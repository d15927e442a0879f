"""What the officer does with what was handed in."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from measures.enums import ReportState
from rounds.actions.answering import hand_in_unchanged
from rounds.actions.reviewing import approve, approve_all, give_back
from rounds.actions.running import close_round
from rounds.enums import RequestState
from tests.rounds.conftest import TEXT, opened, page
from tests.sink import text_of


@pytest.fixture
def handed_in(guest, asked):
    guest.post(page(asked[0]), opened(guest, asked[0], hand_in="1", **TEXT))
    asked[0].refresh_from_db()
    return asked[0]


def test_an_approved_report_counts_for_its_measure(handed_in, officer):
    approve(request=handed_in, by=officer)

    handed_in.refresh_from_db()
    handed_in.measure.refresh_from_db()
    assert (handed_in.state, handed_in.report.state) == ("approved", ReportState.APPROVED)
    assert handed_in.measure.last_report == handed_in.report


def test_all_that_was_handed_in_is_approved_at_once(asked, officer, running):
    for request in asked:
        hand_in_unchanged(request=request, name="Amt")

    assert approve_all(reporting_round=running, by=officer) == 2
    assert set(running.requests.values_list("state", flat=True)) == {"approved"}


def test_what_is_returned_comes_back_with_the_remark_by_mail(handed_in, officer, guest, sink):
    give_back(request=handed_in, remark="Bitte Zahlen nennen. {link}", by=officer)

    handed_in.refresh_from_db()
    shown = guest.get(page(handed_in))
    (mail,) = sink.mails
    assert (handed_in.state, handed_in.report.state) == ("returned", ReportState.RETURNED)
    assert mail["To"] == "bildung@stadt.example"
    assert "Bitte Zahlen nennen. (link)" in text_of(mail)
    assert text_of(mail).count("/sachstand/link/") == 1
    assert "Bitte Zahlen nennen." in shown.content.decode()
    assert shown.context["form"]["text"].value() == TEXT["text"]


def test_handed_in_again_it_is_the_same_report(handed_in, officer, guest, asleep):
    first = handed_in.report
    give_back(request=handed_in, remark="Bitte Zahlen nennen.", by=officer)

    guest.post(page(handed_in), opened(guest, handed_in, hand_in="1", text="Zwölf, mit 90 Leuten."))

    handed_in.refresh_from_db()
    assert handed_in.report == first
    assert (handed_in.report.state, handed_in.report.remark) == (ReportState.SUBMITTED, "")
    assert handed_in.report.text == "Zwölf, mit 90 Leuten."


def test_what_was_handed_in_stays_beside_what_the_officer_made_of_it(handed_in, officer, enter):
    handed_in.report.text = "Es fanden zwölf Treffen statt."
    handed_in.report.save()

    context = enter(officer).get(url(handed_in)).context

    assert ("Was getan wurde", "Es fanden zwölf Treffen statt.") in context["now"]
    assert ("Was getan wurde", TEXT["text"]) in context["handed_in"]


def url(request, name="request") -> str:
    return reverse(f"rounds:{name}", args=[request.round.authority.slug, request.pk])


def test_only_officers_judge_and_only_what_was_handed_in(handed_in, asked, officer, contributor):
    for act in (approve, lambda **given: give_back(remark="?", **given)):
        with pytest.raises(PermissionDenied):
            act(request=handed_in, by=contributor)
        with pytest.raises(PermissionDenied):
            act(request=asked[1], by=officer)


def test_of_two_who_judge_the_second_is_told(handed_in, officer, asleep):
    seen = type(handed_in).objects.select_related("round").get(pk=handed_in.pk)
    approve(request=handed_in, by=officer)

    for act in (approve, lambda **given: give_back(remark="?", **given)):
        with pytest.raises(ValidationError, match="nicht mehr abgegeben"):
            act(request=seen, by=officer)


def test_after_closing_it_is_approved_but_not_returned(handed_in, officer, running):
    handed_in.round = close_round(reporting_round=running, by=officer)

    with pytest.raises(PermissionDenied):
        give_back(request=handed_in, remark="?", by=officer)
    assert approve(request=handed_in, by=officer).state == RequestState.APPROVED
