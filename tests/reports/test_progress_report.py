"""The Sachstandsbericht: deviations first, by what was known on its Stichtag."""

import datetime as dt
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from concepts.enums import AmendmentKind
from concepts.models import Amendment
from council.models import FollowUp
from integration_portal.core import fuzzy
from integration_portal.documents.models import IssuedDocument, Job
from integration_portal.documents.recipes import recipes
from measures.actions.status_reports import report_status
from measures.enums import MeasureStatus, ReportState, TrafficLight, WarningKind
from measures.models import MeasureCost, StatusReport, WarningOverrule
from tests.documents import reading
from tests.factories.concepts import EditionFactory, FieldOfActionFactory
from tests.factories.council import ResolutionFactory
from tests.factories.measures import MeasureFactory, MilestoneFactory, full_measure
from tests.factories.stakeholders import BodyFactory, OrganisationFactory
from tests.reports import papers

pytestmark = pytest.mark.django_db

KIND = "sachstandsbericht"
TODAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args, **kwargs: TODAY)


@pytest.fixture
def field(edition):
    return FieldOfActionFactory(edition=edition, number="1", title="Sprache")


@pytest.fixture
def course(authority, edition, field):
    school = OrganisationFactory(authority=authority, name="Volkshochschule")
    return MeasureFactory(
        edition=edition, field=field, number="1.1", title="Kurs", led_by=school,
        end_planned=fuzzy.parse("6/2027"),
    )  # fmt: skip


def told(measure, on: str, status=MeasureStatus.RUNNING, **more) -> StatusReport:
    report = StatusReport(measure=measure, on=fuzzy.parse(on), status=status, **more)
    return report_status(report=report, by=None)


def data(edition, **options) -> dict:
    return papers.frozen(KIND, edition, **options)["data"]


def shown(edition, **options) -> dict:
    """What the template gets, from the frozen data alone."""
    return recipes.get(KIND).context(data(edition, **options))


def entry(edition, **options) -> dict:
    """The only measure of a report."""
    (only,) = data(edition, **options)["measures"]
    return only


# The report of the Stichtag


def test_the_newest_report_up_to_the_stichtag_counts(edition, course):
    told(course, "31.03.2026", text="Es geht los.")
    told(course, "31.10.2026", MeasureStatus.DONE, text="Fertig.")

    assert entry(edition)["report"]["text"] == "Fertig."
    assert entry(edition, stichtag="30.10.2026")["report"]["text"] == "Es geht los."
    assert entry(edition, stichtag="01.01.2026")["report"] is None


def test_nobody_reads_of_a_report_that_is_not_approved(edition, course):
    told(course, "31.03.2026", text="Es geht los.")
    told(course, "31.10.2026", text="Noch geheim.", state=ReportState.SUBMITTED)

    assert entry(edition)["report"]["text"] == "Es geht los."
    assert "Noch geheim" not in str(data(edition))


def test_of_two_reports_on_one_day_the_one_written_last_counts(edition, course):
    told(course, "31.10.2026", text="Zuerst.")
    told(course, "31.10.2026", text="Danach.")

    assert entry(edition)["report"]["text"] == "Danach."


def test_progress_is_that_of_the_stichtag(edition, course):
    MilestoneFactory(
        measure=course, planned=fuzzy.parse("1/2026"), actual=fuzzy.parse("15.04.2026")
    )
    told(course, "02.01.2026")
    told(course, "01.10.2026", MeasureStatus.DONE)

    def progress(day):
        return entry(edition, stichtag=day)["progress"]

    assert [progress(day) for day in ("01.01.2026", "01.03.2026", "01.05.2026", "02.10.2026")] == [
        "planned", "late", "on_track", "achieved",
    ]  # fmt: skip


def test_set_aside_is_neither_late_nor_under_way(edition, course):
    MilestoneFactory(measure=course, planned=fuzzy.parse("1/2026"))
    told(course, "01.10.2026", MeasureStatus.STOPPED)

    assert entry(edition)["progress"] == "aside"
    assert entry(edition)["warnings"] == []


# Deviations


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


# Decisions, duties, changes


def test_decisions_stand_with_who_asks_for_them(edition, course):
    told(course, "01.10.2026", decision_needed="Wer zahlt 2027?")

    said = papers.words(KIND, edition)

    assert "Zu entscheiden 1.1 Kurs Wer zahlt 2027? Volkshochschule" in said


def overdue(authority, **fields) -> FollowUp:
    resolution = ResolutionFactory(authority=authority, **fields)
    return FollowUp.objects.create(
        resolution=resolution, text="Berichten", due_on=dt.date(2026, 9, 1)
    )


def test_overdue_duties_are_told_of_unless_done_by_then(authority, edition, course):
    duty = overdue(authority, public=True)
    assert [row["due"] for row in data(edition)["follow_ups"]] == ["01.09.2026"]

    duty.done_on = dt.date(2026, 10, 1)
    duty.save()
    assert data(edition)["follow_ups"] == []
    assert len(data(edition, stichtag="15.09.2026")["follow_ups"]) == 1


def test_what_was_resolved_behind_closed_doors_stays_inside(authority, edition):
    overdue(authority, public=False)

    assert data(edition)["follow_ups"] == []
    assert len(data(edition, anmerkungen="mit")["follow_ups"]) == 1


def test_duties_of_a_part_of_the_concept(authority, edition, field, course):
    duty = overdue(authority, public=True)
    school = course.roles.get().organisation

    assert data(edition, felder=[str(field.pk)])["follow_ups"] == []
    assert data(edition, organisation=str(school.pk))["follow_ups"] == []
    duty.responsible = school
    duty.save()
    assert len(data(edition, organisation=str(school.pk))["follow_ups"]) == 1


def test_it_tells_what_moved_since_a_day(edition, course):
    told(course, "01.03.2026", MeasureStatus.PREPARING)
    told(course, "01.10.2026", MeasureStatus.RUNNING)
    Amendment.objects.create(
        edition=edition, kind=AmendmentKind.CHANGED, on=dt.date(2026, 9, 1), reason="Mehr Zeit",
        subject_type="measures.measure", subject_id=course.pk, label="1.1 Kurs",
    )  # fmt: skip

    there = shown(edition, seit="01.06.2026")

    assert there["moved"]["rows"] == [["1.1 Kurs", "in Vorbereitung", "in Umsetzung"]]
    assert there["amendments"]["rows"] == [["01.09.2026", "1.1 Kurs: Plan geändert", "Mehr Zeit"]]
    assert "Maßnahmen nach Fortschritt, damals und heute" in [c["title"] for c in there["charts"]]


def test_a_measure_added_later_was_nothing_then(edition, course):
    Amendment.objects.create(
        edition=edition, kind=AmendmentKind.ADDED, on=dt.date(2026, 9, 1), reason="Neu",
        subject_type="measures.measure", subject_id=course.pk, label="1.1 Kurs",
    )  # fmt: skip

    assert entry(edition, seit="01.06.2026")["before"] is None
    assert entry(edition, seit="01.10.2026")["before"] is not None


def test_without_a_day_it_compares_with_the_last_report(edition, course, issued_of):
    issued_of(KIND, edition, edition.authority, data={"stichtag": "2026-06-30"})
    issued_of(KIND, edition, edition.authority, data={"stichtag": "2026-01-31"})
    issued_of(KIND, edition, edition.authority, data={"stichtag": "2026-08-31"}, draft=True)

    assert data(edition)["since"] == "2026-06-30"
    assert data(edition, stichtag="30.06.2026")["since"] == "2026-01-31"
    assert data(edition, seit="01.05.2026")["since"] == "2026-05-01"


def test_only_what_changed_a_part_with_its_whole(edition, field, course):
    told(course, "01.03.2026")
    part = MeasureFactory(edition=edition, parent=course, title="Probe")
    told(part, "01.10.2026")
    quiet = MeasureFactory(edition=edition, field=field, number="1.2", title="Treff")
    told(quiet, "01.03.2026")

    found = data(edition, seit="01.06.2026", auswahl="geaenderte")["measures"]

    assert {row["id"] for row in found} == {course.pk, part.pk}


# Parts of the concept


def test_only_some_fields_with_all_below_them(edition, field, course):
    below = FieldOfActionFactory(edition=edition, parent=field, number="1.a", title="Eltern")
    inside = MeasureFactory(edition=edition, field=below, title="Mentorinnen")
    part = MeasureFactory(edition=edition, parent=course, title="Probe")
    MeasureFactory(edition=edition, title="Anderswo")

    found = data(edition, felder=[str(field.pk)])

    assert {row["id"] for row in found["measures"]} == {course.pk, inside.pk, part.pk}
    assert found["only"]["fields"] == ["1 Sprache"]


def test_only_one_organisation(edition, field, course):
    school = course.roles.get().organisation
    MeasureFactory(edition=edition, field=field, title="Anderswo")

    found = data(edition, organisation=str(school.pk))

    assert [row["id"] for row in found["measures"]] == [course.pk]
    assert found["only"]["organisation"] == "Volkshochschule"


def test_an_empty_choice_says_so_and_prints_no_section(edition):
    said = papers.words(KIND, edition)

    assert "Zu dieser Auswahl gibt es keine Maßnahme." in said
    assert "In Zahlen" not in said


def test_empty_sections_are_not_printed(edition, course):
    told(course, "01.10.2026", text="Alles läuft.")

    assert papers.headings(KIND, edition) == [
        "Sachstandsbericht",
        "Inhalt",
        "In Zahlen",
        "Maßnahmen nach Handlungsfeld",
        "1 Sprache",
        "1.1 Kurs",
    ]


# Numbers


def test_money_is_planned_and_spent_by_year(edition, course):
    MeasureCost.objects.create(measure=course, year=2025, budget=100, spent=Decimal("90.50"))
    MeasureCost.objects.create(measure=course, year=2026, budget=200)
    told(course, "31.03.2026", spent=50)
    told(course, "30.09.2026", spent=120, reached=40)
    told(course, "01.10.2026", text="Ohne Zahlen.")

    there = shown(edition)

    money = next(c for c in there["charts"] if c["title"] == "Mittel nach Jahren")
    assert money["rows"] == [["2025", "100\xa0€", "90,50\xa0€"], ["2026", "200\xa0€", "120\xa0€"]]
    facts = {fact["label"]: fact["value"] for fact in there["facts"]}
    assert facts["Mittel"] == "2026: geplant 200\xa0€, verausgabt 120\xa0€ (60 Prozent)"
    assert facts["Erreichte Menschen"] == "40 in diesem Jahr"


def test_spending_in_a_year_without_costs_is_told(edition, course):
    told(course, "31.03.2026", spent=50)

    assert "2026: verausgabt 50 €" in papers.words(KIND, edition)


# Internal remarks


def test_internal_remarks_are_not_even_frozen_unless_asked_for(edition, course):
    told(course, "01.10.2026", internal_note="Streit im Verein.")

    assert "Streit" not in str(papers.frozen(KIND, edition))
    assert "Intern Streit im Verein." in papers.words(KIND, edition, anmerkungen="mit")


def test_a_report_with_internal_remarks_is_never_public(edition, course):
    assert papers.frozen(KIND, edition)["public"] is True
    inside = papers.frozen(KIND, edition, anmerkungen="mit")

    assert (inside["public"], inside["internal"]) == (False, True)
    assert "nur intern" in papers.html(KIND, edition, anmerkungen="mit")


# What can be chosen


def errors(edition, **raw) -> dict[str, list[str]]:
    form = recipes.get(KIND).options_for(edition, raw)
    form.is_valid()
    return {name: [str(e) for e in found] for name, found in form.errors.items()}


def test_a_stichtag_is_not_in_the_future(edition):
    assert errors(edition, stichtag="23.11.2026") == {
        "stichtag": ["Der Stichtag liegt in der Zukunft. Wählen Sie heute oder einen früheren Tag."]
    }
    assert errors(edition, stichtag="22.11.2026") == {}


def test_the_day_compared_with_lies_before_the_stichtag(edition):
    said = errors(edition, stichtag="22.11.2026", seit="22.11.2026")

    assert said == {"seit": ["Dieser Tag muss vor dem Stichtag liegen."]}


def test_only_changes_need_a_day_or_an_earlier_report(edition, issued_of):
    assert list(errors(edition, auswahl="geaenderte")) == ["seit"]
    assert errors(edition, auswahl="geaenderte", seit="01.01.2026") == {}

    issued_of(KIND, edition, edition.authority, data={"stichtag": "2026-06-30"})
    assert errors(edition, auswahl="geaenderte") == {}


def test_only_what_is_there_can_be_chosen(authority, neighbour, edition, course):
    BodyFactory(authority=authority, name="Sozialausschuss")
    BodyFactory(authority=neighbour, name="Fremd")
    offered = recipes.get(KIND).options_for(edition, {}).fields

    assert [label for _key, label in offered["gremium"].choices] == [
        "ohne Angabe",
        "Sozialausschuss",
    ]
    assert [label for _key, label in offered["organisation"].choices] == [
        "allen",
        "Volkshochschule",
    ]
    assert [label for _key, label in offered["felder"].choices] == ["1 Sprache"]


def test_where_nothing_is_to_choose_nothing_is_asked(edition):
    offered = set(recipes.get(KIND).options_for(edition, {}).fields)

    assert offered.isdisjoint({"gremium", "felder", "organisation"})


def test_options_are_kept_as_plain_text(edition, field):
    read = recipes.get(KIND).read_options

    assert read({"felder": [str(field.pk), "999"], "seit": "01.02.2026"}, edition) == {
        "stichtag": "2026-11-22",
        "seit": "2026-02-01",
        "umfang": "ausfuehrlich",
        "auswahl": "alle",
        "anmerkungen": "ohne",
    }
    assert read({"felder": str(field.pk)}, edition)["felder"] == [str(field.pk)]


def test_the_title_tells_the_stichtag(edition):
    title = papers.frozen(KIND, edition, stichtag="30.06.2026")["title"]

    assert title == "Sachstandsbericht: Konzept 2026, Stand 30.06.2026"


def test_for_which_body_it_is_stands_on_the_cover(authority, edition):
    body = BodyFactory(authority=authority, name="Sozialausschuss")

    assert "Für: Sozialausschuss" in papers.words(KIND, edition, gremium=str(body.pk))


# Cost and soundness


def test_the_number_of_queries_is_the_same_for_one_and_three_measures(authority):
    counts = []
    for number in (1, 3):
        edition = EditionFactory(concept__authority=authority, adopted=True)
        for _n in range(number):
            measure = full_measure(edition=edition, authority=authority)
            told(measure, "01.10.2026", traffic_light=TrafficLight.AT_RISK, spent=5)
        with CaptureQueriesContext(connection) as queries:
            papers.frozen(KIND, edition, seit="01.01.2026")
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.pdf
def test_it_is_sound(authority, edition, field, course):
    """With all it can show; others are drawn from the demo data."""
    for light in TrafficLight:
        measure = full_measure(edition=edition, authority=authority, field=field)
        told(
            measure, "01.10.2026", traffic_light=light, text="Es geht voran.\nLangsam.",
            decision_needed="Wer zahlt?", internal_note="Ärger.", spent=3, reached=4,
        )  # fmt: skip
    overdue(authority, public=True)

    paper = papers.paper(KIND, edition, anmerkungen="mit", seit="01.01.2026")

    assert reading.complaints(paper.pdf) == {}
    assert "Ärger." in reading.words(paper.pdf)
    assert "Ärger." not in papers.words(KIND, edition)
    assert "Ärger." not in papers.words(KIND, edition, umfang="kurz")


# The way to it


def asked(edition, **chosen) -> dict[str, object]:
    return {"art": KIND, "gegenstand": edition.pk, **chosen}


def test_a_wrong_day_is_said_and_nothing_is_issued(authority, officer, edition, enter):
    page = reverse("reports:issue", args=[authority.slug])
    page += f"?art={KIND}&gegenstand={edition.pk}"

    said = enter(officer).post(page, asked(edition, stichtag="31.02.2026"))

    assert said.status_code == 200
    assert list(said.context["form"].errors) == ["stichtag"]
    assert not Job.objects.exists()


def test_what_cannot_be_previewed_is_said_where_it_was_chosen(authority, officer, edition, enter):
    preview = reverse("reports:preview", args=[authority.slug])

    said = enter(officer).post(preview, asked(edition, seit="morgen"), follow=True)

    assert said.request["PATH_INFO"] == reverse("reports:issue", args=[authority.slug])
    assert list(said.context["form"].errors) == ["seit"]
    assert said.context["form"]["seit"].value() == "morgen"


def test_several_fields_reach_preview_and_job(authority, officer, edition, field, course, enter):
    other = FieldOfActionFactory(edition=edition, number="2", title="Arbeit")
    chosen = [str(field.pk), str(other.pk)]
    browser, page = enter(officer), reverse("reports:issue", args=[authority.slug])

    sent_on = browser.post(
        reverse("reports:preview", args=[authority.slug]), asked(edition, felder=chosen)
    )
    browser.post(f"{page}?art={KIND}&gegenstand={edition.pk}", asked(edition, felder=chosen))

    assert f"felder={chosen[0]}&felder={chosen[1]}" in sent_on.url
    assert Job.objects.get().options["felder"] == chosen


def test_a_shell_issues_it(authority, officer, edition, course, tmp_path):
    target = tmp_path / "bericht.pdf"

    call_command(
        "issue_document", KIND, authority=authority.slug, by=officer.email, of=edition.slug,
        output=str(target), option=["umfang=kurz", "stichtag=22.11.2026"], stdout=StringIO(),
    )  # fmt: skip

    assert IssuedDocument.objects.get().options["umfang"] == "kurz"
    assert IssuedDocument.objects.get().title == "Sachstandsbericht: Konzept 2026, Stand 22.11.2026"
    assert reading.complaints(target.read_bytes()) == {}


def test_a_shell_lists_what_it_can_be_made_of(authority, officer, edition):
    out = StringIO()

    call_command(
        "issue_document", KIND, "--list", authority=authority.slug, by=officer.email, stdout=out
    )

    assert out.getvalue() == f"{edition.pk}\t2026\tSachstandsbericht: Konzept 2026\n"


def test_an_ambiguous_subject_is_not_guessed(authority, officer, edition):
    twin = EditionFactory(concept=edition.concept, title="Zwilling", slug=str(edition.pk))

    found = recipes.get(KIND).find(authority, str(edition.pk), officer)

    assert {one.pk for one in found} == {edition.pk, twin.pk}
