"""Who reads what of the council."""

from tests.personas import PERSONAS

LOGGED_IN = [name for name in PERSONAS if name != "visitor"]
INSIDE = {"administrator", "officer", "contributor", "reader"}


def sees(user, thing) -> bool:
    return type(thing).objects.visible_to(user).filter(pk=thing.pk).exists()
