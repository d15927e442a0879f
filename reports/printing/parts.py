"""Small things several papers print."""

from collections.abc import Mapping, Sequence

from integration_portal.accounts import words as own_words

LOGO = "logo"  # under this name templates show the authority's logo


def letterhead(data: Mapping) -> dict[str, object]:
    """The frozen letterhead as the templates want it."""
    kept = data["letterhead"]
    return {**kept, "logo": LOGO if kept["logo"] else ""}


def joined(*parts: object, by: str = ", ") -> str:
    """What is there of the parts, in one line."""
    return by.join(str(part) for part in parts if part)


def table(columns: Sequence[dict], rows: Sequence[Sequence[str]], **more) -> dict | None:
    """For `pdf/components/table.html`: without the columns nobody filled; None without rows."""
    if not rows:
        return None
    used = [index for index in range(len(columns)) if any(row[index] for row in rows)]
    return {
        "columns": [columns[index] for index in used],
        "rows": [[row[index] for index in used] for row in rows],
        **more,
    }


def plural(words: Mapping[str, str], key: str) -> str:
    """The authority's own word; in the plural where it is the usual one."""
    return own_words.plural(key, words[key])
