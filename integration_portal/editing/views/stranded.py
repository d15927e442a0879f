"""Somebody typed a long text, and meanwhile the thing was deleted or closed: nothing is lost."""

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


def stranded(view, data: QueryDict, refused: Exception) -> HttpResponse:
    """Show what was typed, to copy. Raises `refused` for who was not given this form before."""
    token = view.opened(data)
    kind, pk = subject_type(view.model), view.kwargs[view.pk_url_kwarg]
    if token is None or token.subject != f"{kind}:{pk}":
        raise refused
    own = Revision.objects.filter(authority=view.authority)
    if (row_of := row_relation(view.model)) is not None:
        known = _row(own, row_of, pk, token.version)
    else:
        known = _whole(own.filter(subject_type=kind, subject_id=pk), view.model)
    if known is None:
        raise refused
    view.thing, last, deleted = known
    form = view.get_form(data)
    context = {
        "title": _("Nicht gespeichert: %(thing)s") % {"thing": last.label},
        "authority": view.authority,
        "typed": typed(form),
        "last": last,
        "deleted": deleted,
        "closed": isinstance(refused, PermissionDenied),
        "cancel_url": view.authority.get_absolute_url(),
    }
    status = 403 if context["closed"] else 410
    return TemplateResponse(view.request, "editing/stranded.html", context, status=status)


type Known = tuple[models.Model, Revision, bool]  # the thing, its last revision, whether it is gone


def _whole(told: RevisionQuerySet, model: type[models.Model]) -> Known | None:
    last = told.select_related("by").first()
    if last is None:
        return None
    return revive(model, last.state), last, last.action == RevisionAction.DELETED


def _row(
    own: RevisionQuerySet, row_of: models.ForeignObjectRel, pk: int, version: int
) -> Known | None:
    """A row as it stood in the whole when the page was opened, and the last of that whole."""
    opened = own.filter(pk=version, subject_type=subject_type(row_of.model)).first()
    stood = row_in(opened.state, row_of, pk) if opened else None
    if opened is None or stood is None:
        return None
    told = own.filter(subject_type=opened.subject_type, subject_id=opened.subject_id)
    above, last, gone = _whole(told, row_of.model)
    above.pk = opened.subject_id
    thing = revive(row_of.related_model, stood, row_of=above)
    return thing, last, gone or row_in(last.state, row_of, pk) is None


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
