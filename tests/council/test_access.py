"""Who may open which page and send which form; foreign ids answer as if they did not exist."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from council.models import (
    AgendaItem,
    CouncilPaper,
    EditionResolution,
    FollowUp,
    Outcome,
    PaperStep,
    PaperVersion,
    Resolution,
)
from council.urls import urlpatterns
from integration_portal.documents.models import IssuedDocument
from tests.factories.accounts import UserFactory
from tests.factories.concepts import EditionFactory
from tests.factories.council import (
    AgendaItemFactory,
    AttachmentFactory,
    ConsultationFactory,
    CouncilPaperFactory,
    FollowUpFactory,
    OutcomeFactory,
    ResolutionFactory,
    pdf,
    send,
)
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import BodyFactory, MeetingFactory
from tests.personas import PERSONAS

from .readers import INSIDE

pytestmark = pytest.mark.django_db


# What the address ends with: names of things in the world below.
READ = {
    "papers": [],
    "paper": ["sent"],
    "paper_version": ["sent", 1],
    "attachment": ["sent", "attachment"],
    "version_attachment": ["sent", 1, "attachment"],
    "excerpt": ["sent", "outcome"],
    "resolutions": [],
    "resolution": ["resolution"],
    "meetings": [],
    "meeting": ["meeting"],
}
# Officers alone; the others see that it is there and not for them.
KEPT = {
    "paper_new": [],
    "paper_revise": ["sent"],
    "paper_history": ["sent"],
    "paper_state": ["sent"],
    "paper_number": ["sent"],
    "attachment_supply": ["sent", "announced"],
    "station_new": ["sent"],
    "station_edit": ["sent", "open_station"],
    "outcome_new": ["sent", "open_station"],
    "outcome_edit": ["sent", "outcome"],
    "adopt": ["sent"],
    "resolution_new": [],
    "edition_resolution": ["edition"],
    "resolution_edit": ["resolution"],
    "resolution_delete": ["standing"],
    "follow_up_new": ["resolution"],
    "follow_up_edit": ["resolution", "follow_up"],
    "item_new": ["meeting"],
    "item_edit": ["meeting", "item"],
    "item_delete": ["meeting", "item"],
}
# Officers alone; the others do not find what is not sent.
DRAFTED = {
    "paper_edit": ["draft"],
    "paper_delete": ["draft"],
    "paper_finances": ["draft"],
}
# They only take what is sent to them.
POSTED = {
    "follow_up_done": ["resolution", "follow_up"],
    "item_move": ["meeting", "item"],
}
# They take nothing that is sent to them.
SHOWN_ONLY = {*READ, "paper_history"}
ALL = READ | KEPT | DRAFTED | POSTED


def world_of(authority) -> dict:
    """One of everything: a draft, and a sent public paper with what the council made of it."""
    edition = EditionFactory(concept__authority=authority, slug="2026", status="deliberation")
    body = BodyFactory(authority=authority, public=True)
    meeting = MeetingFactory(body=body, date=dt.date(2026, 10, 14))
    sent = CouncilPaperFactory(authority=authority, confidential=False, edition=edition)
    attachment = AttachmentFactory(paper=sent, confidential=False)
    announced = sent.attachments.create(title="Später", announced_until=dt.date(2027, 1, 1))
    open_station = ConsultationFactory(paper=sent, body=body, role="information", public=True)
    station = ConsultationFactory(paper=sent, body=body, meeting=meeting, public=True)
    send(sent)
    outcome = OutcomeFactory(consultation=station)
    outcome.excerpt.save("Auszug.pdf", pdf())
    Resolution.objects.filter(outcome=outcome).update(public=True)
    draft = CouncilPaperFactory(authority=authority, confidential=False)
    draft.measures.add(MeasureFactory(edition=edition))
    resolution = Resolution.objects.get(outcome=outcome)
    return {
        "edition": edition,
        "meeting": meeting,
        "sent": sent,
        "draft": draft,
        "attachment": attachment,
        "announced": announced,
        "open_station": open_station,
        "outcome": outcome,
        "resolution": resolution,
        "standing": ResolutionFactory(body=body, public=True),
        "follow_up": FollowUpFactory(resolution=resolution),
        "item": AgendaItemFactory(meeting=meeting),
    }


def url(name: str, world: dict, slug: str = "waiblingen") -> str:
    def end(part):
        if isinstance(part, int):
            return part
        return world[part].slug if part == "edition" else world[part].pk

    return reverse(f"council:{name}", args=[slug, *map(end, ALL[name])])


@pytest.fixture
def world(authority, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return world_of(authority)


def test_every_address_is_classified():
    assert {pattern.name for pattern in urlpatterns} == set(ALL)


def expected(name: str, who: str, *, officer: int) -> int:
    if who == "visitor":
        return 302
    if who not in INSIDE:
        return 404
    if who == "officer":
        return officer
    if name in READ:
        return 200
    return 404 if name in DRAFTED else 403


@pytest.mark.parametrize("who", PERSONAS)
def test_every_page_opens_for_those_it_is_for(who, persona, enter, world):
    browser = enter(persona(who))
    pages = READ | KEPT | DRAFTED

    found = {name: browser.get(url(name, world)).status_code for name in pages}

    assert found == {name: expected(name, who, officer=200) for name in pages}


TABLES = (
    CouncilPaper, PaperStep, PaperVersion, Outcome, Resolution, EditionResolution, FollowUp,
    AgendaItem,
)  # fmt: skip


def everything() -> list:
    return [list(model.objects.order_by("pk").values()) for model in TABLES]


@pytest.mark.parametrize("who", [name for name in PERSONAS if name != "officer"])
def test_nobody_but_officers_writes_anything(who, persona, enter, world):
    browser = enter(persona(who))
    before = everything()
    forms = [name for name in KEPT | DRAFTED | POSTED if name not in SHOWN_ONLY]

    found = {
        name: browser.post(url(name, world), {"richtung": "ab", "to": "done"}).status_code
        for name in forms
    }

    assert found == {name: expected(name, who, officer=200) for name in forms}
    assert everything() == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_things_of_a_neighbour_are_not_there(method, officer, enter, world, neighbour):
    """With the own address before the foreign id, and with the neighbour's address."""
    foreign = world_of(neighbour)
    foreign["edition"].slug = "fremd"
    foreign["edition"].save()
    browser, data = enter(officer), {"richtung": "ab"} if method == "post" else {}
    named = [n for n, parts in ALL.items() if parts and (method == "post" or n not in POSTED)]

    own_address = {n: getattr(browser, method)(url(n, foreign), data).status_code for n in named}
    foreign_address = {
        n: getattr(browser, method)(url(n, foreign, "friesenheim"), data).status_code for n in named
    }

    no_post = SHOWN_ONLY if method == "post" else set()
    assert own_address == {n: 405 if n in no_post else 404 for n in named}
    assert set(foreign_address.values()) == {404}


@pytest.mark.parametrize(
    "address",
    ["vorlagen/{draft}/anlage/{attachment}/", "vorlagen/{draft}/auszug/{outcome}/",
     "vorlagen/{draft}/station/{open_station}/", "vorlagen/{draft}/ergebnis/{outcome}/",
     "vorlagen/{draft}/station/{open_station}/ergebnis/",
     "beschluesse/{standing}/auftrag/{follow_up}/", "vorlagen/{sent}/fassung/9/",
     "vorlagen/{sent}/fassung/9/anlage/{attachment}/", "vorlagen/{sent}/fassung/1/anlage/99999/",
     "vorlagen/{sent}/anlage/{announced}/", "vorlagen/neu/?feld=x", "vorlagen/neu/?massnahme=999",
     "vorlagen/neu/?fassung=gibt-es-nicht", "vorlagen/{sent}/station/neu/?nach=x",
     "vorlagen/{sent}/station/neu/?nach=99999", "sitzungen/{meeting}/punkt/neu/?station=99999",
     "vorlagen/{draft}/uebernahme/"],
)  # fmt: skip
def test_ids_that_do_not_belong_together_are_not_there(address, officer, enter, world):
    ids = {name: thing.pk for name, thing in world.items()}

    answer = enter(officer).get(f"/waiblingen/{address.format(**ids)}")

    assert answer.status_code == 404


def test_a_confidential_file_is_not_reached_by_guessing(reader, enter, world, committee, seat):
    closed = AttachmentFactory(paper=world["sent"])
    world |= {"attachment": closed}
    address = url("attachment", world)

    assert enter(reader).get(address).status_code == 404
    ConsultationFactory(paper=world["sent"], body=committee)
    answer = enter(seat(reader, committee)).get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_made_confidential_later_is_not_reached_through_an_old_version(reader, enter, world):
    attachment = world["attachment"]
    attachment.confidential = True
    attachment.save()

    assert enter(reader).get(url("version_attachment", world)).status_code == 404


def test_a_version_that_was_confidential_is_read_with_a_seat_only(
    authority, reader, enter, council, seat
):
    paper = CouncilPaperFactory(authority=authority, stations=[council], sent=True)
    CouncilPaper.objects.filter(pk=paper.pk).update(confidential=False)
    address = reverse("council:paper_version", args=["waiblingen", paper.pk, 1])

    assert enter(reader).get(address).status_code == 404
    assert enter(seat(reader, council)).get(address).status_code == 200


def test_minutes_behind_doors_are_not_reached_by_guessing(reader, enter, world):
    station = world["outcome"].consultation
    station.public = False
    station.save()

    assert enter(reader).get(url("excerpt", world)).status_code == 404


def test_a_file_that_is_gone_is_a_missing_page(officer, enter, world):
    attachment = world["attachment"]
    attachment.file.storage.delete(attachment.file.name)

    assert enter(officer).get(url("attachment", world)).status_code == 404


def test_a_member_reads_the_districts_paper_in_its_own_house(district, member, enter, seat):
    body = BodyFactory(authority=member)
    paper = CouncilPaperFactory(authority=district, stations=[body], sent=True)
    browser = enter(seat(UserFactory(reader_of=member), body))

    at_home = browser.get(reverse("council:paper", args=["dreieich", paper.pk]))
    there = browser.get(reverse("council:paper", args=["kreis-offenbach", paper.pk]))
    listed = browser.get(reverse("council:papers", args=["dreieich"]))

    assert (at_home.status_code, there.status_code) == (200, 404)
    assert list(listed.context["papers"]) == [paper]


def test_a_members_officer_does_not_write_the_districts_paper(
    district, member, member_officer, enter
):
    body = BodyFactory(authority=member)
    paper = CouncilPaperFactory(authority=district, confidential=False, stations=[body], sent=True)
    browser = enter(member_officer)

    for name in ("paper_revise", "paper_state", "paper_number", "station_new"):
        address = reverse(f"council:{name}", args=["dreieich", paper.pk])
        assert browser.get(address).status_code == 404


@pytest.fixture
def issued(authority, world):
    """A document of the portal that is attached to the sent paper, and never public by itself."""
    document = IssuedDocument(
        authority=authority,
        kind="massnahmenblatt",
        title="Maßnahmenblatt",
        subject_type="measures.measure",
        subject_id=1,
        sha256="0" * 64,
        size=10,
        pages=1,
        stichtag=dt.date(2026, 11, 1),
        issued_at=timezone.now(),
    )
    document.file.save("blatt.pdf", pdf())
    return document


def test_an_attached_document_travels_with_the_paper(reader, enter, world, issued):
    attached = AttachmentFactory(paper=world["sent"], file="", document=issued, confidential=False)
    address = url("attachment", world | {"attachment": attached})

    answer = enter(reader).get(address)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    page = enter(reader).get(url("paper", world)).content.decode()
    assert address in page


def test_an_attached_document_that_was_withdrawn_is_not_handed_out(reader, enter, world, issued):
    attached = AttachmentFactory(paper=world["sent"], file="", document=issued, confidential=False)
    IssuedDocument.objects.update(withdrawn_at=timezone.now(), withdrawn_reason="Fehler")
    address = url("attachment", world | {"attachment": attached})

    assert enter(reader).get(address).status_code == 404
    assert address not in enter(reader).get(url("paper", world)).content.decode()


def test_an_attached_document_whose_file_is_gone_is_a_missing_page(reader, enter, world, issued):
    attached = AttachmentFactory(paper=world["sent"], file="", document=issued, confidential=False)
    issued.file.storage.delete(issued.file.name)

    answer = enter(reader).get(url("attachment", world | {"attachment": attached}))

    assert answer.status_code == 404
