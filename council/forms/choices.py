"""Which rows a form of the council offers: those of its authority, so that no foreign id enters."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from concepts.enums import EditionStatus
from concepts.models import Edition, FieldOfAction, StrategicGoal
from integration_portal.documents.models import IssuedDocument
from measures.models import Measure
from stakeholders.models import Body, Meeting
from stakeholders.quick import organisations

from ..models import CouncilPaper


def departments(authority, chosen) -> QuerySet:
    """Units of the administration, and those chosen already."""
    return organisations(authority).filter(Q(internal=True) | Q(pk__in=chosen))


def bodies(authority) -> QuerySet:
    """The authority's own first, then those of its members."""
    return Body.objects.for_papers_of(authority).select_related("authority")


def meetings(authority) -> QuerySet:
    return Meeting.objects.filter(body__in=bodies(authority)).select_related("body")


def papers(authority) -> QuerySet:
    return CouncilPaper.objects.filter(authority=authority)


def editions(authority) -> QuerySet:
    return Edition.objects.filter(authority=authority)


def fields(authority, chosen) -> QuerySet:
    """Of the editions that are worked on or count, and those chosen already."""
    return (
        FieldOfAction.objects.filter(edition__authority=authority)
        .filter(~Q(edition__status=EditionStatus.SUPERSEDED) | Q(pk__in=chosen))
        .select_related("edition")
        .order_by("edition__position", "position", "pk")
    )


def measures(authority, chosen) -> QuerySet:
    return (
        Measure.objects.filter(edition__authority=authority)
        .filter(~Q(edition__status=EditionStatus.SUPERSEDED) | Q(pk__in=chosen))
        .select_related("edition")
        .only("number", "title", "sort_key", "edition__title")
    )


def named_by_edition(rows: QuerySet, edition: int | None) -> Callable[[Any], str]:
    """Labels for fields or measures: those of another edition than the given one say which."""
    several = rows.order_by().values("edition").distinct().count() > 1

    def label(part) -> str:
        elsewhere = several and part.edition_id != edition
        return f"{part} ({part.edition})" if elsewhere else str(part)

    return label


def strategic_goals(authority) -> QuerySet:
    return StrategicGoal.objects.filter(authority=authority)


def documents(authority, chosen: int | None) -> QuerySet:
    """Issued ones that may be shown to a body, and the one chosen already."""
    issued = IssuedDocument.objects.filter(authority=authority)
    showable = Q(pk__in=IssuedDocument.objects.showable().values("pk"))
    return issued.filter(showable | Q(pk=chosen)).only("title", "stichtag", "issued_at")


class BodyChoice(forms.ModelChoiceField):
    """A member's body says whose it is."""

    def __init__(self, queryset=None, *, own=None, **kwargs):
        super().__init__(Body.objects.none() if queryset is None else queryset, **kwargs)
        self.own = own

    def label_from_instance(self, body: Body) -> str:
        if self.own is None or body.authority_id == self.own.pk:
            return body.name
        return f"{body.name} ({body.authority.short_name})"


class DocumentChoice(forms.ModelChoiceField):
    def label_from_instance(self, document: IssuedDocument) -> str:
        return f"{document.title}, {document.stichtag:%d.%m.%Y}"
