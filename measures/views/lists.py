"""/<authority>/massnahmen/"""

from functools import cached_property

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.views.generic import ListView

from concepts.current import edition_for
from concepts.models import Edition
from integration_portal.accounts.rules import is_officer
from integration_portal.accounts.views.base import AuthorityMixin

from ..filters import MeasureFilter, ordered
from ..models import Measure, MeasureRole
from ..rules import can_add_measure


class MeasureList(AuthorityMixin, ListView):
    """Which measures …? The address is the list's memory."""

    template_name = "measures/list.html"
    context_object_name = "measures"
    paginate_by = 25

    @cached_property
    def edition(self) -> Edition | None:
        return edition_for(self.request.user, self.authority, self.request.GET.get("fassung", ""))

    @cached_property
    def filter(self) -> MeasureFilter:
        return MeasureFilter(self.request.GET, queryset=self.all_rows, edition=self.edition)

    @property
    def all_rows(self):
        return Measure.objects.filter(edition=self.edition).whole()

    def get_queryset(self):
        if self.edition is None:
            return Measure.objects.none()
        rows = self.filter.qs if self.filter.form.is_valid() else self.all_rows
        leads = MeasureRole.objects.leads().select_related("organisation")
        return (
            ordered(rows, self.request.GET.get("sort", "nummer"))
            .with_progress()
            .select_related("field", "last_report")
            .defer("description", "search_text", "field__description", "field__guiding_goal")
            .prefetch_related(Prefetch("roles", leads, to_attr="leads"))
        )

    def get_context_data(self, **kwargs):
        edition = self.edition
        return super().get_context_data(
            title=_("Maßnahmen"),
            edition=edition,
            filter=self.filter if edition else None,
            total=self.all_rows.count() if edition else 0,
            sort=self.request.GET.get("sort", "nummer"),
            may_add=bool(edition) and can_add_measure(self.request.user, edition),
            is_officer=is_officer(self.request.user, self.authority),
            **kwargs,
        )
