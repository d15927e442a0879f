"""What the log may say: what happened, not to whom."""

import logging
import re

_SECRETS = [
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*"), "<E-Mail>"),
    (re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b"), "<IP>"),
    # links that let their bearer in: invitations, password resets, signed values, kept input
    (re.compile(r"/(?=(?:[\w:-]*?\d){3})[\w:-]{24,}"), "/<Schlüssel>"),
    (re.compile(r"\beingabe=[\w-]+"), "eingabe=<Schlüssel>"),
    # PostgreSQL quotes the row that a constraint refuses, names and all
    (
        re.compile(r"(?s)\bDETAIL: .*?(?=\n(?:CONTEXT:|\nThe above |\nDuring )|\Z)"),
        "DETAIL: <Werte>",
    ),
]


def redact(text: str) -> str:
    """The text without e-mail addresses, network addresses and keys in links."""
    for pattern, label in _SECRETS:
        text = pattern.sub(label, text)
    return text


class DiscreetFormatter(logging.Formatter):
    """Formats a record, traceback included, and takes out what points at a person."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))
