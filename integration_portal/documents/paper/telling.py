"""How far a paper is, told while it is made: the phase in words and the share of the work done."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

Progress = Callable[[str, float], None]

# The share of the work that is done when a step begins, as measured with 114 and 500 measures.
LAYING, WRITING, CLOSING = 0.2, 0.65, 0.95
_LETTERS = 1600  # of a page, about


def letters(root: Element) -> int:
    """How much there is to be set, without the spaces of the markup."""
    body = root.find("body")
    return 0 if body is None else sum(len(text.strip()) for text in body.itertext())


class _LayoutEar(logging.Handler):
    """Hears the renderer's own progress messages ("Step 5 - Creating layout - Page 12").

    How many pages it will be nobody knows; the words give an idea. Later rounds, which set single
    pages anew for the numbers in the list of contents, are not told.
    """

    def __init__(self, say: Progress, much: int):
        super().__init__()
        self.say, self.expected, self.furthest = say, max(much / _LETTERS, 1), 0

    def emit(self, record: logging.LogRecord) -> None:
        page = record.getMessage().rpartition("Creating layout - Page ")[2]
        if page.isdecimal() and int(page) > self.furthest:
            self.furthest = int(page)
            share = min(self.furthest / self.expected, 1)
            words = _("Seiten umbrechen: Seite %(page)s") % {"page": page}
            self.say(words, LAYING + share * (WRITING - LAYING))


@contextmanager
def layout_told(say: Progress, much: int) -> Iterator[None]:
    """`much`: the letters to be set."""
    say(_("Seiten umbrechen"), LAYING / 2)
    logger = logging.getLogger("weasyprint.progress")
    ear, level, propagate = _LayoutEar(say, much), logger.level, logger.propagate
    logger.addHandler(ear)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(ear)
        logger.setLevel(level)
        logger.propagate = propagate


def writing_told(say: Progress, pages: Sequence) -> None:
    """Each page of the document tells when it is painted."""
    for number, page in enumerate(pages, start=1):
        page.paint = _telling(page.paint, say, number, len(pages))


def _telling(paint: Callable, say: Progress, number: int, count: int) -> Callable:
    def paint_and_tell(*arguments, **options):
        words = _("Datei schreiben: Seite %(page)s von %(pages)s")
        share = (number - 1) / count
        say(words % {"page": number, "pages": count}, WRITING + share * (CLOSING - WRITING))
        return paint(*arguments, **options)

    return paint_and_tell
