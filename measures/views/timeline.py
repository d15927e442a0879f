"""/<authority>/massnahmen/<measure>/zeitlinie/"""

from django.utils.translation import gettext as _
from django.views.generic import DetailView

from integration_portal.accounts.views.base import AuthorityMixin

from ..timeline import Timeline
from .measures import MeasureMixin


class TimelinePage(AuthorityMixin, MeasureMixin, DetailView):
    """When was what, and what comes when?"""

    template_name = "measures/timeline.html"
    context_object_name = "measure"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=_("Zeitlinie: %(measure)s") % {"measure": self.object},
            timeline=Timeline(self.object, self.request.user),
            **kwargs,
        )
