"""Saved views go over with everything else."""

from integration_portal.accounts.handover import Handover, holdings
from measures.actions.handover import pass_views
from measures.models import SavedView
from tests.factories.accounts import UserFactory


def test_saved_views_keep_apart_from_those_of_the_same_name(authority, administrator):
    leaver, successor = (UserFactory(officer_of=authority) for _ in range(2))
    for owner, name in ((leaver, "Offen"), (leaver, "Teuer"), (successor, "Offen")):
        SavedView.objects.create(authority=authority, owner=owner, name=name)
    (holding,) = holdings(leaver, authority)
    assert (holding.part.key, holding.things) == ("ansichten", ["Offen", "Teuer"])

    pass_views(Handover(authority, leaver, successor, administrator, "Wechsel"))

    names = [view.name for view in SavedView.objects.filter(owner=successor)]
    assert sorted(names) == ["Offen", "Offen (2)", "Teuer"]
