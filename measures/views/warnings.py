"""/<authority>/massnahmen/<measure>/warnung/"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integration_portal.editing.views import CreateView, DeleteView

from .. import rules
from ..enums import WarningKind
from ..forms import OverruleForm
from ..models import WarningOverrule
from ..warnings import ComputedWarning, warnings_of
from .measures import MeasureMixin


class OverruleCreate(MeasureMixin, CreateView):
    """Somebody knows better than the portal, and says why and until when."""

    form_class = OverruleForm
    template_name = "measures/overrule_form.html"
    save_label = gettext_lazy("Warnung aussetzen")

    def new_thing(self) -> WarningOverrule:
        measure = get_object_or_404(self.get_queryset(), pk=self.kwargs["measure"])
        kind = self.kwargs["kind"]
        if kind not in WarningKind:
            raise Http404
        if not rules.can_overrule(self.request.user, measure):
            raise PermissionDenied
        return WarningOverrule(measure=measure, kind=kind, by=self.request.user)

    @property
    def warning(self) -> ComputedWarning | None:
        """What applies today; somebody may have mended it since the page was opened."""
        found = warnings_of(self.thing.measure)
        return next((one for one in found if one.kind == self.thing.kind), None)

    def get_title(self) -> str:
        return _("Warnung aussetzen: %(kind)s") % {"kind": self.thing.get_kind_display()}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(warning=self.warning, **kwargs)

    def get_success_url(self, thing: WarningOverrule | None = None) -> str:
        return self.thing.measure.get_absolute_url()

    get_cancel_url = get_success_url

    def get_saved_message(self, thing: WarningOverrule) -> str:
        return _("Die Warnung „%(kind)s“ ist bis %(day)s ausgesetzt.") % {
            "kind": thing.get_kind_display(),
            "day": f"{thing.until:%d.%m.%Y}",
        }


class OverruleEnd(DeleteView):
    """The warning speaks again before the day has come."""

    model = WarningOverrule
    thing_rules = (rules.can_end_overrule,)
    title = gettext_lazy("Soll die Warnung wieder erscheinen?")
    confirm_label = gettext_lazy("Warnung wieder anzeigen")

    def get_queryset(self):
        return (
            WarningOverrule.objects.visible_to(self.request.user)
            .filter(
                measure=self.kwargs["measure"],
                measure__edition__authority=self.authority,
                until__gte=timezone.localdate(),
            )
            .select_related("measure__edition__authority")
        )

    def get_success_url(self, thing: WarningOverrule | None = None) -> str:
        return (thing or self.thing).measure.get_absolute_url()

    def get_cancel_url(self) -> str:
        return self.thing.measure.get_absolute_url()
