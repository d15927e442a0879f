"""The form of a paper: all its rows, and what it refuses."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from council.actions.states import change_state
from council.models import (
    CouncilPaper,
)
from stakeholders.models import Meeting
from tests.factories.concepts import EditionFactory, FieldOfActionFactory
from tests.factories.council import (
    CouncilPaperFactory,
    OutcomeFactory,
    full_paper,
    pdf,
)
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory
from tests.reports.papers import words

from ..browsing import errors, form_data, queries, row, save, url

pytestmark = pytest.mark.django_db


def test_a_form_costs_the_same_for_one_and_three_rows(office, authority):
    papers = [full_paper(authority=authority, number=number) for number in (1, 3)]
    addresses = [url("paper_edit", paper.pk) for paper in papers]
    queries(office, addresses[0])  # warms what is kept between pages

    few, many = (queries(office, address) for address in addresses)

    assert few == many <= 35


def test_a_paper_is_made_with_all_its_rows(office, officer, authority, committee, council):
    organisation = OrganisationFactory(authority=authority)
    page = office.get(url("paper_new"))
    data = form_data(page, kind="Tischvorlage", subject="Fortschreibung", signed_on="20.11.2026")
    data |= {
        "consultations-TOTAL_FORMS": "2",
        **row("consultations", 0, body=committee.pk, role="preliminary", date="Ende 2026", ORDER=2),
        **row("consultations", 1, body=council.pk, role="decision", public="on", ORDER=1,
              **{"meeting-neu-date": "14.12.2026", "meeting-neu-place": "Rathaus"}),
        "sections-TOTAL_FORMS": "3",
        **row("sections", 0, level=1, title="Rückblick", body="<p>Alt</p>"),
        **row("sections", 1, level=2, title="Fazit", body=""),
        **row("sections", 2, level=1, title="Ausblick", label="X", body=""),
        "number_sections": "on",
        **row("finance_lines", 0, year=2027, label="Miete", expense="15.000"),
        **row("implications", 0, kind="climate", effect="none"),
        "attachments-TOTAL_FORMS": "1",
        **row("attachments", 0, title="Bericht", announced_until="6.12.2026", confidential="on"),
        "related-TOTAL_FORMS": "1",
        **row("related", 0, reference="BSV 3/2017", on="5.4.2017"),
        **row("cosignatures", 0, organisation=organisation.pk),
        **row("signatures", 0, function="Dezernat"),
    }  # fmt: skip

    answer = office.post(url("paper_new"), data)

    assert answer.status_code == 302, errors(answer)
    paper = CouncilPaper.objects.get()
    assert (paper.kind, paper.place, paper.confidential) == ("Tischvorlage", "Waiblingen", True)
    assert paper.author_function == "Integrationsbeauftragte"
    assert [(s.body, str(s.when)) for s in paper.consultations.all()] == [
        (council, "14.12.2026"),
        (committee, "Ende 2026"),
    ]
    assert Meeting.objects.get().place == "Rathaus"
    assert [(s.label, s.title) for s in paper.sections.all()] == [
        ("A.", "Rückblick"), ("1.", "Fazit"), ("X", "Ausblick"),
    ]  # fmt: skip
    assert paper.finance_lines.get().expense == Decimal(15000)
    assert [getattr(paper, name).count() for name in (
        "implications", "attachments", "related", "cosignatures", "signatures",
    )] == [1, 1, 1, 1, 1]  # fmt: skip
    assert "rueckblick" in paper.search_text


def test_a_paper_about_an_edition_a_field_or_a_measure_begins_with_it(office, authority):
    edition = EditionFactory(concept__authority=authority, title="Konzept", slug="2026")
    field = FieldOfActionFactory(edition=edition, title="Sprache")
    measure = MeasureFactory(edition=edition, title="Sprachcafé")

    def begun(query):
        form = office.get(f"{url('paper_new')}?{query}").context["form"]
        return form["subject"].value(), form["fields"].value(), form["measures"].value()

    assert begun("fassung=2026") == ("Konzept", [], [])
    assert begun(f"feld={field.pk}") == (str(field), [field.pk], [])
    assert begun(f"massnahme={measure.pk}") == (str(measure), [], [measure.pk])


def test_parts_of_another_edition_say_which(office, authority):
    """Editions often have the same fields; a box alone does not tell them apart."""
    now, then = (
        EditionFactory(concept__authority=authority, title=title) for title in ("2024", "2030")
    )
    for edition in (now, then):
        FieldOfActionFactory(edition=edition, title="Sprache")
        MeasureFactory(edition=edition, title="Café")

    form = office.get(f"{url('paper_new')}?fassung={now.slug}").context["form"]

    def labels(name):
        return {label.lstrip("0123456789. ") for _value, label in form.fields[name].choices}

    assert labels("fields") == {"Sprache", "Sprache (2030)"}
    assert labels("measures") == {"Café", "Café (2030)"}


@pytest.mark.parametrize(("who", "offered"), [("officer", True), ("reader", False)])
@pytest.mark.parametrize("made", [FieldOfActionFactory, MeasureFactory])
def test_a_paper_begins_at_what_it_is_about(persona, enter, authority, who, offered, made):
    edition = EditionFactory(concept__authority=authority, adopted=True)
    thing = made(edition=edition)
    asked = "feld" if made is FieldOfActionFactory else "massnahme"

    page = enter(persona(who)).get(thing.get_absolute_url()).content.decode()

    assert (f"{url('paper_new')}?{asked}={thing.pk}" in page) == offered


def test_a_started_form_keeps_everything_when_something_is_wrong(office, council):
    page = office.get(url("paper_new"))
    changes = {"subject": "", "summary": "<p>Langer Text</p>"} | row(
        "consultations", body=council.pk, role="decision", date="irgendwann"
    )

    answer = office.post(url("paper_new"), form_data(page, **changes))

    assert answer.status_code == 200
    assert set(errors(answer)) == {"subject", "consultations-0-date"}
    assert "Langer Text" in answer.content.decode()
    assert not CouncilPaper.objects.exists()


def test_a_station_with_a_result_stays_as_it_is(office, authority, committee, council):
    """A paper that came back as a draft still has the results of its first round."""
    paper = CouncilPaperFactory(authority=authority, stations=[council], sent=True)
    station = paper.consultations.get()
    OutcomeFactory(consultation=station, kind="postponed")
    change_state(paper=paper, to="withdrawn", by=None, note="Grund")
    change_state(paper=paper, to="draft", by=None)
    address = url("paper_edit", paper.pk)

    changed = save(office, address, **row("consultations", body=committee.pk, role="hearing"))
    deleted = save(office, address, **row("consultations", DELETE="on"))

    assert changed.status_code == 302
    assert paper.consultations.get().body == council
    assert "hat schon ein Ergebnis und bleibt deshalb" in deleted.content.decode()


def test_an_amount_says_how_much(office, paper):
    answer = save(office, url("paper_edit", paper.pk), **row("finance_lines", year=2027, label="x"))

    assert errors(answer) == {
        "finance_lines-0-expense": ["Nennen Sie einen Aufwand oder einen Ertrag."]
    }


def test_phone_and_follow_up_costs_are_entered_read_and_printed(office, paper):
    entered = {
        "author_function": "Fachbereichsleitung",
        "phone": "07151 5001-2",
        "follow_up_costs": "2.000 € im Jahr",
    }

    save(office, url("paper_edit", paper.pk), **entered)

    paper.refresh_from_db()
    assert {name: getattr(paper, name) for name in entered} == entered
    page = " ".join(office.get(url("paper", paper.pk)).text.split())
    assert "Fachbereichsleitung<small >07151 5001-2</small>" in page
    assert "<dt>Folgekosten</dt><dd> 2.000 € im Jahr </dd>" in page
    printed = words("sitzungsvorlage", paper)
    assert "Erstellt von Fachbereichsleitung, 07151 5001-2" in printed
    assert "Folgekosten 2.000 € im Jahr" in printed


def test_a_number_is_not_given_twice(office, paper, authority):
    CouncilPaperFactory(authority=authority, number="1/2026")

    for name in ("paper_edit", "paper_number"):
        answer = save(office, url(name, paper.pk), number=" 1/2026 ")
        assert "Eine Vorlage mit dieser Nummer gibt es schon." in answer.content.decode()


def test_the_council_offices_number_is_entered_late(office, authority):
    paper = CouncilPaperFactory(authority=authority, date=dt.date(2026, 3, 1), sent=True)
    page = office.get(url("paper_number", paper.pk))
    assert page.context["form"]["number"].value() == "1/2026"

    answer = office.post(url("paper_number", paper.pk), form_data(page, number="BSV 3/2017"))

    assert answer.status_code == 302
    paper.refresh_from_db()
    assert (paper.number, paper.version) == ("BSV 3/2017", 1)
    assert "folgt nicht dem Muster" in office.get(url("paper", paper.pk)).content.decode()


def test_an_upload_counts_by_its_content(office, paper):
    page = office.get(url("paper_edit", paper.pk))
    fake = SimpleUploadedFile("bild.pdf", b"<html><script>alert(1)</script></html>")
    real = SimpleUploadedFile("../../Bericht.exe", pdf().read())
    common = {"attachments-TOTAL_FORMS": "1"}

    refused = office.post(
        url("paper_edit", paper.pk),
        form_data(page, **common, **row("attachments", title="Bericht", file=fake)),
    )
    taken = office.post(
        url("paper_edit", paper.pk),
        form_data(page, **common, **row("attachments", title="Bericht", file=real)),
    )

    assert "attachments-0-file" in errors(refused)
    assert taken.status_code == 302
    attachment = paper.attachments.get()
    assert attachment.file.download_name == "Bericht.pdf"
    assert (
        "Gespeichert ist: Bericht.pdf" in office.get(url("paper_edit", paper.pk)).content.decode()
    )
