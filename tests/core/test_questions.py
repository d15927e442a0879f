"""Questions whose query is put together once."""

import pytest
from django.db.models import Exists, OuterRef

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.questions import Blank, Question
from stakeholders.models import Organisation
from tests.factories.accounts import LocalAuthorityFactory
from tests.factories.stakeholders import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns():
    towns = [LocalAuthorityFactory(), LocalAuthorityFactory()]
    for town in towns:
        for name in "BA":
            OrganisationFactory(authority=town, name=f"{name} in {town.pk}")
    return towns


def test_a_question_is_put_together_once_and_answered_for_each_number(towns, monkeypatch):
    here, there = (town.pk for town in towns)
    rows = Organisation.objects.filter(authority=Blank(0)).order_by("name")
    question = Question(rows.values_list("authority", "name"))

    monkeypatch.setattr(type(rows.query), "sql_with_params", None)  # from now on nothing is

    assert question.ask(here) == [(here, f"A in {here}"), (here, f"B in {here}")]
    assert question.ask(there) == [(there, f"A in {there}"), (there, f"B in {there}")]


def test_a_number_may_stand_in_a_list_and_deep_in_a_question(towns):
    here, there = (town.pk for town in towns)
    first, second = Organisation.objects.filter(name__startswith="A").order_by("pk")
    of_town = LocalAuthority.objects.filter(pk=Blank(2), organisations=OuterRef("pk"))
    rows = Organisation.objects.filter(pk__in=[Blank(0), Blank(1)]).annotate(found=Exists(of_town))
    question = Question(rows.order_by("pk").values_list("pk", "found"))

    assert question.ask(first.pk, second.pk, there) == [(first.pk, False), (second.pk, True)]
    assert question.ask(first.pk, first.pk, here) == [(first.pk, True)]
