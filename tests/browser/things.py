"""What the pages can be about: one thing of each kind in a town of the demo, and Musterstadt."""

from types import SimpleNamespace

from django.contrib.auth.hashers import make_password
from django.db.models import Count

from concepts.models import Edition, Evaluation
from council.models import CouncilPaper, Resolution
from integration_portal.accounts.models import LocalAuthority, User
from measures.models import Measure
from rounds.models import ReportingRound
from stakeholders.models import Body, Meeting, Organisation, Representation
from tests.factories import accounts, rounds
from tests.walk.world import settle

PASSWORD = "portal-demo-2026"


def things_of_the_demo() -> SimpleNamespace:
    """By the names that the table of addresses uses, and what is long or full in `rich`."""
    town = LocalAuthority.objects.get(slug="filderstadt")
    things = settle(town, word="Probe")
    # An invitation is opened by its secret, which nobody knows of the others.
    accounts.InvitationFactory(
        token="Eigen-einladung", authority=town, email="neu@filderstadt.example"
    )
    rounds.AccessLinkFactory(recipient=things.recipient, token="zugang-waiblingen")
    # So that somebody who can log in is asked there.
    things.recipient.email = "verwaltung@portal.example"
    things.recipient.save()
    musterstadt = LocalAuthority.objects.get(slug="musterstadt")
    _councillor(musterstadt)
    # The tests hash passwords in a way that a real portal does not accept.
    User.objects.update(password=make_password(PASSWORD, hasher="argon2"))
    things.rich = _rich(musterstadt)
    return things


def _councillor(town: LocalAuthority) -> None:
    """A council reader who sits in the town council."""
    reader = accounts.UserFactory(email="gemeinderat@portal.example", reader_of=town)
    council = Body.objects.get(authority=town, name="Gemeinderat")
    Representation.objects.create(user=reader, body=council)


def _rich(town: LocalAuthority) -> SimpleNamespace:
    current = Edition.objects.get(concept__authority=town, slug="2024")
    longest = Evaluation.objects.annotate(n=Count("chapters")).order_by("-n").first()
    asked = ReportingRound.objects.filter(authority=town)
    under_way = asked.get(state="open")
    return SimpleNamespace(
        round_open=under_way,
        round_closed=asked.get(state="closed"),
        handed_in=under_way.requests.filter(state="submitted").first(),
        current=current,
        field=current.fields.first(),
        measure=Measure.objects.get(edition=current, number="1.1"),
        paper=CouncilPaper.objects.get(authority=town, number="17/2024"),
        draft=CouncilPaper.objects.get(authority=town, subject__startswith="Quartierstreff"),
        resolution=Resolution.objects.filter(authority=town).first(),
        meeting=Meeting.objects.filter(body__authority=town)
        .annotate(n=Count("agenda"))
        .order_by("-n", "pk")
        .first(),
        organisation=Organisation.objects.get(authority=town, name="Stabsstelle Integration"),
        evaluation=longest,
        evaluated=[longest.edition.concept.authority.slug, longest.edition.slug],
    )
