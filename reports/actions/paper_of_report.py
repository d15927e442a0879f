"""An Informationsvorlage that brings an issued Sachstandsbericht before a body."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from concepts.enums import FinancingKind
from concepts.models import Edition
from council.actions.papers import saved
from council.enums import ConsultationRole, FinanceAnswer, PaperState
from council.models import Attachment, Consultation, CouncilPaper, FinanceLine
from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.money import euro
from integration_portal.core.text import fold
from integration_portal.documents.models import IssuedDocument
from integration_portal.history.thaw import Frozen
from stakeholders.models import Body

from ..printing import progress_report as printing
from ..printing.fields import sorted_measures
from ..printing.report_money import years_of

_INFORMING = ("information", "mitteilung", "kenntnis")  # in the authority's word for the kind


def waiting_paper(document: IssuedDocument) -> CouncilPaper | None:
    """One with this report attached that has not left the house yet."""
    papers = CouncilPaper.objects.filter(
        attachments__document=document, state__in=PaperState.internal
    )
    return papers.select_related("authority").order_by("pk").first()


def informing_kind(authority: LocalAuthority) -> str:
    """What the authority calls a paper that only informs; its first kind if none says so."""
    kinds = authority.word("paper_kinds")
    for kind in kinds:
        if any(word in fold(kind) for word in _INFORMING):
            return kind
    return next(iter(kinds), "")


@transaction.atomic
def make_paper(
    *, document: IssuedDocument, kind: str, body: Body | None = None, by
) -> CouncilPaper:
    """A draft with the report attached. The caller has asked `rules.can_make_paper`.

    While one waits in the house that one is the answer: nobody gets two by pressing twice.
    """
    # Of two at once, one waits here and then finds what the other has made.
    authority = LocalAuthority.objects.select_for_update(no_key=True).get(pk=document.authority_id)
    if waiting := waiting_paper(document):
        return waiting
    data = document.data
    measures = sorted_measures(data["measures"])
    lines = _finance_lines(measures, int(data["stichtag"][:4]))
    paper = CouncilPaper.objects.create(
        authority=authority,
        kind=kind,
        subject=document.title,
        author_function=by.function,
        place=authority.short_name,
        edition=Edition.objects.filter(pk=document.subject_id).first(),
        summary=_summary(data),
        proposed_resolution=_proposal(data),
        finance_answer=FinanceAnswer.SOME if lines else "",
        coverage=_coverage(measures, data)[:500],
    )
    paper.fields.set(_known(paper, "fields", map(int, document.options.get("felder", ()))))
    paper.measures.set(
        _known(paper, "measures", [one.pk for one in measures if printing.asks(one)])
    )
    Attachment.objects.create(
        paper=paper, title=document.title, document=document, confidential=not document.public
    )
    if body is not None:
        Consultation.objects.create(
            paper=paper, body=body, role=ConsultationRole.INFORMATION, public=body.public
        )
    for line in lines:
        line.paper = paper
    FinanceLine.objects.bulk_create(lines)
    saved(paper, by=by, reason=_("Aus dem Sachstandsbericht angelegt"))
    return paper


def _known(paper: CouncilPaper, name: str, ids) -> list:
    """Those that are still there: a report outlives what it told of."""
    model = getattr(paper, name).model
    return list(model.objects.filter(pk__in=list(ids), edition=paper.edition))


def _proposal(data: Mapping) -> str:
    said = _(
        "Der Sachstandsbericht „%(edition)s“, Stand %(day)s (Anlage), wird zur Kenntnis genommen."
    )
    day = f"{dt.date.fromisoformat(data['stichtag']):%d.%m.%Y}"
    noted = format_html("<p>{}</p>", said % {"edition": data["edition"], "day": day})
    asked = [
        (row["heading"], row["text"]) for row in printing.decisions(data["measures"], data["words"])
    ]
    if not asked:
        return noted
    heading = format_html("<p>{}</p>", _("Zu entscheiden ist:"))
    items = format_html_join("", "<li>{}: {}</li>", asked)
    return format_html("{}{}<ul>{}</ul>", noted, heading, items)


def _summary(data: Mapping) -> str:
    """The numbers of the report's first page."""
    facts = [(fact["label"], fact["value"]) for fact in printing.facts_of(data)]
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", facts))


def _finance_lines(measures: list[Frozen], first: int) -> list[FinanceLine]:
    """What the measures of the report cost from the year of the Stichtag on, a line for each year.

    A paper of hundreds of lines helps nobody; the report has the single amounts.
    """
    grants = _grants(measures)
    return [
        FinanceLine(
            year=year,
            label=_("Maßnahmen des Berichts"),
            expense=budget,
            income=grants.get(year),
        )
        for year, (budget, _spent) in years_of(measures).items()
        if year >= first and budget
    ]


def _grants(measures: list[Frozen]) -> Mapping[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(Decimal)
    for measure in measures:
        for row in measure.financing:
            if row.kind == FinancingKind.GRANT:
                found[row.year] += row.amount
    return found


def _coverage(measures: list[Frozen], data: Mapping) -> str:
    """ "Eigenanteil 5.000 €, Zuschuss 15.000 €", of the same years as the lines."""
    first = int(data["stichtag"][:4])
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for measure in measures:
        for row in measure.financing:
            if row.year >= first:
                sums[row.kind] += row.amount
    return ", ".join(f"{kind.label} {euro(sums[kind])}" for kind in FinancingKind if sums.get(kind))
