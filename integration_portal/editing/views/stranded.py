"""Somebody typed a long text, and meanwhile the thing was deleted or closed: nothing is lost."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from integration_portal.history.models import (
    Revision,
    RevisionAction,
    RevisionQuerySet,
    subject_type,
)
from integration_portal.history.registry import row_in, row_relation
from integration_portal.history.thaw import revive

from ..comparing import Values
from ..forms import AggregateForm


@dataclass(frozen=True)
class _Known:
    """What the history tells of something that is out of reach."""

    thing: models.Model
    name: str
    last: Revision
    deleted: bool


def stranded(view, data: QueryDict, refused: Exception) -> HttpResponse:
    """Show what was typed, to copy. Raises `refused` for who was not given this form before."""
    token = view.opened(data)
    kind, pk = subject_type(view.model), view.kwargs[view.pk_url_kwarg]
    if token is None or token.subject != f"{kind}:{pk}":
        raise refused
    told = Revision.objects.filter(authority=view.authority).select_related("by")
    relation = row_relation(view.model)
    if relation is None:
        known = _whole(told.filter(subject_type=kind, subject_id=pk), view.model)
    else:
        known = _row(told, relation, pk, token.version)
    if known is None:
        raise refused
    view.thing = known.thing
    form = view.get_form(data)
    context = {
        "title": _("Nicht gespeichert: %(thing)s") % {"thing": known.name},
        "authority": view.authority,
        "typed": typed(form),
        "last": known.last,
        "deleted": known.deleted,
        "closed": isinstance(refused, PermissionDenied),
        "cancel_url": view.authority.get_absolute_url(),
    }
    status = 403 if context["closed"] else 410
    return TemplateResponse(view.request, "editing/stranded.html", context, status=status)


def _whole(told: RevisionQuerySet, model: type[models.Model]) -> _Known | None:
    last = told.first()
    if last is None:
        return None
    deleted = last.action == RevisionAction.DELETED
    return _Known(revive(model, last.state), last.label, last, deleted)


def _row(
    told: RevisionQuerySet, relation: models.ForeignObjectRel, pk: int, version: int
) -> _Known | None:
    """A row as it stood when the page was opened, and what of the whole took it away since."""
    opened = told.filter(pk=version, subject_type=subject_type(relation.model)).first()
    stood = row_in(opened.state, relation, pk) if opened else None
    if opened is None or stood is None:
        return None
    above = revive(relation.model, opened.state)
    above.pk = opened.subject_id
    row = revive(relation.related_model, stood, row_of=above)
    name = _("%(row)s zu „%(thing)s“") % {
        "row": relation.related_model._meta.verbose_name,
        "thing": opened.label,
    }
    since = told.filter(
        subject_type=opened.subject_type, subject_id=opened.subject_id, pk__gt=version
    ).order_by("pk")
    for revision in since.iterator():
        if revision.action == RevisionAction.DELETED or not row_in(revision.state, relation, pk):
            return _Known(row, name, revision, deleted=True)
    return _Known(row, name, opened, deleted=False)


def typed(form: AggregateForm) -> list[tuple[str, str]]:
    """Label and text of every field that holds something, rows after the fields."""
    found = _texts(form, "")
    for formset in form.formsets.values():
        for number, row in enumerate(formset.forms, start=1):
            found += _texts(row, f"{formset.title} {number}: ")
    return found


def _texts(form, before: str) -> list[tuple[str, str]]:
    values = [Values(form, bound.name) for bound in form.visible_fields()]
    own = [v for v in values if v.name not in ("DELETE", "ORDER")]
    texts = [(before + v.label, v.shown(), v.rich) for v in own]
    return [text for text in texts if text[1]]
