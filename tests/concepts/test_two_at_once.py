"""Two people at the frame of a plan in force: the second sees both, and no error."""

import pytest
from django.urls import reverse

from tests.factories.council import ResolutionFactory
from tests.measures.browsing import form_data

pytestmark = pytest.mark.django_db


def test_the_second_sees_both_titles_of_a_plan_that_resolutions_may_amend(
    adopted, authority, officer, enter
):
    ResolutionFactory(authority=authority)
    client = enter(officer)
    address = reverse("concepts:edition_edit", args=[authority.slug, adopted.slug])
    theirs, mine = (client.get(address) for _ in range(2))
    reason = {"amendment_reason": "Auftrag"}
    client.post(address, form_data(theirs, title="Von der anderen Seite", **reason))

    answer = client.post(address, form_data(mine, title="Von mir", **reason))

    assert answer.status_code == 409
    assert ["Von mir" in answer.text, "Von der anderen Seite" in answer.text] == [True, True]
