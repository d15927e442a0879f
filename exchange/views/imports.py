"""/<authority>/austausch/import/: a list comes, what became of it, and the way back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, View

from integration_portal.editing.views import FormPageView

from .. import rules
from ..actions import deciding
from ..actions.steps import begin
from ..actions.upload import keep
from ..enums import ImportState, RowOutcome
from ..forms import UndoForm, UploadForm
from ..models import MeasureImport
from ..template import XLSX, sample_table
from .base import ROWS, ImportMixin, steps

LATEST = 10  # earlier imports on the first page


class ImportList(ImportMixin, FormPageView):
    """Step 1, and what was taken over before."""

    form_class = UploadForm
    template_name = "exchange/upload.html"
    title = gettext_lazy("Maßnahmen aus einer Tabelle übernehmen")
    save_label = gettext_lazy("Hochladen und ansehen")

    def get_cancel_url(self) -> str:
        return reverse("measures:list", args=[self.authority.slug])

    def form_valid(self, form) -> HttpResponse:
        imported = keep(imported=form.imported, file=form.cleaned_data["file"])
        return redirect("exchange:columns", self.authority.slug, imported.pk)

    def get_context_data(self, **kwargs) -> dict:
        earlier = MeasureImport.objects.visible_to(self.request.user)
        earlier = earlier.filter(authority=self.authority).select_related("edition", "by")[:LATEST]
        for one in earlier:
            one.authority = self.authority
        has_edition = kwargs["form"].fields["edition"].queryset.exists()
        return super().get_context_data(
            steps=steps(None, 0), earlier=earlier, has_edition=has_edition, **kwargs
        )


class SampleTable(ImportMixin, View):
    """An empty table with every column the portal knows."""

    def get(self, request, **kwargs) -> HttpResponse:
        response = HttpResponse(sample_table(), content_type=XLSX)
        response["Content-Disposition"] = 'attachment; filename="Mustertabelle.xlsx"'
        return response


class ImportDetail(ImportMixin, DetailView):
    """How far a step is; and in the end what became of the list."""

    def get_object(self, queryset=None) -> MeasureImport:
        return self.imported

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if request.htmx:
            context = {"job": self.progress(), "authority": self.authority}
            return render(request, "components/job.html", context)
        if self.imported.state in ImportState.before:
            if self.imported.error:
                messages.error(request, self.imported.error)
            return self.go_on()
        return super().get(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        return ["exchange/working.html" if self.imported.is_working else "exchange/result.html"]

    def progress(self) -> dict[str, Any]:
        imported = self.imported
        url = imported.get_absolute_url()
        return {
            "state": "running" if imported.is_working else "failed" if imported.error else "done",
            "phase": imported.phase or imported.get_state_display(),
            "percent": imported.percent,
            "error": imported.error,
            "url": url,
            "result_url": url,
            "result_label": _("Weiter"),
        }

    def get_context_data(self, **kwargs) -> dict:
        rows = self.imported.rows.filter(outcome__in=RowOutcome.written).select_related("measure")
        page = Paginator(rows, ROWS).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            title=str(self.imported),
            imported=self.imported,
            job=self.progress(),
            page_obj=page,
            file_url=self.address("file"),
            undo_url=self.address("undo")
            if rules.can_undo(self.request.user, self.imported)
            else "",
            **kwargs,
        )


class AskingView(ImportMixin, FormPageView):
    """A page of its own that says what a step brings about, and then takes it."""

    form_class = UndoForm
    template_name = "exchange/ask.html"
    consequence: Any

    def get_cancel_url(self) -> str:
        return self.imported.get_absolute_url()

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(consequence=self.consequence, **kwargs)


class ImportUndo(AskingView):
    """What was changed since stays and is said."""

    consequence = gettext_lazy(
        "Neue Maßnahmen dieser Liste werden gelöscht, geänderte bekommen ihren früheren Stand "
        "zurück, und die Sachstände der Liste entfallen. Was seitdem jemand geändert hat, bleibt, "
        "wie es ist, und wird danach Zeile für Zeile genannt. Die Datei bleibt."
    )
    save_label = gettext_lazy("Übernahme zurücknehmen")

    def get_title(self) -> str:
        return _("Übernahme zurücknehmen: %(name)s") % {"name": self.imported.name}

    def get_form_kwargs(self) -> dict:
        if not rules.can_undo(self.request.user, self.imported):
            raise PermissionDenied(_("Diese Liste ist nicht übernommen oder schon zurückgenommen."))
        return super().get_form_kwargs()

    def form_valid(self, form) -> HttpResponse:
        begin(self.imported, ImportState.UNDOING, by=self.request.user)
        self.imported.refresh_from_db()
        if self.imported.error:
            messages.error(self.request, self.imported.error)
        return self.go_on()


class ImportDiscard(AskingView):
    """A list that was not taken over goes, with its file."""

    consequence = gettext_lazy(
        "Die hochgeladene Datei und die Zuordnung der Spalten werden gelöscht. Übernommen wurde "
        "noch nichts; an den Maßnahmen ändert sich nichts."
    )
    save_label = gettext_lazy("Liste verwerfen")

    def get_title(self) -> str:
        return _("Liste verwerfen: %(name)s") % {"name": self.imported.name}

    def get_form_kwargs(self) -> dict:
        self.must_be_open()
        return super().get_form_kwargs()

    def form_valid(self, form) -> HttpResponse:
        name = self.imported.name
        deciding.discard(imported=self.imported)
        messages.success(
            self.request,
            _("„%(name)s“ ist verworfen. An den Maßnahmen hat sich nichts geändert.")
            % {"name": name},
        )
        return redirect("exchange:imports", self.authority.slug)
