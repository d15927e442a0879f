"""Meetings: entering, changing and moving them. Their page, with the agenda, is the council's."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integration_portal.core.addresses import number
from integration_portal.editing.views import FormPageView
from integration_portal.editing.views.things import ThingMixin

from ..forms import MeetingForm, MeetingMoveForm
from ..models import Body, Meeting
from .base import CreatePage, DeletePage, EditPage, KeepingMixin


class MeetingCreate(CreatePage):
    above = "bodies"
    form_class = MeetingForm
    title = _("Sitzung anlegen")

    def new_thing(self):
        """`?gremium=12` says whose sitting it is."""
        meeting = Meeting()
        if asked := number(self.request.GET.get("gremium")):
            own = Body.objects.filter(authority=self.authority)
            meeting.body = get_object_or_404(own, pk=asked)
            meeting.public = meeting.body.public
        return meeting


class MeetingEdit(EditPage):
    above = "bodies"
    model = Meeting
    form_class = MeetingForm


class MeetingMoveView(KeepingMixin, ThingMixin, FormPageView):
    above = "bodies"
    model = Meeting
    form_class = MeetingMoveForm
    save_label = _("Verlegen")

    def get_title(self):
        return _("%(meeting)s verlegen") % {"meeting": self.thing}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"meeting": self.thing}

    def form_valid(self, form):
        move = form.save(by=self.request.user)
        return self.saved(move.meeting)

    def get_saved_message(self, thing):
        return _(
            "Die Sitzung ist jetzt am %(day)s. Der alte Tag bleibt mit dem Grund sichtbar."
        ) % {"day": f"{thing.date:%d.%m.%Y}"}


class MeetingDelete(DeletePage):
    above = "bodies"
    model = Meeting

    def get_success_url(self, thing):
        return reverse("stakeholders:body", args=[self.authority.slug, thing.body_id])
