"""The pages of papers: what they show, what their forms take and refuse, what they cost."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from council.actions.states import change_state
from council.models import (
    Consultation,
    CouncilPaper,
    FinanceLine,
    PaperSection,
    RelatedPaper,
)
from integration_portal.core import fuzzy
from integration_portal.documents.models import IssuedDocument
from measures.models import MeasureCost
from stakeholders.models import Meeting
from tests.factories.accounts import UserFactory
from tests.factories.concepts import EditionFactory, FieldOfActionFactory, StrategicGoalFactory
from tests.factories.council import (
    AttachmentFactory,
    ConsultationFactory,
    CouncilPaperFactory,
    OutcomeFactory,
    full_paper,
    pdf,
    send,
)
from tests.factories.documents import IssuedDocumentFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import BodyFactory, MeetingFactory, OrganisationFactory
from tests.reports.papers import words

from .browsing import errors, form_data, row, save

pytestmark = pytest.mark.django_db


def url(name, *parts):
    return reverse(f"council:{name}", args=["waiblingen", *parts])


@pytest.fixture
def office(officer, enter):
    """The officer's browser."""
    return enter(officer)


@pytest.fixture
def paper(authority):
    return CouncilPaperFactory(authority=authority, subject="Fortschreibung")


# The list


def queries(browser, address) -> int:
    with CaptureQueriesContext(connection) as taken:
        assert browser.get(address).status_code == 200
    return len(taken)


@pytest.mark.parametrize("who", ["officer", "reader"])
def test_the_list_costs_the_same_for_one_and_three_papers(who, persona, enter, authority):
    browser = enter(persona(who))
    full_paper(authority=authority, confidential=False, sent=True)
    one = queries(browser, url("papers"))

    for _n in range(2):
        full_paper(authority=authority, confidential=False, sent=True)

    assert queries(browser, url("papers")) == one
    assert one <= 12


@pytest.mark.parametrize("who", ["officer", "reader"])
def test_a_page_costs_the_same_for_one_and_three_rows(who, persona, enter, authority):
    browser = enter(persona(who))
    one = full_paper(authority=authority, number=1, confidential=False, sent=True)
    three = full_paper(authority=authority, number=3, confidential=False, sent=True)

    taken = [queries(browser, url("paper", paper.pk)) for paper in (one, three)]

    assert taken[0] == taken[1]
    assert taken[0] <= 30


def test_a_form_costs_the_same_for_one_and_three_rows(office, authority):
    papers = [full_paper(authority=authority, number=number) for number in (1, 3)]
    addresses = [url("paper_edit", paper.pk) for paper in papers]
    queries(office, addresses[0])  # warms what is kept between pages

    few, many = (queries(office, address) for address in addresses)

    assert few == many <= 35


def test_the_list_stands_in_groups_by_the_next_sitting(office, authority, council):
    for subject, date in (("Später", "2099"), ("Bald", "2098"), ("Vorbei", "2001")):
        made = CouncilPaperFactory(authority=authority, subject=subject)
        ConsultationFactory(paper=made, body=council, date=fuzzy.parse(date))

    papers = office.get(url("papers")).context["papers"]

    assert [(p.group_label, p.subject) for p in papers] == [
        ("Nächste Sitzungen", "Bald"),
        ("Nächste Sitzungen", "Später"),
        ("Sitzung vorbei, Ergebnis fehlt", "Vorbei"),
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("text=förder", {"Sprachförderung"}),
        ("stand=sent", {"Wohnen"}),
        ("gremium={committee}", {"Wohnen"}),
        ("fassung={edition}", {"Sprachförderung"}),
        ("stand=unsinn", {"Sprachförderung", "Wohnen"}),
    ],
)
def test_the_list_is_filtered_by_its_address(office, authority, committee, asked, found):
    edition = EditionFactory(concept__authority=authority)
    CouncilPaperFactory(authority=authority, subject="Sprachförderung", edition=edition)
    CouncilPaperFactory(authority=authority, subject="Wohnen", stations=[committee], sent=True)
    query = asked.format(committee=committee.pk, edition=edition.pk)

    papers = office.get(f"{url('papers')}?{query}").context["papers"]

    assert {p.subject for p in papers} == found


def test_readers_are_not_offered_states_they_never_see(reader, enter):
    form = enter(reader).get(url("papers")).context["filter"].form

    assert [value for value, _label in form.fields["stand"].choices] == [
        "", "sent", "done", "withdrawn",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "query", "said"),
    [
        ("officer", "", "Was ein Gremium beraten oder beschließen soll, beginnt hier."),
        ("reader", "", "Hier stehen Vorlagen, sobald sie versandt sind."),
        ("officer", "?text=nichts", "Keine Vorlage passt zu diesen Filtern"),
    ],
)
def test_an_empty_list_says_why(who, query, said, persona, enter):
    page = enter(persona(who)).get(url("papers") + query).content.decode()

    assert said in page


# A paper's page


def test_a_page_shows_what_is_proposed_and_what_came_out(reader, enter, authority, council):
    paper = full_paper(
        authority=authority,
        number=1,
        confidential=False,
        subject="Fortschreibung",
        proposed_resolution="<p>Dem Ablauf wird zugestimmt.</p>",
        sent=True,
    )
    FinanceLine.objects.create(paper=paper, year=2028, recurring=True, income=Decimal(15000))
    station = ConsultationFactory(paper=paper, body=council, public=True, date=fuzzy.parse("2017"))
    OutcomeFactory(consultation=station, votes_text="einstimmig", wording="So beschlossen.")

    page = enter(reader).get(url("paper", paper.pk)).content.decode()

    for text in (
        "Beratungsfolge", "Beschlussvorschlag", "Dem Ablauf wird zugestimmt.", "Begründung",
        "Abschnitt 1", "1.000\xa0€", "15.000\xa0€", "laufend zusammen", "Anlage 1", "Gemeinderat",
        "beschlossen", "einstimmig", "So beschlossen.", "Leitung 1", "Mitzeichnung",
    ):  # fmt: skip
        assert text in page
    assert "Ergebnis eintragen" not in page


def test_an_empty_part_is_not_shown_and_an_answered_none_is(office, paper):
    before = office.get(url("paper", paper.pk)).content.decode()
    CouncilPaper.objects.update(finance_answer="none")
    after = office.get(url("paper", paper.pk)).content.decode()

    for heading in ("Finanzielle Auswirkungen", "Anlagen", "Begründung", "Unterschrift"):
        assert f"<h2>{heading}</h2>" not in before
    assert "<h2>Finanzielle Auswirkungen</h2>" in after
    assert "<p>keine</p>" in after


def test_the_headings_are_the_authoritys_own(office, authority, paper, council):
    authority.words = {"proposed_resolution": "Beschlussantrag", "consultations": "Gremienlauf"}
    authority.save()
    CouncilPaper.objects.update(proposed_resolution="<p>Ja</p>")

    page = office.get(url("paper", paper.pk)).content.decode()

    assert "<h2>Beschlussantrag</h2>" in page
    assert "<h2>Gremienlauf</h2>" in page


def test_a_reader_learns_of_confidential_attachments_only_that_they_are(reader, enter, authority):
    paper = CouncilPaperFactory(authority=authority, confidential=False, sent=True)
    AttachmentFactory(paper=paper, title="Namensliste")

    page = enter(reader).get(url("paper", paper.pk)).content.decode()

    assert "Namensliste" not in page
    assert "Dazu gehört eine nichtöffentliche Anlage." in page


def test_a_reader_does_not_learn_the_subject_of_a_paper_they_may_not_read(
    reader, officer, enter, authority
):
    paper = CouncilPaperFactory(authority=authority, confidential=False, sent=True)
    secret = CouncilPaperFactory(authority=authority, subject="Geheimplan")
    RelatedPaper.objects.create(paper=paper, other=secret)
    RelatedPaper.objects.create(paper=paper, other=secret, reference="BSV 3/2017")

    page = enter(reader).get(url("paper", paper.pk)).content.decode()

    assert "Geheimplan" not in page
    assert "BSV 3/2017" in page
    assert "Geheimplan" in enter(officer).get(url("paper", paper.pk)).content.decode()


def test_a_reader_does_not_read_remarks_steps_and_results_behind_doors(
    reader, enter, authority, committee
):
    paper = full_paper(authority=authority, number=1, confidential=False, sent=True)
    paper.cosignatures.update(remark="Zahlen stimmen nicht")
    station = ConsultationFactory(paper=paper, body=committee, public=False)
    OutcomeFactory(consultation=station, wording="Wortlaut hinter Türen")

    page = enter(reader).get(url("paper", paper.pk)).content.decode()

    for text in ("Zahlen stimmen nicht", "Weg durch das Haus", "Wortlaut hinter Türen", "Verlauf"):
        assert text not in page
    assert "Das Ergebnis ist nichtöffentlich." in page


def test_a_withdrawn_paper_says_so_and_stays_readable(reader, enter, authority):
    paper = CouncilPaperFactory(authority=authority, confidential=False, sent=True)
    change_state(paper=paper, to="withdrawn", by=None, note="Grund")

    page = enter(reader).get(url("paper", paper.pk)).content.decode()

    assert "Diese Vorlage ist zurückgezogen." in page


def test_officers_are_warned_on_page_and_form(office, paper, council):
    ConsultationFactory(paper=paper, body=council, date=fuzzy.parse("2001"))
    said = "Gemeinderat: Der Termin 2001 liegt in der Vergangenheit, ein Ergebnis fehlt."

    assert said in office.get(url("paper", paper.pk)).content.decode()
    assert said in office.get(url("paper_edit", paper.pk)).content.decode()
    assert said in office.get(url("paper_state", paper.pk)).content.decode()


def test_when_all_is_treated_the_paper_may_be_closed(office, authority, council):
    paper = CouncilPaperFactory(authority=authority, stations=[council], sent=True)
    OutcomeFactory(consultation=paper.consultations.get())

    page = office.get(url("paper", paper.pk)).content.decode()

    assert "Alle Stationen haben ein Ergebnis." in page


# Creating


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


# Editing


def test_nothing_of_a_neighbour_gets_in_by_any_field(office, paper, authority, neighbour):
    """Each foreign id is refused at its field, and nothing is saved."""
    edition = EditionFactory(concept__authority=neighbour)
    stranger = OrganisationFactory(authority=neighbour)
    body = BodyFactory(authority=neighbour)
    foreign = CouncilPaperFactory(authority=neighbour, confidential=False, sent=True)
    own = EditionFactory(concept__authority=authority)
    FieldOfActionFactory(edition=own)
    MeasureFactory(edition=own)
    StrategicGoalFactory(authority=authority)
    changes = {
        "department": stranger.pk,
        "further_departments": [stranger.pk],
        "edition": edition.pk,
        "fields": [FieldOfActionFactory(edition=edition).pk],
        "measures": [MeasureFactory(edition=edition).pk],
        "strategic_goals": [StrategicGoalFactory(authority=neighbour).pk],
        **row("consultations", body=body.pk, meeting=MeetingFactory(body=body).pk, role="decision"),
        "related-TOTAL_FORMS": "1",
        **row("related", other=foreign.pk, body=body.pk),
        **row("cosignatures", organisation=stranger.pk),
        "attachments-TOTAL_FORMS": "1",
        **row("attachments", title="x", document=999, announced_until="1.1.2027"),
    }
    OrganisationFactory(authority=authority, internal=True)

    answer = save(office, url("paper_edit", paper.pk), **changes)

    assert set(errors(answer)) == {
        "department", "further_departments", "edition", "fields", "measures", "strategic_goals",
        "consultations-0-body", "consultations-0-meeting", "related-0-other", "related-0-body",
        "cosignatures-0-organisation", "attachments-0-document",
    }  # fmt: skip
    assert not Consultation.objects.exists()


def test_rows_of_another_paper_are_not_changed_through_this_one(office, paper, authority):
    other = CouncilPaperFactory(authority=authority)
    section = PaperSection.objects.create(paper=other, title="Fremd")
    changes = {
        "sections-TOTAL_FORMS": "1",
        "sections-INITIAL_FORMS": "1",
        **row("sections", id=section.pk, level=1, title="Übernommen", body=""),
    }

    save(office, url("paper_edit", paper.pk), **changes)

    section.refresh_from_db()
    assert (section.title, section.paper) == ("Fremd", other)


def test_a_sitting_of_another_body_does_not_fit(office, paper, committee, council):
    meeting = MeetingFactory(body=council)
    changes = row("consultations", body=committee.pk, meeting=meeting.pk, role="preliminary")

    answer = save(office, url("paper_edit", paper.pk), **changes)

    assert errors(answer)["consultations-0-meeting"] == [
        "Diese Sitzung gehört zu einem anderen Gremium."
    ]


def test_a_members_body_may_be_named_but_not_be_given_a_sitting(district, member, enter):
    browser = enter(UserFactory(officer_of=district))
    paper = CouncilPaperFactory(authority=district)
    body = BodyFactory(authority=member, name="Magistrat")
    address = reverse("council:paper_edit", args=["kreis-offenbach", paper.pk])
    station = row("consultations", body=body.pk, role="hearing", date="2027")

    refused = save(browser, address, **station, **{"consultations-0-meeting-neu-date": "1.2.2027"})
    assert set(errors(refused)) == {"consultations-0-meeting"}
    assert "Magistrat (Dreieich)" in refused.content.decode()

    assert save(browser, address, **station).status_code == 302
    assert paper.consultations.get().body == body


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


def test_dangerous_text_reaches_no_page(office, paper):
    evil = '<script>alert(1)</script><p onclick="x()">Text</p><img src="http://evil.example/x.png">'

    save(
        office, url("paper_edit", paper.pk), subject="<script>x</script>", proposed_resolution=evil
    )

    page = office.get(url("paper", paper.pk)).content.decode()
    for bad in ("<script>x", "alert(1)", "onclick=", "evil.example"):
        assert bad not in page


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


# State, version, money


def test_a_step_is_taken_on_its_page(office, paper):
    answer = save(office, url("paper_state", paper.pk), to="cosigning", note="Bitte")

    assert answer.status_code == 302
    paper.refresh_from_db()
    assert paper.state == "cosigning"
    assert (
        office.get(url("paper_state", paper.pk) + "?auf=approved").context["form"]["to"].value()
        == "approved"
    )


def test_withdrawing_what_was_sent_wants_a_reason(office, authority):
    paper = CouncilPaperFactory(authority=authority, sent=True)

    answer = save(office, url("paper_state", paper.pk), to="withdrawn")

    assert errors(answer) == {
        "note": ["Die Gremien haben die Vorlage schon. Nennen Sie den Grund."]
    }


def test_a_new_version_is_made_and_the_old_one_read(office, reader, enter, authority):
    paper = full_paper(
        authority=authority, number=1, confidential=False, subject="Alter Betreff", sent=True
    )
    address = url("paper_revise", paper.pk)

    answer = save(office, address, subject="Neuer Betreff", revision_reason="Zahlen berichtigt")

    assert answer.status_code == 302, errors(answer)
    browser = enter(reader)
    old = browser.get(url("paper_version", paper.pk, 1)).content.decode()
    now = browser.get(url("paper", paper.pk)).content.decode()
    assert "Alter Betreff" in old
    assert "Abschnitt 1" in old
    assert "Das ist eine frühere Fassung." in old
    assert "Neuer Betreff" in now
    assert "Zahlen berichtigt" in now
    assert "Das ist die geltende Fassung." in (
        browser.get(url("paper_version", paper.pk, 2)).content.decode()
    )


def test_an_old_version_leads_to_the_documents_of_the_portal_that_it_carried(
    office, reader, enter, authority
):
    concept = IssuedDocumentFactory(authority=authority, kind="konzept", title="Konzept 2024")
    paper = CouncilPaperFactory(authority=authority, confidential=False)
    AttachmentFactory(
        paper=paper, title="Das Konzept", file="", document=concept, confidential=False
    )
    send(paper)
    (row,) = paper.attachments.all()
    address = url("version_attachment", paper.pk, 1, row.pk)
    page = url("paper_version", paper.pk, 1)

    there = enter(reader).get(page).content.decode()
    file = enter(reader).get(address)
    IssuedDocument.objects.update(withdrawn_at=timezone.now(), withdrawn_reason="Zahlen falsch.")

    assert f'href="{address}"' in there
    assert file.headers["Content-Type"] == "application/pdf"
    withdrawn = enter(reader).get(page).content.decode()
    assert (address in withdrawn, "Das Konzept" in withdrawn) == (False, True)
    assert enter(reader).get(address).status_code == 404


def test_a_new_version_without_a_change_or_a_reason_is_none(office, authority):
    paper = CouncilPaperFactory(authority=authority, sent=True)
    address = url("paper_revise", paper.pk)

    unchanged = save(office, address, revision_reason="Weil")
    without = save(office, address, subject="Neu", revision_reason="")

    assert "An der Vorlage hat sich nichts geändert." in unchanged.content.decode()
    assert set(errors(without)) == {"revision_reason"}
    assert paper.versions.count() == 1


def test_amounts_are_shown_before_they_are_taken(office, authority, paper):
    empty = office.get(url("paper_finances", paper.pk)).content.decode()
    measure = MeasureFactory(edition=EditionFactory(concept__authority=authority))
    paper.measures.add(measure)
    costless = office.get(url("paper_finances", paper.pk)).content.decode()
    MeasureCost.objects.create(measure=measure, year=2027, budget=Decimal(5000))
    shown = office.get(url("paper_finances", paper.pk)).content.decode()

    answer = save(office, url("paper_finances", paper.pk))

    assert "Noch keine Maßnahme gewählt" in empty
    assert "Nichts zu übernehmen" in costless
    assert "5.000\xa0€" in shown
    assert answer.status_code == 302
    assert paper.finance_lines.get().expense == Decimal(5000)


def test_an_announced_file_is_handed_in(office, authority, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    paper = CouncilPaperFactory(authority=authority, sent=True)
    announced = paper.attachments.create(title="Bericht", announced_until=dt.date(2027, 1, 1))
    address = url("attachment_supply", paper.pk, announced.pk)

    refused = save(office, address, file=SimpleUploadedFile("x.pdf", b"nichts"))
    taken = save(office, address, file=SimpleUploadedFile("x.pdf", pdf().read()))

    assert set(errors(refused)) == {"file"}
    assert taken.status_code == 302
    announced.refresh_from_db()
    assert announced.is_there
    assert office.get(address).status_code == 404


def test_a_draft_is_deleted(office, authority, paper):
    page = office.get(url("paper_delete", paper.pk))
    token = str(page.context["page_token"])
    name, value = token.split('name="')[1].split('"')[0], token.split('value="')[1].split('"')[0]

    answer = office.post(url("paper_delete", paper.pk), {name: value})

    assert answer.status_code == 302
    assert not CouncilPaper.objects.filter(pk=paper.pk).exists()
