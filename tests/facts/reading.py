"""The facts of the documents, the pages and papers they must stand on, and their text.

A fact (`*.toml`) says where it is to be read: `page` is a kind of page, `of` the thing it shows,
`expect` what stands there and `absent` what does not.
"""

import re
import tomllib
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from django.db.models import Q, QuerySet
from django.urls import reverse

from concepts.models import Edition, Evaluation, FieldOfAction
from council.models import CouncilPaper
from integration_portal.core import fuzzy
from measures.models import Measure
from stakeholders.models import Body, Meeting, Organisation

FILES = sorted(Path(__file__).parent.glob("*.toml"))


@dataclass(frozen=True)
class Fact:
    id: str
    authority: str
    says: str  # the fact in a sentence
    source: str  # the place in the document
    page: str
    of: str = ""
    expect: list[str] = field(default_factory=list, hash=False)
    absent: list[str] = field(default_factory=list, hash=False)
    paper: bool = True  # whether it is printed, too, where there is a paper of the page


def facts() -> list[Fact]:
    return [
        Fact(**fact)
        for path in FILES
        for fact in tomllib.loads(path.read_text(encoding="utf-8"))["fact"]
    ]


# Which thing


def _one(found: QuerySet, fact: Fact) -> object:
    """The only one, or the newest if an edition has taken it over from another."""
    things = list(found)
    if not things:
        raise LookupError(f"{fact.page} „{fact.of}“ gibt es nicht")
    return things[-1]


def _meeting(authority: str, of: str) -> QuerySet:
    body, _comma, date = of.rpartition(", ")
    day = fuzzy.parse(date).earliest
    return Meeting.objects.filter(body__authority__slug=authority, body__name=body, date=day)


def thing(fact: Fact) -> object:
    """What the page shows. Raises LookupError."""
    own = {"authority__slug": fact.authority}
    in_edition = {"edition__authority__slug": fact.authority}
    by_edition = ("edition__position", "pk")
    found = {
        "print": lambda: CouncilPaper.objects.filter(Q(subject=fact.of) | Q(number=fact.of), **own),
        "paper": lambda: CouncilPaper.objects.filter(Q(subject=fact.of) | Q(number=fact.of), **own),
        "edition": lambda: Edition.objects.filter(slug=fact.of, **own),
        "evaluation": lambda: Evaluation.objects.filter(title=fact.of, **in_edition),
        "field": lambda: FieldOfAction.objects.filter(title=fact.of, **in_edition).order_by(
            *by_edition
        ),
        "measure": lambda: Measure.objects.filter(title=fact.of, **in_edition).order_by(
            *by_edition
        ),
        "organisation": lambda: Organisation.objects.filter(name=fact.of, **own),
        "body": lambda: Body.objects.filter(name=fact.of, **own),
        "meeting": lambda: _meeting(fact.authority, fact.of),
    }
    return _one(found[fact.page](), fact)


LISTS = {
    "overview": "reports:overview",
    "concept": "concepts:concept",
    "measures": "measures:list",
    "network": "stakeholders:network",
    "bodies": "stakeholders:bodies",
}


def address(fact: Fact) -> str:
    """Where the fact is to be read. Raises LookupError."""
    if fact.page == "start":
        return reverse("accounts:home")
    if fact.page in LISTS:
        return reverse(LISTS[fact.page], args=[fact.authority])
    return thing(fact).get_absolute_url()


# Its text


class _Text(HTMLParser):
    """The words of a page between <main> and </main>, blocks apart from each other."""

    INLINE = frozenset({"a", "abbr", "b", "em", "i", "mark", "span", "strong", "sub", "sup", "wbr"})
    SILENT = frozenset({"script", "style", "template"})

    def __init__(self):
        super().__init__()
        self.words: list[str] = []
        self.inside = self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.inside += tag == "main"
        self.silent += tag in self.SILENT
        if tag not in self.INLINE:
            self.words.append(" ")

    def handle_endtag(self, tag):
        self.inside -= tag == "main"
        self.silent -= tag in self.SILENT
        if tag not in self.INLINE:
            self.words.append(" ")

    def handle_data(self, data):
        if self.inside and not self.silent:
            self.words.append(data)


def plain(text: str) -> str:
    """Without what only typesetting needs: soft hyphens, special spaces, line ends."""
    return re.sub(r"\s+", " ", text.replace("\xad", "").replace("\u200b", "")).strip()


def page_text(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    return plain("".join(reader.words))


def stands(said: str, text: str) -> bool:
    """As whole words: „öffentlich“ does not stand in „nichtöffentlich“, nor „25“ in „2025“."""
    return re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text) is not None


def squeezed(text: str) -> str:
    """Without spaces and hyphens: lines of a paper end where the typesetter likes."""
    return re.sub(r"[\s\xad\u200b\u2010\u2011-]+", "", text)
