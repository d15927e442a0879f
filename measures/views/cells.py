"""/<authority>/massnahmen/<measure>/zelle/<kind>/: a value of the list, changed where it stands."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from integration_portal.core import addresses
from integration_portal.editing.views import FormPageView
from integration_portal.editing.views.things import came_from

from ..actions import bulk, many
from ..forms import CellForm
from ..models import Measure
from ..rows import SHOWN, draw, with_leads_and_delay

CELLS = {"stand": many.REPORT, "federfuehrung": ("lead",)}


class CellView(FormPageView):
    """With htmx a small form in the cell, and the whole row when it is saved; else a small page."""

    form_class = CellForm
    template_name = "measures/cells/page.html"

    def get_thing(self) -> Measure:
        if self.kwargs["kind"] not in CELLS:
            raise Http404
        self.names = CELLS[self.kwargs["kind"]]
        visible = Measure.objects.visible_to(self.request.user).of_authority(self.authority)
        chosen = get_object_or_404(
            visible.whole().select_related("edition__authority"), pk=self.kwargs["pk"]
        )
        measure = many.read(chosen.edition, [chosen.pk]).get()
        measure.edition = chosen.edition
        self.rights = many.Rights(self.request.user, chosen.edition)
        if reason := self.rights.hindrance(measure, self.names[0]):
            raise PermissionDenied(reason)
        return measure

    def get_title(self) -> str:
        words = {"what": many.label_of(self.names[0]), "measure": self.thing}
        return _("%(what)s ändern: %(measure)s") % words

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"measure": self.thing, "names": self.names}

    def get_cancel_url(self) -> str:
        """The list as it was, if one comes from there."""
        listed = reverse("measures:list", args=[self.authority.slug])
        came = self.request.headers.get("Referer", "").partition(self.request.get_host())[2]
        came = addresses.own(self.request, came)
        place = f"#zeile-{self.thing.pk}"
        return came_from(self.request) or (
            came + place if came.partition("?")[0] == listed else listed + place
        )

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            **{"seen": bulk.digest(self.now()), "address": self.request.path} | kwargs
        )

    def now(self) -> list:
        """What the cell says."""
        return [many.stored(self.thing, name) for name in self.names]

    def draw(self, form, **context) -> HttpResponse:
        if self.request.htmx:
            self.template_name = "measures/cells/form.html"
        return super().draw(form, **context)

    def form_valid(self, form) -> HttpResponse:
        if self.request.POST.get("gesehen") != bulk.digest(self.now()):
            said = (many.words(*each) for each in zip(self.names, self.now(), strict=True))
            form.add_error(
                self.names[0],
                _("Inzwischen steht hier „%(now)s“. Speichern Sie noch einmal, wenn Ihres gilt.")
                % {"now": ", ".join(filter(None, said)) or _("leer")},
            )
            return self.draw(form)
        proposals = many.propose(self.thing.edition, [self.thing], form.wish, self.request.user)
        if hindrances := proposals[0].hindrances:
            form.add_error(None, " ".join(hindrances))
            return self.draw(form)
        try:
            bulk.change_in_list(
                measure=self.thing,
                wish=form.wish,
                by=self.request.user,
                seen=bulk.fingerprint(proposals),
                amending=form.amending,
            )
        except (bulk.Changed, ValidationError):
            again = _("Inzwischen hat sich etwas geändert. Speichern Sie noch einmal.")
            form.add_error(None, again)
            return self.draw(form)
        return self.row() if self.request.htmx else self.saved(self.thing)

    def get_success_url(self, thing) -> str:
        return self.get_cancel_url()

    def row(self) -> HttpResponse:
        """The row as the list draws it now."""
        rows = Measure.objects.filter(pk=self.thing.pk).select_related("field", "last_report")
        measures = with_leads_and_delay(rows.only(*SHOWN), self.rights)
        address = reverse("measures:list", args=[self.authority.slug])
        return HttpResponse(draw(measures, address=address, selects=True))
