"""Bodies: who sits there, when do they meet, what did they decide."""

from django import forms
from django.db.models import OuterRef, Prefetch, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.core.queries import place_in
from integration_portal.editing.forms import PortalForm

from ..enums import BodyKind, MembershipRole
from ..forms import BodyForm
from ..models import Body, Meeting, Membership
from .base import CreatePage, DeletePage, DetailPage, EditPage, HistoryPage, ListPage

_SHOWN = 6  # sittings, papers and resolutions named on a body's page


class BodyList(ListPage):
    model = Body
    template_name = "stakeholders/bodies.html"
    title = _("Gremien")
    paginate_by = 100

    def get_queryset(self):
        today = timezone.localdate()
        upcoming = Meeting.objects.upcoming(today).filter(body=OuterRef("pk")).values("date")[:1]
        rows = (
            super()
            .get_queryset()
            .annotate(
                next_date=Subquery(upcoming),
                kind_place=place_in(BodyKind, "kind"),
            )
        )
        if "ehemalige" not in self.request.GET:
            rows = rows.active(today)
        return rows.order_by("kind_place", "sort_key", "pk")

    def get_context_data(self, **kwargs):
        former = Body.objects.filter(authority=self.authority).exclude(
            pk__in=Body.objects.active().values("pk")
        )
        return super().get_context_data(
            with_former="ehemalige" in self.request.GET, has_former=former.exists(), **kwargs
        )


class DayForm(PortalForm):
    tag = forms.DateField(label=_("Mitglieder am"), required=False)


class BodyPage(DetailPage):
    model = Body
    template_name = "stakeholders/body.html"

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .select_related("office__authority", "succeeds__authority")
            .prefetch_related(Prefetch("successors", Body.objects.select_related("authority")))
        )

    def get_context_data(self, **kwargs):
        body, today = self.object, timezone.localdate()
        asked = {"tag": self.request.GET.get("tag") or f"{today:%d.%m.%Y}"}
        form = DayForm(asked)
        day = (form.cleaned_data["tag"] or today) if form.is_valid() else None
        return super().get_context_data(
            form_of_day=form,
            day=day,
            is_today=day == today,
            has_ended=body.has_ended(today),
            members=self._members(day or today),
            upcoming=body.meetings.upcoming(today).prefetch_related("moves")[:_SHOWN],
            past=body.meetings.past(today).prefetch_related("moves")[:_SHOWN],
            stations=self._stations(),
            resolutions=self._resolutions(),
            **kwargs,
        )

    def _members(self, day):
        """In the order of their roles: who chairs comes first."""
        return (
            Membership.objects.visible_to(self.request.user)
            .filter(body=self.object)
            .on(day)
            .select_related("person__authority", "organisation__authority")
            .annotate(place=place_in(MembershipRole, "role"))
            .order_by("place", "organisation__sort_key", "person__sort_key", "pk")
        )

    def _stations(self):
        """The newest papers that came or come before this body, as far as this person sees them."""
        user = self.request.user
        return (
            self.object.consultations.visible_to(user)
            .with_outcome_shown(user)
            .select_related("paper__authority", "meeting", "outcome")
            .order_by("-paper__date", "-pk")[:_SHOWN]
        )

    def _resolutions(self):
        rows = self.object.resolutions.visible_to(self.request.user)
        return rows.select_related("authority")[:_SHOWN]


class BodyCreate(CreatePage):
    above = "bodies"
    form_class = BodyForm
    title = _("Gremium anlegen")

    def new_thing(self):
        return Body(authority=self.authority)


class BodyEdit(EditPage):
    above = "bodies"
    model = Body
    form_class = BodyForm


class BodyDelete(DeletePage):
    above = "bodies"
    model = Body


class BodyHistory(HistoryPage):
    model = Body
    above = "bodies"
