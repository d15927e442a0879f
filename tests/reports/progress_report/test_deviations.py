"""The Sachstandsbericht names deviations first, by what was known on its Stichtag."""

import datetime as dt

import pytest

from concepts.enums import AmendmentKind
from concepts.models import Amendment
from integration_portal.core import fuzzy
from measures.enums import MeasureStatus, TrafficLight, WarningKind
from measures.models import MeasureCost, WarningOverrule
from tests.factories.concepts import EditionFactory
from tests.factories.measures import MeasureFactory, MilestoneFactory
from tests.factories.stakeholders import OrganisationFactory

from .conftest import entry, overdue, shown, told

pytestmark = pytest.mark.django_db


def test_the_gravest_deviation_stands_first_with_its_reason(edition, field, course):
    told(course, "01.10.2026", traffic_light=TrafficLight.DELAYED, obstacles="Es fehlt ein Raum.")
    danger = MeasureFactory(edition=edition, field=field, number="1.2", title="Treff")
    told(
        danger, "01.10.2026", traffic_light=TrafficLight.AT_RISK, text="Der Träger hat gekündigt.",
        next_steps="Neuen Träger suchen.",
    )  # fmt: skip
    late = MeasureFactory(edition=edition, field=field, number="1.3", title="Fest")
    MilestoneFactory(measure=late, title="Bühne", planned=fuzzy.parse("6/2026"))
    told(late, "01.10.2026")
    dear = MeasureFactory(edition=edition, field=field, number="1.4", title="Heft")
    MeasureCost.objects.create(measure=dear, year=2026, budget=100, spent=150)
    told(dear, "01.10.2026")
    fine = MeasureFactory(edition=edition, field=field, number="1.5", title="Kiosk")
    told(fine, "01.10.2026", traffic_light=TrafficLight.ON_TRACK)

    rows = shown(edition)["deviations"]

    assert [(row["heading"], row["label"]) for row in rows] == [
        ("1.2 Treff", "gefährdet"),
        ("1.1 Kurs", "verzögert"),
        ("1.3 Fest", "überfällig"),
        ("1.4 Heft", "Ansatz überschritten"),
    ]
    assert [row["words"] for row in rows[:2]] == [
        "Der Träger hat gekündigt.",
        "Es fehlt ein Raum.",
    ]
    assert rows[0]["next_steps"] == "Neuen Träger suchen."
    assert "Bühne" in rows[2]["reasons"][0]


def test_a_lead_that_has_ended_is_a_deviation(authority, edition):
    ended = OrganisationFactory(authority=authority, name="Verein", ended_on=dt.date(2026, 3, 1))
    told(MeasureFactory(edition=edition, title="Kurs", led_by=ended), "01.10.2026")

    (row,) = shown(edition)["deviations"]

    assert row["label"] == "Federführung besteht nicht mehr"


def test_a_warning_that_was_set_aside_is_no_deviation(edition, course):
    MilestoneFactory(measure=course, planned=fuzzy.parse("6/2026"))
    told(course, "01.10.2026")
    WarningOverrule.objects.create(
        measure=course, kind=WarningKind.MILESTONE, reason="Neu geplant", until=dt.date(2026, 12, 1)
    )

    assert shown(edition)["deviations"] == []
    assert entry(edition)["progress"] == "on_track"


def test_on_an_earlier_stichtag_warns_what_was_known_then(edition, course):
    MilestoneFactory(measure=course, title="Start", planned=fuzzy.parse("1/2026"))
    course.end_planned = fuzzy.parse("2/2026")
    course.save()
    MeasureCost.objects.create(measure=course, year=2025, budget=10, spent=30)
    told(course, "01.01.2024")
    told(course, "01.10.2026", MeasureStatus.DONE)

    then = entry(edition, stichtag="01.06.2026")["warnings"]

    assert [(one["kind"], one["text"]) for one in then] == [
        ("milestone", "„Start“ war bis Januar 2026 vorgesehen und ist nicht erreicht."),
        ("end", "Das Ende war für Februar 2026 vorgesehen."),
        ("money", "2025 wurden 20\xa0€ mehr ausgegeben als geplant."),
        ("stale", "Ein aktueller Sachstand fehlte."),
    ]


def test_an_earlier_stichtag_keeps_quiet_of_what_was_set_aside(edition, course):
    MilestoneFactory(measure=course, title="Start", planned=fuzzy.parse("1/2026"))
    told(course, "01.03.2026")
    told(course, "01.10.2026")
    for kind in (WarningKind.MILESTONE, WarningKind.MONEY, WarningKind.STALE):
        WarningOverrule.objects.create(
            measure=course, kind=kind, reason="Bekannt", until=dt.date(2026, 12, 1)
        )

    assert entry(edition, stichtag="01.06.2026")["warnings"] == []


def test_who_is_silent_for_long_is_named_but_parts_are_not(edition, course):
    EditionFactory._meta.model.objects.filter(pk=edition.pk).update(
        status_on=fuzzy.parse("01.01.2020")
    )
    told(course, "01.01.2024")
    MeasureFactory(edition=edition, title="Treff")
    MeasureFactory(edition=edition, parent=course, title="Probe")

    assert shown(edition)["silent"] == ["1.1 Kurs (01.01.2024)", "Treff (noch nie)"]


def test_a_part_says_what_it_is_a_part_of(edition, course):
    part = MeasureFactory(edition=edition, parent=course, title="Probe")
    told(part, "01.10.2026", traffic_light=TrafficLight.DELAYED)

    (row,) = shown(edition)["deviations"]

    assert row["heading"] == "Probe (Baustein von 1.1 Kurs)"


def test_the_short_report_names_the_further_deviations(edition):
    for n in range(7):
        measure = MeasureFactory(edition=edition, number=f"{n + 1:02}", title="Kurs")
        told(measure, "01.10.2026", traffic_light=TrafficLight.DELAYED)

    short = shown(edition, umfang="kurz")

    assert len(short["deviations"]) == 5
    assert short["further_deviations"] == ["06 Kurs (verzögert)", "07 Kurs (verzögert)"]
    assert shown(edition)["further_deviations"] == []


def test_the_short_report_of_a_large_concept_says_how_much_more_there_is(authority, edition):
    last = 30  # of everything
    for n in range(1, last + 1):
        measure = MeasureFactory(edition=edition, number=f"{n:02}", title="Kurs")
        told(
            measure, "01.10.2026", traffic_light=TrafficLight.DELAYED,
            obstacles="Es fehlt ein Raum. " * 40, decision_needed="Wer zahlt? " * 40,
        )  # fmt: skip
        silent = MeasureFactory(edition=edition, title="Treff")
        told(silent, "01.01.2024")
        Amendment.objects.create(
            edition=edition, kind=AmendmentKind.CHANGED, on=dt.date(2026, 9, 1), reason="Mehr",
            subject_type="measures.measure", subject_id=measure.pk, label=str(measure),
        )  # fmt: skip
        overdue(authority, public=True)

    since = {"seit": "01.06.2026"}
    short, full = shown(edition, umfang="kurz", **since), shown(edition, **since)

    lists = ("deviations", "decisions", "amendments", "follow_ups", "silent")
    rows = {name: short[name]["rows"] if name == "amendments" else short[name] for name in lists}
    assert {name: len(found) for name, found in rows.items()} == {
        "deviations": 5, "decisions": 5, "amendments": 5, "follow_ups": 6, "silent": 6,
    }  # fmt: skip
    for name in ("further_deviations", "further_decisions", "further_amendments"):
        assert (len(short[name]), short[name][-1], full[name]) == (
            6, "20 weitere Angaben im ausführlichen Bericht", [],
        )  # fmt: skip
    assert short["follow_ups"][-1] == "25 weitere Angaben im ausführlichen Bericht"
    assert short["silent"][-1] == "25 weitere Angaben im ausführlichen Bericht"
    written = [short["deviations"][0]["words"], short["decisions"][0]["text"]]
    assert [(len(text) <= 100, text[-2:]) for text in written] == [(True, " …")] * 2
    assert full["decisions"][0]["text"] == "Wer zahlt? " * 40
