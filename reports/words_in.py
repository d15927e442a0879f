"""Finding words in columns that hold no folded text of their own."""

from django.db.models import Q

from integration_portal.core.text import MOST_WORDS


def words_in(text: str, *fields: str) -> Q:
    """Every word of the text somewhere in one of the fields.

    SQLite folds no umlauts, so each way of writing a word is asked for.
    """
    found = Q()
    for word in list(dict.fromkeys(text.split()))[:MOST_WORDS]:
        anywhere = Q()
        for field in fields:
            for written in {word, word.lower(), word.upper(), word.capitalize()}:
                anywhere |= Q(**{f"{field}__icontains": written})
        found &= anywhere
    return found
