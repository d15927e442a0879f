"""Texts that a spreadsheet would take for formulas are written as texts, and read back alike."""

import re

_LIVE = re.compile(r"'*[=+\-@\t\r]")
_MARKED = re.compile(r"'+[=+\-@\t\r]")


def defused(text: str) -> str:
    """With an apostrophe before what would begin a formula; `undefused` takes it away again."""
    return f"'{text}" if _LIVE.match(text) else text


def undefused(text: str) -> str:
    """What `defused` made of it, back."""
    return text[1:] if _MARKED.match(text) else text
