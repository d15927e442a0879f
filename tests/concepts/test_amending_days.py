"""The day of a change of a plan in force: neither before the plan counted nor still to come."""

import pytest

from concepts.forms import ChapterForm
from integration_portal.core.fuzzy import parse
from tests.factories import concepts as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "errors"),
    [
        ("13.12.2020", ["Dieser Tag liegt vor dem Beschluss; die Fassung gilt seit: 14.12.2020."]),
        ("14.12.2020", None),
    ],
)
def test_before_it_counted_there_was_nothing_to_amend(day, errors, adopted, officer):
    make.EditionTransitionFactory(edition=adopted, status="adopted", on=parse("14.12.2020"))
    chapter = make.ChapterFactory(edition=adopted)
    values = {"title": "Neu", "body": chapter.body, "amendment_reason": "x", "amendment_on": day}

    form = ChapterForm(values, instance=chapter, authority=adopted.authority, user=officer)

    assert form.errors.get("amendment_on") == errors
