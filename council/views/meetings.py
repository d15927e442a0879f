"""/<authority>/sitzungen/: past and coming sittings, their agenda."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, ListView

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.core.addresses import number
from integration_portal.editing.views import CreateView, DeleteView, EditView, MoveView
from stakeholders.models import Meeting
from stakeholders.rules import can_keep_stakeholders

from .. import rules
from ..filters import MeetingFilter
from ..forms.agenda import AgendaItemForm
from ..models import AgendaItem, Consultation, CouncilPaper
from ..presenting import Viewer
from .base import CrumbsMixin, tabs


class MeetingList(AuthorityMixin, ListView):
    """When does who meet, and which papers are on it? ?zeit=vergangen shows what was."""

    template_name = "council/meetings.html"
    context_object_name = "meetings"
    paginate_by = 30

    @property
    def past(self) -> bool:
        return self.request.GET.get("zeit") == "vergangen"

    @cached_property
    def filter(self) -> MeetingFilter:
        rows = Meeting.objects.visible_to(self.request.user).filter(body__authority=self.authority)
        return MeetingFilter(self.request.GET, queryset=rows, authority=self.authority)

    def get_queryset(self):
        papers = CouncilPaper.objects.visible_to(self.request.user).values("pk")
        today, rows = timezone.localdate(), self.filter.qs
        if self.past:
            rows = rows.past(today)
        else:
            time = F("time").asc(nulls_last=True)
            rows = rows.filter(date__gte=today).order_by("date", time, "pk")
        return (
            rows.select_related("body")
            .prefetch_related("moves")
            .annotate(
                papers=Count(
                    "consultations", filter=Q(consultations__paper__in=papers), distinct=True
                )
            )
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=_("Sitzungen"),
            filter=self.filter,
            past=self.past,
            may_keep=can_keep_stakeholders(self.request.user, self.authority),
            tabs=tabs(self.authority, "meetings"),
            section="papers",
            **kwargs,
        )


def agenda_of(meeting: Meeting, user) -> list[AgendaItem]:
    """Items the user may see; each knows `paper`, if they may read it, and `outcome`."""
    viewer = Viewer(user)
    readable = set(
        CouncilPaper.objects.visible_to(user)
        .filter(consultations__meeting=meeting)
        .values_list("pk", flat=True)
    )
    items = list(
        AgendaItem.objects.visible_to(user)
        .filter(meeting=meeting)
        .select_related("consultation__paper", "consultation__body", "consultation__outcome")
    )
    for item in items:
        station = item.consultation
        known = station is not None and station.paper_id in readable
        item.paper = station.paper if known else None
        item.outcome = viewer.outcome_of(station, station.paper) if known else None
    return items


class MeetingMixin:
    model = Meeting

    def get_queryset(self):
        return (
            Meeting.objects.visible_to(self.request.user)
            .filter(body__authority=self.authority)
            .select_related("body__authority", "term")
        )


class MeetingPage(AuthorityMixin, MeetingMixin, DetailView):
    """What is on the agenda, and was the day moved?"""

    template_name = "council/meeting.html"
    context_object_name = "meeting"

    def get_queryset(self):
        return super().get_queryset().prefetch_related("moves")

    def get_context_data(self, **kwargs):
        meeting, user = self.object, self.request.user
        viewer = Viewer(user)
        stations = list(
            Consultation.objects.visible_to(user)
            .filter(meeting=meeting, agenda_item=None)
            .select_related("paper", "body", "outcome")
        )
        for station in stations:
            station.shown = viewer.outcome_of(station, station.paper)
        return super().get_context_data(
            title=str(meeting),
            items=agenda_of(meeting, user),
            stations=stations,
            may_keep_agenda=rules.can_keep_agenda(user, meeting),
            may_keep=can_keep_stakeholders(user, self.authority),
            **kwargs,
        )


class AgendaMixin:
    """Items of one meeting of this authority."""

    model = AgendaItem
    form_class = AgendaItemForm
    thing_rules = (rules.can_edit_item,)

    def get_queryset(self):
        return (
            AgendaItem.objects.visible_to(self.request.user)
            .filter(meeting=self.kwargs["meeting"], meeting__body__authority=self.authority)
            .select_related("meeting__body__authority")
        )

    def meeting_url(self) -> str:
        return reverse("council:meeting", args=[self.authority.slug, self.kwargs["meeting"]])

    def get_cancel_url(self):
        return self.meeting_url()

    def get_success_url(self, thing=None):
        return self.meeting_url()


class AgendaFormMixin(AgendaMixin, CrumbsMixin):
    def crumbs(self):
        return [self.list_crumb("meetings"), (_("Sitzung"), self.meeting_url())]


class AgendaItemCreate(AgendaFormMixin, CreateView):
    """A new item, perhaps for a station that stands on this day (?station=12)."""

    title = gettext_lazy("Tagesordnungspunkt anlegen")
    more = True

    def new_thing(self):
        meetings = Meeting.objects.visible_to(self.request.user)
        meeting = get_object_or_404(
            meetings.select_related("body__authority"),
            body__authority=self.authority,
            pk=self.kwargs["meeting"],
        )
        if not rules.can_keep_agenda(self.request.user, meeting):
            raise PermissionDenied
        item = AgendaItem(meeting=meeting, public=meeting.public)
        if asked := number(self.request.GET.get("station")):
            stations = Consultation.objects.visible_to(self.request.user)
            item.consultation = get_object_or_404(
                stations.select_related("paper"), meeting=meeting, pk=asked
            )
            item.title = item.consultation.paper.subject
            item.public = meeting.public and item.consultation.public
        return item


class AgendaItemEdit(AgendaFormMixin, EditView):
    pass


class AgendaItemDelete(AgendaMixin, DeleteView):
    pass


class AgendaItemMove(AgendaMixin, MoveView):
    template_name = "council/_agenda.html"

    def history_of(self, thing):
        return thing

    def get_context_data(self, **kwargs):
        meeting = kwargs["thing"].meeting
        return super().get_context_data(
            meeting=meeting,
            items=agenda_of(meeting, self.request.user),
            may_keep_agenda=True,
            **kwargs,
        )
