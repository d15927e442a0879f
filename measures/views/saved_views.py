"""/<authority>/massnahmen/ansichten/: lists of measures under a name."""

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.editing.views import DeleteView, FormPageView

from .. import rules
from ..forms import SavedViewForm
from ..models import SavedView

_NOT_KEPT = ("page", "next", "eingabe")
LONGEST = 2000  # signs of an address that is kept


class SavedViewMixin:
    """One's own and the shared ones of the authority."""

    model = SavedView
    rules = (rules.can_keep_views,)

    def get_queryset(self):
        return (
            SavedView.objects.visible_to(self.request.user)
            .filter(authority=self.authority)
            .select_related("authority", "owner")
        )

    def get_success_url(self, thing=None) -> str:
        return reverse("measures:views", args=[self.authority.slug])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def crumbs(self) -> list[tuple[str, str]]:
        measures = reverse("measures:list", args=[self.authority.slug])
        views = reverse("measures:views", args=[self.authority.slug])
        return [(_("Maßnahmen"), measures), (_("Ansichten"), views)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"crumbs": self.crumbs()} | kwargs)


class SavedViews(SavedViewMixin, AuthorityMixin, ListView):
    """Which lists do I have, and which are everybody's?"""

    template_name = "measures/views/list.html"
    context_object_name = "views"
    extra_context = {"title": gettext_lazy("Ansichten")}

    def get_context_data(self, **kwargs):
        views = list(self.get_queryset())
        for view in views:
            view.may_edit = rules.can_edit_view(self.request.user, view)
        return super().get_context_data(views=views, crumbs=self.crumbs()[:1], **kwargs)


class SavedViewCreate(SavedViewMixin, FormPageView):
    """The address after the question mark is what is kept."""

    form_class = SavedViewForm
    title = gettext_lazy("Ansicht speichern")

    def get_form_kwargs(self) -> dict:
        view = SavedView(authority=self.authority, owner=self.request.user, query=self._query())
        return super().get_form_kwargs() | {"view": view}

    def _query(self) -> str:
        query: QueryDict = self.request.GET.copy()
        for name in _NOT_KEPT:
            query.pop(name, None)
        return query.urlencode()[:LONGEST]

    def get_success_url(self, thing=None) -> str:
        return thing.get_absolute_url() if thing else super().get_success_url()

    def get_cancel_url(self) -> str:
        return f"{reverse('measures:list', args=[self.authority.slug])}?{self._query()}"


class SavedViewEdit(SavedViewMixin, FormPageView):
    form_class = SavedViewForm

    def get_thing(self) -> SavedView:
        view = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        if not rules.can_edit_view(self.request.user, view):
            raise PermissionDenied
        return view

    def get_title(self) -> str:
        return _("Ansicht „%(name)s“ bearbeiten") % {"name": self.thing}

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"view": self.thing}


class SavedViewDelete(SavedViewMixin, DeleteView):
    thing_rules = (rules.can_edit_view,)
