"""Writing a council paper: its words for the search, its number, its finances, its versions."""

from collections.abc import Iterable
from decimal import Decimal
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from concepts.enums import FinancingKind
from integration_portal.core.money import euro
from integration_portal.core.richtext import plain
from integration_portal.core.text import fold
from integration_portal.history.actions import record
from integration_portal.history.models import Revision

from ..enums import FinanceAnswer, PaperState
from ..models import Attachment, CouncilPaper, FinanceLine, PaperVersion


def words_of(paper: CouncilPaper) -> str:
    """What the free text search looks through: only what every reader of the paper sees.

    Titles of attachments stay out, for some are confidential.
    """
    parts = [
        paper.number,
        paper.kind,
        paper.subject,
        plain(paper.summary),
        plain(paper.proposed_resolution),
        *(f"{section.title} {plain(section.body)}" for section in paper.sections.all()),
    ]
    if paper.department:
        parts.append(paper.department.name)
    return fold(" ".join(parts))


@transaction.atomic
def saved(thing: CouncilPaper, *, by, reason: str = "") -> Revision | None:
    """Last step of every save of a paper and its rows: search words and history."""
    CouncilPaper.objects.filter(pk=thing.pk).update(search_text=words_of(thing))
    return record(thing, by=by, reason=reason)


@transaction.atomic
def revise(*, paper: CouncilPaper, reason: str, by) -> PaperVersion:
    """Make what was just saved the next version of a sent paper. The old one stays as it was.

    Raises ValidationError without a reason, or if the paper is not with the council.
    """
    if paper.state != PaperState.SENT:
        raise ValidationError(_("Eine neue Fassung gibt es nur von einer versandten Vorlage."))
    if not reason.strip():
        raise ValidationError(_("Nennen Sie den Grund der neuen Fassung."))
    paper.version = next_version(paper)
    CouncilPaper.objects.filter(pk=paper.pk).update(version=paper.version)
    # With a reason there is always something to record.
    revision = cast(Revision, saved(paper, by=by, reason=reason.strip()))
    return keep_version(paper=paper, revision=revision, reason=reason.strip(), by=by)


def next_version(paper: CouncilPaper) -> int:
    return (paper.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def keep_version(*, paper: CouncilPaper, revision: Revision, reason: str, by) -> PaperVersion:
    return PaperVersion.objects.create(
        paper=paper, number=paper.version, revision=revision, reason=reason[:500], by=by
    )


@transaction.atomic
def supply(*, attachment: Attachment, file, by) -> Attachment:
    """Put in the file that was announced. Raises ValidationError for a file nobody should get."""
    attachment.file = file
    attachment.full_clean()
    attachment.save()
    record(attachment.paper, by=by, reason=_("Anlage nachgereicht: %s") % attachment.title)
    return attachment


def proposed_lines(paper: CouncilPaper) -> list[FinanceLine]:
    """What the chosen measures cost and which grants they get, as lines; nothing is written.

    A cost without an amount and what the authority pays itself are no lines: the totals come from
    the costs. Lines the paper has already are left out.
    """
    measures = paper.measures.prefetch_related("costs", "financing__funder")
    found = [line for measure in measures for line in _lines_of(measure)]
    known = {_same(line) for line in paper.finance_lines.all()}
    return [line for line in found if _same(line) not in known]


def _lines_of(measure) -> Iterable[FinanceLine]:
    name = str(measure)
    for cost in measure.costs.all():
        if cost.budget:
            label = f"{name}: {cost.label}" if cost.label else name
            yield _line(cost.year, label, recurring=cost.recurring, expense=cost.budget)
    running = {cost.year for cost in measure.costs.all() if cost.recurring}
    for row in measure.financing.all():
        if row.kind == FinancingKind.GRANT:
            label = f"{name}: {row.funder}" if row.funder else name
            yield _line(row.year, label, recurring=row.year in running, income=row.amount)


def _line(year: int, label: str, **amounts) -> FinanceLine:
    return FinanceLine(year=year, label=label[:200], **amounts)


def _same(line: FinanceLine) -> tuple:
    return (line.year, line.label, line.recurring, line.expense, line.income)


def proposed_coverage(paper: CouncilPaper) -> str:
    """ "Eigenanteil 5.000 €, Zuschuss 15.000 €": what covers the costs of the chosen measures."""
    sums: dict[str, Decimal] = {}
    for measure in paper.measures.prefetch_related("financing"):
        for row in measure.financing.all():
            sums[row.kind] = sums.get(row.kind, Decimal(0)) + row.amount
    return ", ".join(f"{FinancingKind(kind).label} {euro(sums[kind])}" for kind in sorted(sums))


@transaction.atomic
def fill_finances(*, paper: CouncilPaper, by, replace: bool = False) -> list[FinanceLine]:
    """Write the proposed lines below those that are there, or in place of them.

    The coverage is filled if it is empty; everything can be edited afterwards.
    """
    current = CouncilPaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if replace:
        current.finance_lines.all().delete()
    lines = proposed_lines(current)
    for line in lines:
        line.paper = current
        line.save()
    if current.finance_lines.exists():
        current.finance_answer = FinanceAnswer.SOME
    current.coverage = current.coverage or proposed_coverage(current)[:500]
    current.save()
    saved(current, by=by)
    paper.refresh_from_db(fields=["finance_answer", "coverage", "updated_at"])
    return lines
