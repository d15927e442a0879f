"""The page of a paper: what it shows to whom, what it costs."""

from decimal import Decimal

import pytest

from council.actions.states import change_state
from council.models import (
    CouncilPaper,
    FinanceLine,
    RelatedPaper,
)
from integration_portal.core import fuzzy
from tests.factories.council import (
    AttachmentFactory,
    ConsultationFactory,
    CouncilPaperFactory,
    OutcomeFactory,
    full_paper,
)

from ..browsing import queries, save, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["officer", "reader"])
def test_a_page_costs_the_same_for_one_and_three_rows(who, persona, enter, authority):
    browser = enter(persona(who))
    one = full_paper(authority=authority, number=1, confidential=False, sent=True)
    three = full_paper(authority=authority, number=3, confidential=False, sent=True)

    taken = [queries(browser, url("paper", paper.pk)) for paper in (one, three)]

    assert taken[0] == taken[1]
    assert taken[0] <= 30


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


def test_dangerous_text_reaches_no_page(office, paper):
    evil = '<script>alert(1)</script><p onclick="x()">Text</p><img src="http://evil.example/x.png">'

    save(
        office, url("paper_edit", paper.pk), subject="<script>x</script>", proposed_resolution=evil
    )

    page = office.get(url("paper", paper.pk)).content.decode()
    for bad in ("<script>x", "alert(1)", "onclick=", "evil.example"):
        assert bad not in page
