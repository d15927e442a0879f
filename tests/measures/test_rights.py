"""Who reads a measure, who changes its plan, who writes its progress."""

import pytest
from django.urls import reverse
from django.utils import timezone

from measures.enums import MeasureRoleKind
from measures.models import Measure
from tests.factories.concepts import EditionFactory
from tests.factories.measures import MeasureFactory
from tests.measures.browsing import url
from tests.personas import PERSONAS

pytestmark = pytest.mark.django_db
READERS = {"administrator", "officer", "contributor"}


@pytest.mark.parametrize("name", PERSONAS)
def test_who_reads_a_draft_measure(name, persona, enter, measure):
    status = enter(persona(name)).get(url("measure", measure)).status_code
    assert status == (302 if name == "visitor" else 200 if name in READERS else 404)


@pytest.mark.parametrize("name", PERSONAS)
def test_who_reads_an_adopted_measure(name, persona, enter, adopted_measure):
    status = enter(persona(name)).get(url("measure", adopted_measure)).status_code
    assert status == (302 if name == "visitor" else 200 if name in READERS | {"reader"} else 404)


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("page", ["edit", "delete"])
def test_only_officers_change_the_plan(name, page, persona, enter, measure):
    client = enter(persona(name))
    expected = {"visitor": 302, "officer": 200, "administrator": 403, "contributor": 403}
    assert client.get(url(page, measure)).status_code == expected.get(name, 404)
    before = Measure.objects.get(pk=measure.pk).title
    assert client.post(url(page, measure), {"title": "Anders"}).status_code != 500
    assert Measure.objects.get(pk=measure.pk).title == before


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("page", ["progress", "report_new"])
def test_officers_and_the_lead_write_progress(name, page, persona, enter, adopted_measure, lead):
    status = enter(persona(name)).get(url(page, adopted_measure)).status_code
    expected = {
        "visitor": 302, "officer": 200, "contributor": 200, "administrator": 403, "reader": 403
    }  # fmt: skip
    assert status == expected.get(name, 404)


def test_who_acts_for_a_partner_only_writes_no_progress(enter, contributor, adopted_measure, lead):
    adopted_measure.roles.update(kind=MeasureRoleKind.PARTNER)
    assert enter(contributor).get(url("progress", adopted_measure)).status_code == 403


def test_an_ended_representation_writes_no_progress(enter, contributor, adopted_measure, lead):
    contributor.representations.update(until=timezone.localdate().replace(year=2020))
    assert enter(contributor).get(url("progress", adopted_measure)).status_code == 403


def test_a_superseded_edition_takes_no_progress(enter, officer, superseded_measure):
    assert enter(officer).get(url("progress", superseded_measure)).status_code == 403
    assert enter(officer).get(url("edit", superseded_measure)).status_code == 403


def test_another_authoritys_measure_is_not_there(enter, officer, neighbour):
    foreign = MeasureFactory(edition=EditionFactory(concept__authority=neighbour, adopted=True))
    client = enter(officer)
    for page in ("measure", "edit", "progress", "delete", "history", "report_new"):
        address = reverse(f"measures:{page}", args=["waiblingen", foreign.pk])
        assert client.get(address).status_code == 404
        assert client.post(address).status_code in (404, 405, 409)
