"""One thing of every kind in an authority: what the addresses of the portal can be about."""

import datetime as dt
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.utils import timezone

from concepts.enums import EditionStatus, FundingState
from council.actions.papers import saved
from council.enums import ConsultationRole
from council.models import Attachment
from exchange.actions.steps import begin
from exchange.actions.upload import upload
from exchange.enums import ImportState
from integration_portal.accounts.enums import EventKind
from integration_portal.accounts.models import AccountEvent, LocalAuthority
from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.core.tokens import hash_token
from integration_portal.documents.actions import issue
from integration_portal.documents.enums import JobState
from integration_portal.documents.models import IssuedDocument, Job
from integration_portal.documents.recipes import recipes
from integration_portal.history.actions import record
from integration_portal.mail.enums import OutboxState
from integration_portal.mail.models import OutboxMail
from measures.enums import MeasureStatus, ReportState
from measures.models import (
    BulkChange,
    BulkChangeRow,
    MeasureFunding,
    MeasureLink,
    ReportAttachment,
    SavedView,
    StatusReport,
    WarningOverrule,
)
from reports.models import CalendarFeed
from rounds.enums import RequestState, RoundState
from rounds.models import RequestFile
from tests.factories import accounts, concepts, council, measures, rounds, stakeholders
from tests.factories.documents import IssuedDocumentFactory

ROWS_OF_AN_EDITION = (
    concepts.AddresseeFactory,
    concepts.SourceFactory,
    concepts.RelatedPlanFactory,
    concepts.EditionRoleFactory,
    concepts.EditionCostFactory,
    concepts.EditionFinancingFactory,
    concepts.EditionFundingFactory,
    concepts.InnovationBudgetFactory,
)
YEAR_AGO = dt.date(2025, 11, 22)


def settle(authority: LocalAuthority, *, word: str, contributor=None, reader=None):
    """Fill an authority. `word` stands in the name of everything in it and nowhere else.

    The concept is in deliberation: officers still write and council readers may read. The
    contributor acts for the organisation that leads the measure, the reader sits in the body.
    """
    own = {"authority": authority}
    w = SimpleNamespace(authority=authority, word=word)
    # stakeholders
    w.organisation = stakeholders.OrganisationFactory(name=f"{word}verein", **own)
    w.person = stakeholders.PersonFactory(
        organisation=w.organisation, function=f"{word}leitung", name=f"{word}name"
    )
    w.body = stakeholders.BodyFactory(name=f"{word}ausschuss", **own)
    w.membership = stakeholders.MembershipFactory(body=w.body, person=w.person)
    w.contact_point = stakeholders.ContactPointFactory(name=f"{word}stelle", **own)
    w.term = stakeholders.LegislativeTermFactory(name=f"{word}periode", **own)
    w.meeting = stakeholders.MeetingFactory(body=w.body, date=dt.date(2027, 2, 1))
    w.account = accounts.UserFactory(
        email=f"konto@{word.lower()}.example", name=f"{word}konto", reader_of=authority
    )
    w.calendar_feed = CalendarFeed.objects.create(
        user=w.account, token_hash=hash_token(f"{word}-kalender")
    )
    w.representation = stakeholders.RepresentationFactory(
        user=contributor or w.account, organisation=w.organisation, since=YEAR_AGO
    )
    w.seat = stakeholders.RepresentationFactory(
        user=reader or w.account, organisation=None, body=w.body, since=YEAR_AGO
    )
    w.role = w.account.roles.get()
    w.invitation = accounts.InvitationFactory(
        token=f"{word}-einladung", email=f"neu@{word.lower()}.example", **own
    )
    w.account_event = AccountEvent.objects.create(
        kind=EventKind.INVITED, invitation=w.invitation, **own
    )
    # concepts
    w.concept = concepts.ConceptFactory(title=f"{word}konzept", **own)
    w.edition = concepts.EditionFactory(
        concept=w.concept,
        title=f"{word}fassung",
        slug=f"{word}-fassung".lower(),
        status=EditionStatus.DELIBERATION,
    )
    w.adopted = concepts.EditionFactory(
        concept=w.concept, title=f"{word}beschluss", slug=f"{word}-alt".lower(), adopted=True
    )
    record(w.adopted, by=None, at=w.adopted.adopted_at)
    in_edition = {"edition": w.edition}
    w.strategic_goal = concepts.StrategicGoalFactory(code=f"{word}1", **own)
    w.chapter = concepts.ChapterFactory(title=f"{word}kapitel", **in_edition)
    w.field = concepts.FieldOfActionFactory(title=f"{word}feld", **in_edition)
    concepts.NeedForActionFactory(field=w.field)
    w.goal = concepts.GoalFactory(field=w.field, text=f"{word}ziel")
    w.theme = concepts.CrossCuttingThemeFactory(title=f"{word}thema", **in_edition)
    w.event = concepts.ParticipationEventFactory(title=f"{word}werkstatt", **in_edition)
    for row in ROWS_OF_AN_EDITION:
        row(edition=w.edition)
    w.evaluation = concepts.EvaluationFactory(title=f"{word}evaluation", **in_edition)
    w.evaluation_chapter = concepts.EvaluationChapterFactory(
        evaluation=w.evaluation, title=f"{word}ergebnis"
    )
    # measures
    w.measure = measures.full_measure(
        number=1,
        title=f"{word}projekt",
        field=w.field,
        led_by=w.organisation,
        authority=authority,
        **in_edition,
    )
    MeasureLink.objects.create(measure=w.measure, label="Seite", url="https://portal.example/")
    MeasureFunding.objects.create(
        measure=w.measure, programme=f"{word}programm", state=FundingState.GRANTED
    )
    w.report = w.measure.reports.first()
    w.report_attachment = ReportAttachment.objects.create(
        report=w.report, title=f"{word}bild", file=ContentFile(council.PDF, f"{word}bild.pdf")
    )
    w.overrule = WarningOverrule.objects.create(
        measure=w.measure, kind="milestone", reason=f"{word}grund", until=dt.date(2099, 12, 31)
    )
    w.milestone = w.measure.milestones.get()
    w.saved_view = SavedView.objects.create(
        authority=authority, owner=w.account, name=f"{word}ansicht", shared=True
    )
    w.bulk_change = BulkChange.objects.create(edition=w.edition, label=f"{word}änderung")
    BulkChangeRow.objects.create(
        change=w.bulk_change,
        measure=w.measure,
        before={"commitment": "idea"},
        after={"commitment": ""},
    )
    w.extra_field = measures.ExtraFieldFactory(
        concept=w.concept, name=f"{word}merkmal", public=False, in_list=True
    )
    w.measure.extra = {w.extra_field.key: f"{word}wert"}
    w.measure.save()
    _take_over(w)
    _sit(w)
    _issue(w)
    _ask(w)
    w.mail = OutboxMail.objects.create(
        to=f"amt@{word.lower()}.example",
        subject=f"{word}brief",
        text=f"{word}text",
        cause=f"{word}anlass",
        state=OutboxState.UNSURE,
        claimed_at=timezone.now(),
        **own,
    )
    for thing in (w.organisation, w.body, w.edition, w.field, w.measure, w.strategic_goal):
        record(thing, by=None)
    return w


def _take_over(w: SimpleNamespace) -> None:
    """A list that was checked, with something to decide, and one that was taken over."""
    head = "Nr.;Maßnahme;Federführung;Umsetzungsstand;Bemerkung"
    for number, state in enumerate((ImportState.CHECKED, ImportState.APPLIED), start=1):
        row = f"L-{number};{w.word}listenprojekt {number};{w.word}amt;{w.word}stand;{w.word}wort"
        file = SimpleUploadedFile(f"{w.word}liste.csv", f"{head}\r\n{row}".encode())
        imported = upload(edition=w.edition, file=file, by=w.account)
        begin(imported, ImportState.CHECKING, by=w.account)
        if state == ImportState.APPLIED:
            begin(imported, ImportState.APPLYING, by=w.account)
        imported.refresh_from_db()
        setattr(w, f"list_{state.value}", imported)


def _sit(w: SimpleNamespace) -> None:
    """A paper in the making, one that was sent and resolved, and what followed from it."""
    own = {"authority": w.authority}
    w.paper = council.full_paper(number=1, subject=f"{w.word}entwurf", **own)
    w.draft_attachment = w.paper.attachments.get()
    w.sent = council.CouncilPaperFactory(
        subject=f"{w.word}vorlage", confidential=False, edition=w.edition, **own
    )
    at = {"paper": w.sent, "body": w.body, "public": True}
    w.station = council.ConsultationFactory(
        role=ConsultationRole.PRELIMINARY, meeting=w.meeting, **at
    )
    w.last_station = council.ConsultationFactory(**at)
    w.announced = Attachment.objects.create(
        paper=w.sent, title=f"{w.word}nachtrag", announced_until=dt.date(2027, 1, 1)
    )
    w.attachment = council.AttachmentFactory(
        paper=w.sent, title=f"{w.word}anlage", confidential=False
    )
    saved(w.sent, by=None)
    council.send(w.sent)
    w.version = w.sent.versions.get()
    w.outcome = council.OutcomeFactory(
        consultation=w.last_station, excerpt=council.pdf(), wording=f"{w.word}wortlaut"
    )
    w.resolution = council.ResolutionFactory(body=w.body, title=f"{w.word}beschluss", public=True)
    w.follow_up = council.FollowUpFactory(resolution=w.resolution, text=f"{w.word}auftrag")
    w.item = council.AgendaItemFactory(meeting=w.meeting, title=f"{w.word}punkt")


def _ask(w: SimpleNamespace) -> None:
    """A round in the making, one under way and a closed one, each with a request."""
    own = {"edition": w.edition}
    w.planned_round = rounds.ReportingRoundFactory(title=f"{w.word}plan", **own)
    w.round = rounds.ReportingRoundFactory(title=f"{w.word}abfrage", open=True, **own)
    w.recipient = rounds.RoundRecipientFactory(
        round=w.round, name=w.organisation.name, email=f"stelle@{w.word.lower()}.example"
    )
    rounds.AccessLinkFactory(recipient=w.recipient, token=f"zugang-{w.authority.slug}")
    w.asked = rounds.StatusRequestFactory(
        recipient=w.recipient, measure=w.measure, organisation=w.organisation
    )
    w.submitted = rounds.StatusRequestFactory(
        recipient__round=rounds.ReportingRoundFactory(title=f"{w.word}frage", open=True, **own),
        measure=w.measure,
        state=RequestState.SUBMITTED,
        submitted_at=timezone.now(),
        report=StatusReport.objects.create(
            measure=w.measure,
            on=FuzzyDate.on(YEAR_AGO),
            status=MeasureStatus.RUNNING,
            state=ReportState.SUBMITTED,
        ),
    )
    w.request_file = RequestFile.objects.create(
        request=w.submitted, file=ContentFile(council.PDF, f"{w.word}foto.pdf")
    )
    closed = rounds.ReportingRoundFactory(
        title=f"{w.word}altabfrage",
        open=True,
        state=RoundState.CLOSED,
        closed_at=timezone.now(),
        **own,
    )
    w.unsubmitted = rounds.StatusRequestFactory(
        recipient__round=closed,
        measure=w.measure,
        state=RequestState.DRAFTED,
        draft={"status": "running", "text": f"{w.word}text"},
    )


def _issue(w: SimpleNamespace) -> None:
    """A public document, and a job that failed."""
    own = {"authority": w.authority}
    subject = {"subject_type": "council.councilpaper", "subject_id": w.sent.pk}
    w.document = IssuedDocument(
        kind="sitzungsvorlage",
        title=f"{w.word}dokument",
        sha256="0" * 64,
        size=len(council.PDF),
        pages=1,
        data={},
        stichtag=YEAR_AGO,
        draft=False,
        public=True,
        issued_at=timezone.now(),
        **subject,
        **own,
    )
    w.document.file.save(f"{w.word}.pdf", ContentFile(council.PDF), save=False)
    w.document.save()
    w.progress_report = _progress_report(w)
    w.job = Job.objects.create(
        kind="sitzungsvorlage",
        subject_label=f"{w.word}auftrag",
        state=JobState.FAILED,
        error="abgebrochen",
        **subject,
        **own,
    )


def _progress_report(w: SimpleNamespace) -> IssuedDocument:
    """Issued with all that a paper made of it needs."""
    kept = issue._frozen(recipes.get("sachstandsbericht"), w.edition, {})
    return IssuedDocumentFactory(
        authority=w.authority,
        kind="sachstandsbericht",
        title=f"{w.word}sachstandsbericht",
        subject_type="concepts.edition",
        subject_id=w.edition.pk,
        data=kept["data"],
        public=True,
    )


def foreign_by_model(world: SimpleNamespace) -> dict[type[Model], Model]:
    """The thing of each kind in it: what somebody elsewhere must not be able to choose."""
    things = [thing for thing in vars(world).values() if isinstance(thing, Model)]
    found = {type(thing): thing for thing in reversed(things)}
    for thing in things:
        for relation in thing._meta.related_objects:
            if relation.one_to_many and relation.get_accessor_name():
                row = getattr(thing, relation.get_accessor_name()).first()
                if row is not None:
                    found.setdefault(type(row), row)
    return found
