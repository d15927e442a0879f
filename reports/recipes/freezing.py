"""What a paper shows, as plain JSON."""

from collections.abc import Iterable

from django.db.models import Model

from integration_portal.accounts.models import LocalAuthority
from integration_portal.accounts.words import WORDS
from integration_portal.history.registry import state


def frozen(things: Iterable[Model]) -> list[dict]:
    """Id and state of each thing."""
    return [{"id": thing.pk, "state": state(thing)} for thing in things]


def letterhead(authority: LocalAuthority) -> dict[str, object]:
    """Name, lines and logo as they stand today; `logo` is the name of the stored file."""
    lines = authority.letterhead_lines
    return {
        "name": authority.name,
        # Many begin their letterhead with the name that stands above it anyway.
        "lines": lines[1:] if lines[:1] == [authority.name] else lines,
        "logo": authority.logo.name if authority.logo else "",
        "logo_alt": authority.logo_description,
    }


def words(authority: LocalAuthority) -> dict[str, str]:
    """What the authority calls things. Lists of choices are none of a paper's business."""
    known = {key: word.default for key, word in WORDS.items()} | authority.words
    return {key: str(word) for key, word in known.items() if word and not isinstance(word, list)}
