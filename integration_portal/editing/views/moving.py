"""Putting rows in order: one place up or down, or to a place, with and without scripts."""

import json

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from integration_portal.core.models import OrderedModel
from integration_portal.history.actions import record

from .things import ThingMixin, came_from

STEPS = {"auf": -1, "ab": 1}


def anchor(thing: models.Model) -> str:
    """The id of the list entry of a thing that can be moved."""
    return f"{thing._meta.model_name}-{thing.pk}"


class MoveView(ThingMixin, TemplateResponseMixin, ContextMixin, View):
    """POST only: `richtung` (auf, ab) or `platz` (1 is first). Answers with the new list."""

    http_method_names = ["post", "options"]
    model: type[OrderedModel]

    def history_of(self, thing: OrderedModel) -> models.Model | None:
        """The thing whose stored state holds this order."""
        return None

    def moved(self, thing: OrderedModel) -> None:
        """In the transaction, after the rows have their new places: numbers, for example."""

    def get_success_url(self, thing: OrderedModel) -> str:
        return self.authority.get_absolute_url()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.thing = self.get_thing()
        place = request.POST.get("platz", "")
        direction = request.POST.get("richtung", "")
        if direction not in STEPS and not (place.isdecimal() and len(place) < 6):
            return HttpResponseBadRequest()
        with transaction.atomic():
            steps = STEPS.get(direction)
            if steps is None:
                steps = int(place) - self._place()
            if self.thing.move(steps):
                self.moved(self.thing)
                if (owner := self.history_of(self.thing)) is not None:
                    record(owner, by=request.user)
        return self.answer(self._announcement())

    def answer(self, text: str) -> HttpResponse:
        if self.request.headers.get("HX-Request") != "true":
            messages.success(self.request, text)
            url = came_from(self.request) or self.get_success_url(self.thing)
            url = url.partition("#")[0]
            return redirect(f"{url}#{anchor(self.thing)}")
        response = self.render_to_response(self.get_context_data(thing=self.thing))
        said = {"id": anchor(self.thing), "text": text}
        response["HX-Trigger-After-Swap"] = json.dumps({"portal:moved": said})
        return response

    def _ids(self) -> list[int]:
        siblings = self.thing.siblings().order_by("position", "pk")
        return list(siblings.values_list("pk", flat=True))

    def _place(self) -> int:
        return self._ids().index(self.thing.pk) + 1

    def _announcement(self) -> str:
        return _("„%(thing)s“ steht jetzt an Stelle %(place)s von %(count)s.") % {
            "thing": str(self.thing)[:80],
            "place": self._place(),
            "count": len(self._ids()),
        }
