"""Council papers, their stations, outcomes, resolutions and agenda items."""

import datetime as dt
from decimal import Decimal

import factory
from django.core.files.base import ContentFile

from council.actions.outcomes import record_outcome
from council.actions.papers import saved
from council.actions.states import change_state
from council.enums import ConsultationRole, ImplicationEffect, ImplicationKind, OutcomeKind
from council.models import (
    AgendaItem,
    Attachment,
    Consultation,
    CoSignature,
    CouncilPaper,
    FinanceLine,
    FollowUp,
    Implication,
    Outcome,
    PaperSection,
    RelatedPaper,
    Resolution,
    SignatureLine,
)
from integration_portal.core.fuzzy import FuzzyDate

from .accounts import LocalAuthorityFactory
from .stakeholders import BodyFactory, MeetingFactory, OrganisationFactory

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def pdf(name: str = "Anlage.pdf") -> ContentFile:
    """Enough of a PDF to be known as one."""
    return ContentFile(PDF, name=name)


class CouncilPaperFactory(factory.django.DjangoModelFactory):
    """A draft, not public; `authority=` says whose. `sent=True` sends it by the proper steps."""

    class Meta:
        model = CouncilPaper
        skip_postgeneration_save = True

    authority = factory.SubFactory(LocalAuthorityFactory)
    kind = "Beschlussvorlage"
    subject = factory.Sequence(lambda n: f"Fortschreibung {n}")
    date = dt.date(2026, 11, 2)

    @factory.post_generation
    def stations(self, create, bodies):
        """Bodies in their order; the last one decides, the others advise. All behind doors."""
        bodies = bodies or []
        for number, body in enumerate(bodies, start=1):
            last = number == len(bodies)
            role = ConsultationRole.DECISION if last else ConsultationRole.PRELIMINARY
            ConsultationFactory(paper=self, body=body, role=role)

    @factory.post_generation
    def sent(self, create, wanted):
        saved(self, by=None)
        if wanted:
            send(self)


def send(paper: CouncilPaper, by=None) -> CouncilPaper:
    """Through the house to the council."""
    change_state(paper=paper, to="approved", by=by)
    change_state(paper=paper, to="sent", by=by)
    return paper


class ConsultationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consultation

    paper = factory.SubFactory(CouncilPaperFactory)
    body = factory.SubFactory(BodyFactory, authority=factory.SelfAttribute("..paper.authority"))
    role = ConsultationRole.DECISION


class OutcomeFactory(factory.django.DjangoModelFactory):
    """Recorded by the action, so that a resolving kind has its Resolution."""

    class Meta:
        model = Outcome

    consultation = factory.SubFactory(ConsultationFactory)
    kind = OutcomeKind.RESOLVED
    on = FuzzyDate.on(dt.date(2026, 11, 16))

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return record_outcome(outcome=model_class(**kwargs), by=None)


class ResolutionFactory(factory.django.DjangoModelFactory):
    """One that stands alone; of the body's authority."""

    class Meta:
        model = Resolution

    body = factory.SubFactory(BodyFactory)
    authority = factory.SelfAttribute("body.authority")
    on = FuzzyDate.on(dt.date(2006, 5, 15))
    title = factory.Sequence(lambda n: f"Beschluss {n}")


class FollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FollowUp

    resolution = factory.SubFactory(ResolutionFactory)
    text = factory.Sequence(lambda n: f"Bericht {n} vorlegen")
    due_on = dt.date(2027, 6, 30)


class AgendaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    title = factory.Sequence(lambda n: f"Bericht {n}")


class AttachmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attachment

    paper = factory.SubFactory(CouncilPaperFactory)
    title = factory.Sequence(lambda n: f"Anlage {n}")
    file = factory.LazyFunction(pdf)


def full_paper(*, authority, number: int = 3, sent: bool = False, **fields) -> CouncilPaper:
    """A paper with so many distinct rows of every kind: what query counts are taken on."""
    paper = CouncilPaperFactory(authority=authority, **fields)
    for n in range(1, number + 1):
        organisation = OrganisationFactory(authority=authority)
        body = BodyFactory(authority=authority)
        meeting = MeetingFactory(body=body, date=dt.date(2027, 1, n))
        ConsultationFactory(
            paper=paper, body=body, meeting=meeting, role=ConsultationRole.PRELIMINARY, public=True
        )
        PaperSection.objects.create(paper=paper, title=f"Abschnitt {n}", body=f"<p>Text {n}</p>")
        FinanceLine.objects.create(paper=paper, year=2026 + n, expense=Decimal(1000 * n))
        Implication.objects.create(
            paper=paper,
            kind=ImplicationKind.values[n - 1],
            effect=ImplicationEffect.POSITIVE,
        )
        AttachmentFactory(paper=paper, title=f"Anlage {n}", confidential=False)
        earlier = CouncilPaperFactory(authority=authority, subject=f"Frühere Vorlage {n}")
        RelatedPaper.objects.create(paper=paper, other=earlier, body=body)
        CoSignature.objects.create(paper=paper, organisation=organisation)
        SignatureLine.objects.create(paper=paper, function=f"Leitung {n}")
        paper.further_departments.add(organisation)
    saved(paper, by=None)
    return send(paper) if sent else paper
