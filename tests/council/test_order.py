"""The check of a Beratungsfolge speaks in sentences and never refuses."""

import datetime as dt

import pytest

from council.enums import ConsultationRole
from council.order import order_warnings
from integration_portal.core import fuzzy
from stakeholders.enums import MeetingState
from tests.factories.council import ConsultationFactory, CouncilPaperFactory, OutcomeFactory
from tests.factories.stakeholders import BodyFactory, MeetingFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 1)


@pytest.fixture
def paper(authority):
    return CouncilPaperFactory(authority=authority)


def station(paper, body, role, when=None, **fields):
    date = fuzzy.parse(when) if when else None
    return ConsultationFactory(paper=paper, body=body, role=role, date=date, **fields)


def said(paper):
    return order_warnings(list(paper.consultations.all()), today=TODAY)


def test_a_sensible_order_is_quiet(paper, committee, council):
    station(paper, committee, ConsultationRole.PRELIMINARY, "4.11.2026")
    station(paper, council, ConsultationRole.DECISION, "Dezember 2026")

    assert said(paper) == []


def test_an_empty_order_says_so(paper):
    assert said(paper) == ["Die Beratungsfolge ist noch leer."]


def test_nobody_decides(paper, committee):
    station(paper, committee, ConsultationRole.PRELIMINARY)

    assert said(paper) == ["Kein Gremium der Beratungsfolge entscheidet."]


def test_a_paper_that_only_informs_needs_no_decision(paper, committee, council):
    station(paper, committee, ConsultationRole.INFORMATION)
    station(paper, council, ConsultationRole.INFORMATION)

    assert said(paper) == []


def test_neighbours_that_meet_the_other_way_round_are_named(paper, committee, council, authority):
    """A sitting was moved, and the board now meets after the committee it advises."""
    board = BodyFactory(authority=authority, name="Integrationsbeirat")
    station(paper, board, ConsultationRole.PRELIMINARY, "16.12.2026")
    station(paper, committee, ConsultationRole.PRELIMINARY, "15.12.2026")
    station(paper, council, ConsultationRole.DECISION, "21.12.2026")

    assert said(paper) == [
        "Integrationsbeirat steht vor Ausschuss für Bildung, Soziales und Verwaltung, tagt aber "
        "später (16.12.2026 nach 15.12.2026)."
    ]


def test_what_is_treated_already_or_has_no_day_is_not_compared(paper, committee, council):
    first = station(paper, committee, ConsultationRole.INFORMATION, "16.12.2026")
    station(paper, council, ConsultationRole.INFORMATION)
    last = station(paper, committee, ConsultationRole.INFORMATION, "1.12.2026")
    assert said(paper) == []
    last.position, first.position = 2, 3
    OutcomeFactory(consultation=first, kind="noted")

    assert said(paper) == []


def test_who_advises_stands_behind_who_decides(paper, committee, council):
    station(paper, council, ConsultationRole.DECISION)
    station(paper, committee, ConsultationRole.PRELIMINARY)

    assert said(paper) == [
        f"{committee} (Vorberatung) steht nach Gemeinderat, wo entschieden wird."
    ]


def test_who_advises_meets_after_the_decision(paper, committee, council):
    """Oberhausen: the advisory council would have met on 30 September, the council before."""
    station(paper, committee, ConsultationRole.HEARING, "30.11.2026")
    station(paper, council, ConsultationRole.DECISION, "22.11.2026")

    assert said(paper) == [
        f"{committee} (Anhörung) tagt am 30.11.2026, entschieden wird schon am 22.11.2026."
    ]


def test_a_fuzzy_date_that_may_still_fit_is_no_fault(paper, committee, council):
    station(paper, committee, ConsultationRole.PRELIMINARY, "20.11.2026")
    station(paper, council, ConsultationRole.DECISION, "November 2026")

    assert said(paper) == []


def test_a_date_in_the_past_without_a_result(paper, council):
    station(paper, council, ConsultationRole.DECISION, "Oktober 2026")

    assert said(paper) == [
        "Gemeinderat: Der Termin Oktober 2026 liegt in der Vergangenheit, ein Ergebnis fehlt."
    ]


def test_a_date_in_the_past_with_a_result_is_history(paper, council):
    OutcomeFactory(consultation=station(paper, council, ConsultationRole.DECISION, "1.10.2026"))

    assert said(paper) == []


def test_a_body_that_has_ended(paper, authority):
    old = BodyFactory(authority=authority, name="Ausländerbeirat", until=fuzzy.parse("2015"))
    station(paper, old, ConsultationRole.DECISION, "4.11.2026")

    assert said(paper) == ["Ausländerbeirat besteht seit 2015 nicht mehr."]


def test_a_body_that_has_ended_counts_from_today_without_a_date(paper, authority):
    old = BodyFactory(authority=authority, name="Ausländerbeirat", until=fuzzy.parse("2015"))
    station(paper, old, ConsultationRole.DECISION)

    assert said(paper) == ["Ausländerbeirat besteht seit 2015 nicht mehr."]


def test_a_cancelled_sitting(paper, council):
    meeting = MeetingFactory(body=council, date=dt.date(2026, 11, 16), state=MeetingState.CANCELLED)
    station(paper, council, ConsultationRole.DECISION, meeting=meeting)

    assert said(paper) == ["Gemeinderat: Die Sitzung am 16.11.2026 ist abgesagt."]
