"""The Sitzungsvorlage."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.enums import PaperState
from council.models import CouncilPaper
from council.models.paper import SHOWN
from integration_portal.core.templatetags.formats import day
from integration_portal.history.reading import stated
from integration_portal.history.registry import state
from stakeholders.models import bodies_of

from ..printing import council_paper
from ..printing.parts import joined
from .base import ReportRecipe, by_id
from .freezing import letterhead, words


class CouncilPaperRecipe(ReportRecipe):
    """What the council reads before a sitting. Bears ENTWURF until it was sent."""

    kind = "sitzungsvorlage"
    label = gettext_lazy("Sitzungsvorlage")
    subject_label = gettext_lazy("Vorlage")
    description = gettext_lazy(
        "Kopf, Beratungsfolge, Beschlussvorschlag, Begründung, Kosten und Anlagen einer Vorlage."
    )
    template = "pdf/sitzungsvorlage.html"

    def subjects(self, authority, user):
        return CouncilPaper.objects.visible_to(user).filter(authority=authority)

    def matching(self, subjects, text):
        return subjects.matching(text)

    def find(self, authority, key, user):
        return list(self.subjects(authority, user).filter(Q(number__iexact=key) | by_id(key)))

    def key(self, subject):
        return subject.number or str(subject.pk)

    def note(self, subject):
        return joined(subject.kind, subject.get_state_display(), day(subject.date), by=" · ")

    def title(self, subject):
        head = f"{subject.authority.word('paper')} {subject.number}".strip()
        return f"{head}: {subject.subject}"

    def draft(self, subject):
        return not subject.is_shown

    def public(self, subject):
        return not subject.confidential

    def readable_by(self, user):
        """The public ones by who may read the paper; others by who sits in one of its bodies."""
        readable = CouncilPaper.objects.filter(SHOWN).visible_to(user)
        seated = readable.filter(consultations__body__in=bodies_of(user))
        return Q(public=True, subject_id__in=readable.values("pk")) | Q(
            subject_id__in=seated.values("pk")
        )

    def data(self, subject, options):
        paper = stated(
            CouncilPaper.objects.all(),
            further={"consultations": ("meeting__body", "body__authority")},
        ).get(pk=subject.pk)
        kept = state(paper)
        _leave_inside(kept, paper)
        return {
            "schema": 1,
            "letterhead": letterhead(paper.authority),
            "words": words(paper.authority),
            "paper": kept,
            "withdrawn": paper.state == PaperState.WITHDRAWN,
            "stations": [_station(station, paper) for station in paper.consultations.all()],
            "strategic_goals": [[goal.code, goal.text] for goal in paper.strategic_goals.all()],
            "related": [_related(row, paper) for row in paper.related.all()],
            "withheld": _withheld(paper),
        }

    def context(self, data):
        return council_paper.context(data)


def _leave_inside(kept: dict, paper: CouncilPaper) -> None:
    """What the paper does not show is not frozen either."""
    for row in kept["cosignatures"]:
        row["remark"] = ""
    if not paper.confidential:
        kept["attachments"] = [row for row in kept["attachments"] if not row["confidential"]]
    del kept["related"]


def _withheld(paper: CouncilPaper) -> int:
    """Confidential attachments a public paper does not name."""
    if paper.confidential:
        return 0
    return sum(attachment.confidential for attachment in paper.attachments.all())


def _station(station, paper: CouncilPaper) -> dict[str, str]:
    body = station.body
    elsewhere = body.authority_id != paper.authority_id
    return {
        "body": f"{body.name} ({body.authority.short_name})" if elsewhere else body.name,
        "when": str(station.when or ""),
        "public": _("öffentlich") if station.public else _("nichtöffentlich"),
        "role": station.get_role_display(),
    }


def _related(row, paper: CouncilPaper) -> dict[str, str]:
    """An earlier paper. One that is not public is named only as the author named it."""
    other = row.other
    open_to_all = other is not None and (
        paper.confidential or (other.is_shown and not other.confidential)
    )
    return {
        "title": row.reference or (str(other) if open_to_all else ""),
        "body": str(row.body or ""),
        "on": str(row.on or ""),
    }
