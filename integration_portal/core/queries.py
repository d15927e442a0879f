"""Columns that lists add to their rows."""

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.enums import TextChoices
from django.db.models.functions import Coalesce


def counted(rows: QuerySet, key: str, what: str = "pk") -> Coalesce:
    """How many different `what` the rows with this `key` have, as a column of the list."""
    grouped = rows.filter(**{key: OuterRef("pk")}).order_by().values(key)
    number = grouped.annotate(number=Count(what, distinct=True)).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def place_in(choices: type[TextChoices], field: str) -> Case:
    """The place of a field's value among its choices: lists stand in their order."""
    places = [When(**{field: kind}, then=Value(place)) for place, kind in enumerate(choices.values)]
    return Case(*places, default=Value(len(places)), output_field=IntegerField())
