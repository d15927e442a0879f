"""What the pages of bodies and network have in common."""

from django.views.generic import DetailView, ListView

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.history.models import Revision

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
            context["changes"] = told(self.object)
        return context


def told(thing) -> list[dict]:
    """The last changes of a thing as `components/history.html` prints them."""
    revisions = Revision.objects.of(thing).select_related("previous", "by")[:_LAST_CHANGES]
    return [
        {
            "text": "; ".join(c.sentence for c in revision.changes)
            or revision.get_action_display(),
            "at": revision.at,
            "by": revision.by,
            "reason": revision.reason,
        }
        for revision in revisions
    ]
