"""/<authority>/austausch/import/<list>/…: columns, preview and taking over."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import deciding
from ..actions.steps import begin
from ..enums import ImportState, RowOutcome
from ..forms import ApplyForm, ColumnsForm, DecisionsForm
from .base import ROWS, StepView


class ImportColumns(StepView):
    """Step 2."""

    form_class = ColumnsForm
    template_name = "exchange/columns.html"
    save_label = gettext_lazy("Weiter zur Vorschau")

    def get_title(self) -> str:
        return _("Spalten zuordnen: %(name)s") % {"name": self.imported.name}

    def form_valid(self, form) -> HttpResponse:
        data = form.cleaned_data
        if form.reads_anew:
            deciding.keep_reading(imported=self.imported)
            messages.info(
                self.request, _("Die Tabelle ist neu gelesen. Bitte ordnen Sie die Spalten zu.")
            )
            return redirect(self.address("columns"))
        deciding.match_columns(
            imported=self.imported,
            targets=form.targets(),
            reported_on=data["reported_on"],
            fill_down=data["fill_down"],
        )
        return self.check()


class ImportPreview(StepView):
    """Step 3: what the list would do, row by row, and what is still to be decided."""

    form_class = DecisionsForm
    template_name = "exchange/preview.html"
    save_label = gettext_lazy("Entscheidungen übernehmen und neu prüfen")
    step = 2

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if self.imported.state != ImportState.CHECKED:
            return self.go_on()
        return super().get(request, *args, **kwargs)

    def get_title(self) -> str:
        return _("Vorschau: %(name)s") % {"name": self.imported.name}

    def form_valid(self, form) -> HttpResponse:
        deciding.decide(imported=self.imported, decisions=form.decisions())
        return self.check()

    def get_context_data(self, **kwargs) -> dict:
        imported = self.imported
        shown = self.request.GET.get("zeige", "")
        rows = imported.rows.select_related("measure")
        if shown == "hinweise":
            rows = rows.filter(has_problems=True)
        elif shown in RowOutcome.values:
            rows = rows.filter(outcome=shown)
        page = Paginator(rows, ROWS).get_page(self.request.GET.get("page"))
        for row in page:
            told(row, imported.headings)
        open_count = sum(
            1
            for question in imported.open_questions
            if question["key"] not in imported.decisions.get(question["kind"], {})
        )
        return super().get_context_data(
            page_obj=page,
            tabs=self._tabs(shown),
            open_count=open_count,
            apply_url=self.address("apply"),
            columns_url=self.address("columns"),
            nothing=not any(imported.counts.get(outcome) for outcome in RowOutcome.written),
            **kwargs,
        )

    def _tabs(self, shown: str) -> list[dict[str, Any]]:
        counts, url = self.imported.counts, self.address("preview")
        every = [("", _("alle Zeilen"), self.imported.total)]
        every += [(value, label, counts.get(value, 0)) for value, label in RowOutcome.choices]
        troubled = self.imported.rows.filter(has_problems=True).count()
        every.append(("hinweise", _("mit Hinweisen"), troubled))
        return [
            {
                "label": str(label),
                "url": f"{url}?zeige={value}" if value else url,
                "current": value == shown,
                "count": count,
            }
            for value, label, count in every
            if count or not value
        ]


def told(row, headings: list[str]) -> None:
    """Each problem with the heading of its column."""
    for problem in row.problems:
        column = problem["column"]
        problem["heading"] = headings[column] if 0 <= column < len(headings) else ""


class ImportApply(StepView):
    """Step 4."""

    form_class = ApplyForm
    template_name = "exchange/apply.html"
    save_label = gettext_lazy("Jetzt übernehmen")
    step = 3

    def get_title(self) -> str:
        return _("Übernehmen: %(name)s") % {"name": self.imported.name}

    def get_cancel_url(self) -> str:
        return self.address("preview")

    def get_form_kwargs(self) -> dict:
        if self.imported.state != ImportState.CHECKED:
            raise PermissionDenied(_("Diese Liste ist noch nicht geprüft."))
        return super().get_form_kwargs()

    def form_valid(self, form) -> HttpResponse:
        data = form.cleaned_data
        begin(
            self.imported,
            ImportState.APPLYING,
            by=self.request.user,
            on=data.get("amendment_on"),
            reason=data.get("amendment_reason", ""),
        )
        self.imported.refresh_from_db()
        if self.imported.state == ImportState.APPLIED:
            messages.success(
                self.request, _("„%(name)s“ ist übernommen.") % {"name": self.imported}
            )
        elif self.imported.error:
            messages.error(self.request, self.imported.error)
        return self.go_on()
