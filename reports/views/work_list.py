"""/<authority>/aufgaben/"""

from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from integration_portal.accounts.rules import works_inside
from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.history.visits import visited

from ..work_list import SHOWN, WorkList


@method_decorator(never_cache, name="dispatch")
class WorkListPage(AuthorityMixin, TemplateView):
    """What waits for me, and what changed since I was last here?"""

    template_name = "reports/work_list.html"
    rules = (works_inside,)

    def get_context_data(self, **kwargs):
        user = self.request.user
        work = WorkList(
            user=user,
            authority=self.authority,
            today=timezone.localdate(),
            since=visited(user, self.authority),
        )
        return super().get_context_data(
            title=_("Meine Aufgaben"),
            work=work,
            measures=work.measures[:SHOWN],
            more_measures=len(work.measures) > SHOWN,
            duties=[
                ("anfragen", _("Sachstände"), work.requests),
                ("zwischenziele", _("Überfällige Zwischenziele"), work.milestones),
                ("auftraege", _("Aufträge aus Beschlüssen"), work.follow_ups),
                ("mitzeichnungen", _("Mitzeichnungen"), work.cosignatures),
            ],
            **kwargs,
        )
