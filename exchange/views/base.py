"""What every page of an import has in common, and the row of its four steps."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.editing.views import FormPageView

from .. import rules
from ..actions.steps import begin, give_up_silent
from ..enums import ImportState
from ..models import MeasureImport

ROWS = 50  # of a list on one page
_PAGES = {ImportState.UPLOADED: "columns", ImportState.CHECKED: "preview"}


class ImportMixin(AuthorityMixin):
    """The import of the address; who is no officer of its authority is told so."""

    rules = (rules.can_import,)
    kwargs: dict[str, Any]
    request: Any

    @cached_property
    def imported(self) -> MeasureImport:
        visible = MeasureImport.objects.visible_to(self.request.user)
        found = get_object_or_404(
            visible.select_related("edition__concept", "by"),
            authority=self.authority,
            pk=self.kwargs["pk"],
        )
        found.authority = found.edition.authority = self.authority
        give_up_silent(found)
        return found

    def address(self, name: str) -> str:
        return reverse(f"exchange:{name}", args=[self.authority.slug, self.imported.pk])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(section="measures", **kwargs)  # type: ignore[misc]

    def go_on(self) -> HttpResponse:
        """To where the import stands now."""
        return redirect(self.address(_PAGES.get(self.imported.state, "import")))

    def must_be_open(self) -> None:
        if not rules.can_change_import(self.request.user, self.imported):
            raise PermissionDenied(
                _(
                    "Diese Liste ist schon übernommen oder wird gerade bearbeitet. Es ging nichts "
                    "verloren."
                )
            )


def steps(imported: MeasureImport | None, current: int) -> list[dict[str, str]]:
    """The four steps as `components/steps.html` wants them; those done can be gone back to."""
    names = [_("Tabelle hochladen"), _("Spalten zuordnen"), _("Vorschau prüfen"), _("Übernehmen")]
    pages = ["", "columns", "preview", ""]
    found = []
    for index, (name, page) in enumerate(zip(names, pages, strict=True)):
        state = "done" if index < current else "current" if index == current else "open"
        url = ""
        if imported and page and index < current and imported.state in ImportState.before:
            url = reverse(f"exchange:{page}", args=[imported.authority.slug, imported.pk])
        found.append({"title": name, "state": state, "url": url})
    return found


class StepView(ImportMixin, FormPageView):
    """A step of an import that is not in the concept yet."""

    step = 1

    def get_form_kwargs(self) -> dict:
        self.must_be_open()
        return super().get_form_kwargs() | {"imported": self.imported}

    def get_cancel_url(self) -> str:
        return reverse("exchange:imports", args=[self.authority.slug])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            imported=self.imported,
            steps=steps(self.imported, self.step),
            discard_url=self.address("discard"),
            **kwargs,
        )

    def check(self) -> HttpResponse:
        """Understand and compare every row, then show what came out."""
        begin(self.imported, ImportState.CHECKING, by=self.request.user)
        self.imported.refresh_from_db(fields=["state", "error"])
        if self.imported.error:
            messages.error(self.request, self.imported.error)
        return self.go_on()
