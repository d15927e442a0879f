"""What the council's pages have in common: the row of views, the way back above a form, and what
who may not go on reads.
"""

from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import rules

# The three views of the council's work.
_VIEWS = {"papers": _("Vorlagen"), "resolutions": _("Beschlüsse"), "meetings": _("Sitzungen")}


def tabs(authority, current: str) -> list[dict]:
    return [
        {"label": label, "url": _address(authority, name), "current": name == current}
        for name, label in _VIEWS.items()
    ]


def _address(authority, name: str) -> str:
    return reverse(f"council:{name}", args=[authority.slug])


def refuse(user, paper, reason: str) -> NoReturn:
    """Officers read that it is the state of things, not their role, that forbids it."""
    raise PermissionDenied(*[reason] if rules.is_officer(user, paper.authority_id) else [])


class CrumbsMixin:
    """A form whose breadcrumb leads back by `crumbs()`."""

    template_name = "editing/form.html"

    def crumbs(self) -> list[tuple[str, str]]:
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        return super().get_context_data(crumbs=self.crumbs(), **kwargs)

    def list_crumb(self, name: str) -> tuple[str, str]:
        return _VIEWS[name], _address(self.authority, name)
