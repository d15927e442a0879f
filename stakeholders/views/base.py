"""What the pages of bodies and network have in common."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.editing.views import CreateView, DeleteView, EditView
from integration_portal.editing.views.things import came_from
from integration_portal.history.models import Revision
from integration_portal.history.views import HistoryView

from ..actions.deleting import delete
from ..rules import can_keep_stakeholders, can_see_people

_LAST_CHANGES = 5


class RightsMixin(AuthorityMixin):
    """Tells templates what this person may see and do here."""

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            can_keep=can_keep_stakeholders(user, self.authority),
            sees_people=can_see_people(user, self.authority),
            **kwargs,
        )


class ListPage(RightsMixin, ListView):
    """A filtered list: `filter_class`, `title`."""

    paginate_by = 50
    filter_class = None
    title = ""

    def get_queryset(self):
        rows = self.model.objects.visible_to(self.request.user).filter(authority=self.authority)
        if self.filter_class is None:
            return rows
        self.filter = self.filter_class(self.request.GET, queryset=rows, request=self.request)
        return self.filter.qs

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.title, filter=getattr(self, "filter", None), **kwargs
        )


class DetailPage(RightsMixin, DetailView):
    """A thing of this authority, with its last changes for those who work inside."""

    def get_queryset(self):
        rows = self.model.objects.visible_to(self.request.user)
        return rows.filter(authority=self.authority).select_related("authority")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(title=str(self.object), **kwargs)
        if context["sees_people"]:
            context["revisions"] = Revision.objects.of(self.object).told()[:_LAST_CHANGES]
        return context


class KeepingMixin:
    """A form or a question of those who keep the address book; `above` is the list it is from."""

    rules = (can_keep_stakeholders,)
    above = "network"
    sections = {
        "network": _("Netzwerk"),
        "bodies": _("Gremien"),
        "contact_points": _("Anlaufstellen"),
    }

    @property
    def section_url(self) -> str:
        return reverse(f"stakeholders:{self.above}", args=[self.authority.slug])

    def get_context_data(self, **kwargs):
        """The pages above: the list, and the thing itself once it is stored."""
        crumbs = [(self.sections[self.above], self.section_url)]
        thing = getattr(self, "thing", None)
        if thing is not None and thing.pk and self.above != "contact_points":
            crumbs.append((str(thing), thing.get_absolute_url()))
        return super().get_context_data(**{"crumbs": crumbs} | kwargs)


class CreatePage(KeepingMixin, CreateView):
    more = True

    def get_cancel_url(self):
        return came_from(self.request) or self.section_url


class EditPage(KeepingMixin, EditView):
    pass


class DeletePage(KeepingMixin, DeleteView):
    action = staticmethod(delete)

    def get_success_url(self, thing):
        return self.section_url


class HistoryPage(HistoryView):
    """Every change, for those who work inside; `above` is the list the thing stands in."""

    rules = (can_see_people,)
    template_name = "stakeholders/history.html"
    above = "network"

    def get_context_data(self, **kwargs):
        url = reverse(f"stakeholders:{self.above}", args=[self.authority.slug])
        return super().get_context_data(
            above=KeepingMixin.sections[self.above], above_url=url, **kwargs
        )
