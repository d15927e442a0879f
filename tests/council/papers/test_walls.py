"""Nothing of a neighbour, and of no other paper, gets into one by any field."""

import pytest
from django.urls import reverse

from council.models import (
    Consultation,
    PaperSection,
)
from tests.factories.accounts import UserFactory
from tests.factories.concepts import EditionFactory, FieldOfActionFactory, StrategicGoalFactory
from tests.factories.council import (
    CouncilPaperFactory,
)
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import BodyFactory, MeetingFactory, OrganisationFactory

from ..browsing import errors, row, save, url

pytestmark = pytest.mark.django_db


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
