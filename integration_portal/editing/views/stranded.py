"""Somebody typed a long text, and meanwhile the thing was deleted or closed: nothing is lost."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from integration_portal.history.models import Revision, RevisionAction, subject_type
from integration_portal.history.thaw import revive

from ..comparing import Values
from ..forms import AggregateForm


def stranded(view, data: QueryDict, refused: Exception) -> HttpResponse:
    """Show what was typed, to copy. Raises `refused` for who was not given this form before."""
    token = view.opened(data)
    kind, pk = subject_type(view.model), view.kwargs[view.pk_url_kwarg]
    if token is None or token.subject != f"{kind}:{pk}":
        raise refused
    last = (
        Revision.objects.filter(authority=view.authority, subject_type=kind, subject_id=pk)
        .select_related("by")
        .first()
    )
    if last is None:
        raise refused
    view.thing = revive(view.model, last.state)
    form = view.get_form(data)
    context = {
        "title": _("Nicht gespeichert: %(thing)s") % {"thing": last.label},
        "authority": view.authority,
        "typed": typed(form),
        "last": last,
        "deleted": last.action == RevisionAction.DELETED,
        "closed": isinstance(refused, PermissionDenied),
        "cancel_url": view.authority.get_absolute_url(),
    }
    status = 403 if context["closed"] else 410
    return TemplateResponse(view.request, "editing/stranded.html", context, status=status)


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
