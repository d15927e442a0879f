"""/<authority>/"""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from concepts.current import edition_for
from integration_portal.accounts.views.base import AuthorityMixin

from ..overview import Overview


class OverviewView(AuthorityMixin, TemplateView):
    """What needs me now?"""

    template_name = "reports/overview.html"

    def get_context_data(self, **kwargs):
        edition = edition_for(self.request.user, self.authority)
        return super().get_context_data(
            title=_("Übersicht"),
            edition=edition,
            board=Overview(
                authority=self.authority,
                user=self.request.user,
                edition=edition,
                today=timezone.localdate(),
            ),
            **kwargs,
        )
