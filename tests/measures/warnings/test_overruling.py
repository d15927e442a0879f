"""Who knows better sets a warning aside, with reason and day."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from integration_portal.history.models import Revision
from measures.enums import WarningKind
from measures.models import Measure, WarningOverrule
from measures.models.conditions import conditions, counted
from measures.warnings import warnings_of
from tests.measures.browsing import save, token_of, url
from tests.personas import PERSONAS

from .conftest import TODAY

pytestmark = pytest.mark.django_db


def overruled(measure, until, kind=WarningKind.MILESTONE, by=None):
    return WarningOverrule.objects.create(
        measure=measure, kind=kind, reason="Der Ausschuss hat verschoben.", until=until, by=by
    )


def test_an_overruled_warning_stands_last_does_not_count_and_comes_back(late):
    overrule = overruled(late, until=TODAY)
    found = warnings_of(late, TODAY)
    assert [(w.kind, w.overrule) for w in found] == [
        (WarningKind.END, None),
        (WarningKind.MILESTONE, overrule),
    ]
    milestone = conditions(TODAY)[WarningKind.MILESTONE]
    assert Measure.objects.filter(milestone).count() == 1
    assert not Measure.objects.filter(counted(TODAY)[WarningKind.MILESTONE]).exists()
    tomorrow = TODAY + dt.timedelta(days=1)
    assert Measure.objects.filter(counted(tomorrow)[WarningKind.MILESTONE]).count() == 1
    assert [w.overrule for w in warnings_of(late, tomorrow)] == [None, None]


def test_a_warning_is_not_overruled_into_the_past(late):
    overrule = WarningOverrule(
        measure=late, kind=WarningKind.END, reason="Zu spät", until=dt.date(2020, 1, 1)
    )
    with pytest.raises(ValidationError):
        overrule.full_clean()


@pytest.mark.parametrize("name", PERSONAS)
def test_only_officers_overrule(name, persona, enter, late, lead):
    client = enter(persona(name))
    expected = {"visitor": 302, "officer": 200}
    inside = {"administrator": 403, "contributor": 403, "reader": 403}
    wanted = (expected | inside).get(name, 404)
    assert client.get(url("overrule", late, "milestone")).status_code == wanted
    overrule = overruled(late, until=timezone.localdate())
    assert client.get(url("overrule_end", late, overrule.pk)).status_code == wanted


def test_an_officer_overrules_with_reason_and_day_and_takes_it_back(enter, officer, reader, late):
    client, address = enter(officer), url("overrule", late, "milestone")
    assert "„Schritt 1“ war bis September 2026" in client.get(address).content.decode()
    assert save(client, address, reason="", until="31.12.2099").status_code == 200
    assert save(client, address, reason="Verschoben.", until="1.1.2020").status_code == 200
    assert save(client, address, reason="Verschoben.", until="31.12.2099").status_code == 302
    overrule = late.overrules.get()
    assert (overrule.by, str(overrule)) == (
        officer, "Zwischenziel überfällig, ausgesetzt bis 31.12.2099",
    )  # fmt: skip
    page = enter(reader).get(url("measure", late)).content.decode()
    assert "ausgesetzt bis 31.12.2099" in page
    assert "Verschoben." in page
    assert str(officer) in page
    asked = client.get(url("overrule_end", late, overrule.pk))
    answer = client.post(url("overrule_end", late, overrule.pk), token_of(asked))
    assert answer.status_code == 302
    assert not late.overrules.exists()
    told = Revision.objects.filter(subject_type="measures.warningoverrule").order_by("pk")
    assert [revision.action for revision in told] == ["created", "deleted"]


def test_a_kind_that_there_is_not(enter, officer, late):
    assert enter(officer).get(url("overrule", late, "wetter")).status_code == 404


def test_a_warning_that_was_mended_meanwhile(enter, officer, quiet):
    page = enter(officer).get(url("overrule", quiet, "milestone")).content.decode()
    assert "trifft heute nicht mehr zu" in page
