"""What the council's pages have in common: the row of views, and the way back above a form."""

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(authority, current: str) -> list[dict]:
    """The three views of the council's work."""
    return [
        {
            "label": label,
            "url": reverse(f"council:{name}", args=[authority.slug]),
            "current": name == current,
        }
        for name, label in (
            ("papers", _("Vorlagen")),
            ("resolutions", _("Beschlüsse")),
            ("meetings", _("Sitzungen")),
        )
    ]


class CrumbsMixin:
    """A form whose breadcrumb leads back by `crumbs()`."""

    template_name = "council/form_below.html"

    def crumbs(self) -> list[tuple[str, str]]:
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        return super().get_context_data(crumbs=self.crumbs(), **kwargs)

    def list_crumb(self, name: str) -> tuple[str, str]:
        labels = {
            "papers": _("Vorlagen"),
            "resolutions": _("Beschlüsse"),
            "meetings": _("Sitzungen"),
        }
        return labels[name], reverse(f"council:{name}", args=[self.authority.slug])
