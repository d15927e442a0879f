"""Finding the thing of an address: as if it did not exist for who may not see it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from integration_portal.accounts.views.base import AuthorityMixin

from .registry import tracked


class ThingMixin(AuthorityMixin):
    """A page about one thing. `thing_rules` are predicates `(user, thing)`; all must hold."""

    model: type[Any]  # a tracked one, whose queryset knows `visible_to`
    request: HttpRequest
    kwargs: dict[str, Any]
    pk_url_kwarg = "pk"
    thing_rules: tuple[Callable, ...] = ()

    def get_queryset(self) -> models.QuerySet:
        """Those of this authority that the person sees."""
        path = tracked(self.model).authority.replace(".", "__")
        return self.model.objects.visible_to(self.request.user).filter(**{path: self.authority})

    def get_thing(self) -> models.Model:
        """Raises Http404 for what is not there, or not for this person; PermissionDenied else."""
        thing = get_object_or_404(self.get_queryset(), pk=self.kwargs[self.pk_url_kwarg])
        self.check(thing)
        return thing

    def check(self, thing: models.Model) -> None:
        if not all(rule(self.request.user, thing) for rule in self.thing_rules):
            raise PermissionDenied
