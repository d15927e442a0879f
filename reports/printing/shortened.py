"""What the short Sachstandsbericht leaves to the full one, to stay at two to four pages."""

from collections.abc import Sequence

from django.utils.translation import ngettext

from integration_portal.core import text as core_text

TOLD = 5  # of one kind that are told in full
NAMED = 5  # of the others that are named
LONGEST = 100  # characters of what somebody wrote


def named(names: Sequence[str], most: int = NAMED) -> list[str]:
    """The first ones, then how many there are besides and where they stand."""
    shown, left = list(names[:most]), len(names) - most
    if left > 0:
        said = ngettext(
            "%(count)s weitere Angabe im ausführlichen Bericht",
            "%(count)s weitere Angaben im ausführlichen Bericht",
            left,
        )
        shown.append(said % {"count": left})
    return shown


def cut(text: str) -> str:
    return core_text.cut(text, LONGEST)
