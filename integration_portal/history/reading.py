"""Things read with all that makes their state, in a constant number of queries."""

from collections.abc import Iterable, Mapping

from django.db.models import ForeignKey, Model, Prefetch, QuerySet

from integration_portal.core.relations import relation_to

from .registry import own_fields, tracked


def stated(
    queryset: QuerySet,
    *,
    also: Iterable[str] = (),
    further: Mapping[str, Iterable[str]] | None = None,
) -> QuerySet:
    """The queryset with all that `state()` of its things will ask for.

    `also` names more foreign keys of the things, `further` those of their rows, per kind of row:
    what is needed to say their names.
    """
    of = tracked(queryset.model)
    keys = [*_keys(of.fields()), *also]
    if keys:
        queryset = queryset.select_related(*keys)
    rows = [
        Prefetch(name, _rows(queryset.model, name, (further or {}).get(name, ())))
        for name in of.rows
    ]
    return queryset.prefetch_related(*of.many, *rows, *of.asks)


def _rows(model: type[Model], name: str, further: Iterable[str]) -> QuerySet:
    relation = relation_to(model, name)
    row_model = relation.related_model
    keys = [*_keys(own_fields(row_model, frozenset({relation.field.name}))), *further]
    rows = row_model._default_manager.all()
    if keys:
        rows = rows.select_related(*keys)
    return rows.prefetch_related(*(many.name for many in row_model._meta.many_to_many))


def _keys(fields) -> list[str]:
    return [field.name for field in fields if isinstance(field, ForeignKey)]
