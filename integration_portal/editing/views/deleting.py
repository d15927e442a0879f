"""Deleting: asks first, says what goes along, refuses where something still depends on it."""

from collections import defaultdict
from functools import cached_property

from django.contrib import messages
from django.db import models, router, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from integration_portal.history.actions import record, version
from integration_portal.history.models import RevisionAction
from integration_portal.history.registry import is_tracked

from .. import tokens
from ..cleaning import tidy
from ..models import SentPage
from .once import OnceMixin
from .pages import hidden, url_of
from .things import ThingMixin, came_from

_NAMED = 20  # things of one kind that are listed by name


def delete(thing: models.Model, *, by, reason: str = "") -> None:
    """Record the deletion, of everything with a history that goes along too, and delete."""
    with transaction.atomic():
        gone = [thing, *(t for t in collect(thing)[0] if is_tracked(type(t)) and t != thing)]
        for one in gone:
            if is_tracked(type(one)):
                record(one, by=by, action=RevisionAction.DELETED, reason=reason)
        thing.delete()


def collect(thing: models.Model) -> tuple[list[models.Model], list[models.Model]]:
    """What a deletion takes along, and what forbids it."""
    collector = Collector(using=router.db_for_write(type(thing)), origin=thing)
    try:
        collector.collect([thing])
    except ProtectedError as error:
        return [], list(error.protected_objects)
    except RestrictedError as error:
        return [], list(error.restricted_objects)
    gone = [one for things in collector.data.values() for one in things]
    gone += [one for queryset in collector.fast_deletes for one in queryset]
    return [one for one in gone if not type(one)._meta.auto_created], []


class DeleteView(OnceMixin, ThingMixin, TemplateResponseMixin, ContextMixin, View):
    """GET asks, POST deletes. A room says `model`, and `blockers(thing)` where rules forbid it."""

    template_name = "editing/delete.html"
    title = ""
    intro = ""
    confirm_label = ""
    action = staticmethod(delete)  # (thing, *, by, reason)

    def blockers(self, thing: models.Model) -> list[str]:
        """Reasons why this cannot be deleted, in the reader's words."""
        return []

    def get_success_url(self, thing: models.Model) -> str:
        return self.authority.get_absolute_url()

    def get_cancel_url(self) -> str:
        return url_of(self.thing) or self.authority.get_absolute_url()

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.thing = self.get_thing()
        return self.ask()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.sent_before() or self.once(self._delete)

    def _delete(self) -> HttpResponse:
        request, self.thing = self.request, self.get_thing()
        shown = tokens.page_token(request.user, self.thing, self._version())
        if not shown.is_about_the_same_as(self.opened(request.POST)):
            return self.ask(changed=True)
        if self.hindrances():
            return self.ask()
        name, url = str(self.thing)[:120], self.get_success_url(self.thing)
        url = came_from(request) or url
        reason = tidy(request.POST.get("reason", ""), lines=True).strip()[:500]
        self.action(self.thing, by=request.user, reason=reason)
        messages.success(request, _("„%(thing)s“ ist gelöscht.") % {"thing": name})
        return redirect(url)

    def answer_changed(self, page: SentPage) -> HttpResponse:
        """Another reason does not bring the thing back."""
        messages.info(self.request, self.get_again_message())
        return redirect(page.url)

    def get_again_message(self) -> str:
        return _("Das Löschen kam zweimal an; es ist erledigt.")

    def ask(self, *, changed: bool = False) -> HttpResponse:
        token = tokens.page_token(self.request.user, self.thing, self._version())
        question = _("%(thing)s löschen?") % {"thing": str(self.thing)[:120]}
        context = self.get_context_data(
            title=str(self.title) or question,
            intro=self.intro,
            thing=self.thing,
            changed=changed,
            consequences=self.consequences(),
            hindrances=self.hindrances(),
            confirm_label=self.confirm_label,
            cancel_url=came_from(self.request) or self.get_cancel_url(),
            page_token=hidden(tokens.FIELD, token.sealed()),
        )
        return self.render_to_response(context, status=409 if changed else 200)

    @cached_property
    def _around(self) -> tuple[list[models.Model], list[models.Model]]:
        """Asked once: it takes a query for every table that points here."""
        return collect(self.thing)

    def hindrances(self) -> list[str]:
        by_kind = defaultdict(list)
        for one in self._around[1]:
            by_kind[str(one._meta.verbose_name_plural)].append(str(one)[:120])
        used = [
            _("Noch verbunden sind %(kind)s: %(names)s") % {"kind": kind, "names": _named(names)}
            for kind, names in by_kind.items()
        ]
        return [*self.blockers(self.thing), *used]

    def consequences(self) -> list[dict]:
        by_kind = defaultdict(list)
        for one in self._around[0]:
            if one != self.thing:
                by_kind[str(one._meta.verbose_name_plural)].append(str(one)[:120])
        return [
            {"label": kind, "count": len(names), "list": names[:_NAMED]}
            for kind, names in by_kind.items()
        ]

    def _version(self) -> int:
        return version(self.thing) if is_tracked(self.model) else 0


def _named(names: list[str]) -> str:
    """ "1.1 Sprachcafé; 1.2 Lotsen", of very many the first ones."""
    return "; ".join([*names[:_NAMED], "…"] if len(names) > _NAMED else names)
