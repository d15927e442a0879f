"""One search over all that a person may see of an authority, in a constant number of queries."""

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from concepts.models import Edition, FieldOfAction
from council.enums import PaperState
from council.models import CouncilPaper
from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.templatetags.formats import day
from measures.models import Measure
from stakeholders.models import Body, ContactPoint, Organisation
from stakeholders.models.organisation import StakeholderQuerySet

from .printing.parts import joined
from .words_in import words_in

SHOWN = 8  # hits of a group; the rest is on its own list
SHORTEST = 2  # letters
LONGEST = 200


@dataclass(frozen=True)
class Hit:
    title: str
    url: str
    note: str = ""
    badge: object = None  # a choice with label and tone


@dataclass(frozen=True)
class Group:
    """Hits of one kind. `all_url` is the list with all of them."""

    title: str
    all_url: str
    hits: list[Hit] = field(default_factory=list)
    has_more: bool = False


class Search:
    """What a person finds in one authority. `edition` is the one that counts for them."""

    def __init__(self, text: str, *, authority: LocalAuthority, user, edition: Edition | None):
        self.text = " ".join(text.replace("\0", " ").split())[:LONGEST]
        self.authority, self.user, self.edition = authority, user, edition

    @property
    def is_too_short(self) -> bool:
        return len(self.text) < SHORTEST

    @cached_property
    def groups(self) -> list[Group]:
        """Only those in which something was found."""
        if self.is_too_short:
            return []
        found = (
            self._measures(), self._fields(), self._papers(),
            self._organisations(), self._bodies(), self._contact_points(),
        )  # fmt: skip
        return [group for group in found if group.hits]

    def _group(self, title: str, rows: QuerySet, hit, url: str) -> Group:
        some = list(rows[: SHOWN + 1])
        hits = [hit(row) for row in some[:SHOWN]]
        return Group(title, url, hits, has_more=len(some) > SHOWN)

    def _address(self, name: str, **query: str) -> str:
        url = reverse(name, args=[self.authority.slug])
        return f"{url}?{urlencode(query)}" if query else url

    def _measures(self) -> Group:
        rows = Measure.objects.filter(edition=self.edition).matching(self.text)
        slug = self.edition.slug if self.edition else ""
        return self._group(
            _("Maßnahmen"),
            rows.select_related("field", "last_report").defer("description", "search_text"),
            lambda row: Hit(
                str(row),
                reverse("measures:measure", args=[self.authority.slug, row.pk]),
                str(row.field or ""),
                row.status,
            ),
            self._address("measures:list", text=self.text, fassung=slug),
        )

    def _fields(self) -> Group:
        rows = FieldOfAction.objects.filter(edition=self.edition).filter(
            words_in(self.text, "title", "aliases", "topics")
        )
        slug = self.edition.slug if self.edition else ""
        return self._group(
            _("Handlungsfelder"),
            rows.order_by("number", "position", "pk").defer("description", "guiding_goal"),
            lambda row: Hit(
                str(row),
                reverse("concepts:field", args=[self.authority.slug, slug, row.pk]),
                ", ".join(row.topic_list)[:120],
            ),
            self.edition.get_absolute_url() if self.edition else "",
        )

    def _papers(self) -> Group:
        house = CouncilPaper.objects.of_house(self.authority).visible_to(self.user)
        rows = house.matching(self.text).defer("search_text", "summary", "proposed_resolution")
        return self._group(
            _("Vorlagen"),
            rows,
            lambda row: Hit(
                str(row),
                reverse("council:paper", args=[self.authority.slug, row.pk]),
                joined(row.kind, day(row.date)),
                PaperState(row.state),
            ),
            self._address("council:papers", text=self.text),
        )

    def _organisations(self) -> Group:
        rows = self._of_house(Organisation).active().matching(self.text)
        return self._group(
            _("Organisationen"),
            rows,
            lambda row: Hit(
                row.name,
                reverse("stakeholders:organisation", args=[self.authority.slug, row.pk]),
                row.get_kind_display(),
            ),
            self._address("stakeholders:network", text=self.text),
        )

    def _bodies(self) -> Group:
        return self._group(
            _("Gremien"),
            self._of_house(Body).matching(self.text),
            lambda row: Hit(
                row.name,
                reverse("stakeholders:body", args=[self.authority.slug, row.pk]),
                _("bis %(until)s") % {"until": row.until} if row.until else row.rhythm,
            ),
            self._address("stakeholders:bodies"),
        )

    def _contact_points(self) -> Group:
        base = self._address("stakeholders:contact_points")
        return self._group(
            _("Anlaufstellen"),
            self._of_house(ContactPoint).matching(self.text),
            lambda row: Hit(row.name, f"{base}#a{row.pk}", row.topic),
            self._address("stakeholders:contact_points", text=self.text),
        )

    def _of_house(self, model) -> StakeholderQuerySet:
        return model.objects.visible_to(self.user).filter(authority=self.authority)
