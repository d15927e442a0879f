from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTimeWidget
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.core.queries import counted

from ..actions.meetings import move_meeting, term_on
from ..enums import MeetingState
from ..models import Body, LegislativeTerm, Meeting, MeetingMove, Membership
from .base import StakeholderAdmin, StakeholderForm, StillThereFilter
from .inlines import ListedInline, RepresentativesInline, SeatsInline
from .merging import MergingMixin


class MembersOfBody(SeatsInline):
    fields = (("person", "organisation"), ("role", "since", "until"))
    autocomplete_fields = ("person", "organisation")


class RepresentativesOfBody(RepresentativesInline):
    fk_name = "body"
    verbose_name_plural = _("Konten, die darin sitzen")


@admin.register(Body)
class BodyAdmin(MergingMixin, StakeholderAdmin):
    index_position = 4
    list_display = (
        "name", "short_name", "authority", "kind", "public", "rhythm", "member_count",
        "meeting_count",
    )  # fmt: skip
    list_filter = ("authority", "kind", "public", StillThereFilter)
    list_select_related = ("authority",)
    search_fields = ("search_text",)
    search_help_text = _("Name oder Kurzname")
    autocomplete_fields = ("office", "succeeds")
    readonly_fields = ("used_in",)
    actions = ("merge_selected", "export_csv")
    inlines = (MembersOfBody, RepresentativesOfBody)
    fieldsets = (
        (None, {"fields": ("authority", "name", "short_name", "kind", "note")}),
        (_("Sitzungen"), {"fields": ("public", "rhythm", "office")}),
        (_("Bestehen"), {"fields": ("since", "until", "succeeds")}),
        (_("Verwendung"), {"fields": ("used_in",)}),
    )
    csv_columns = (
        "name", "short_name", "kind", "public", "rhythm", "office", "since", "until",
        "member_count", "meeting_count",
    )  # fmt: skip

    def get_queryset(self, request):
        today = timezone.localdate()
        return (
            super()
            .get_queryset(request)
            .select_related("authority", "office")
            .annotate(
                member_number=counted(Membership.objects.on(today), "body"),
                meeting_number=counted(Meeting.objects.all(), "body"),
            )
        )

    @admin.display(description=_("Mitglieder heute"), ordering="member_number")
    def member_count(self, body):
        return body.member_number

    @admin.display(description=_("Sitzungen"), ordering="meeting_number")
    def meeting_count(self, body):
        return body.meeting_number


@admin.register(LegislativeTerm)
class LegislativeTermAdmin(StakeholderAdmin):
    index_position = 7
    list_display = ("name", "authority", "starts_on", "ends_on", "meeting_count")
    list_filter = ("authority",)
    list_select_related = ("authority",)
    search_fields = ("name",)
    fields = ("authority", "name", "starts_on", "ends_on")
    csv_columns = ("name", "starts_on", "ends_on", "meeting_count")

    def get_queryset(self, request):
        number = counted(Meeting.objects.all(), "term")
        return super().get_queryset(request).annotate(meeting_number=number)

    @admin.display(description=_("Sitzungen"), ordering="meeting_number")
    def meeting_count(self, term):
        return term.meeting_number


class MovesOfMeeting(ListedInline):
    model = MeetingMove
    fields = ("from_date", "to_date", "reason", "by", "at")
    show_change_link = False


class MeetingAdminForm(StakeholderForm):
    """Another day needs a reason; the old day stays with it."""

    reason = forms.CharField(
        label=_("Grund der Verlegung"),
        max_length=300,
        required=False,
        help_text=_("Nur nötig, wenn sich der Tag ändert. Der alte Tag bleibt sichtbar."),
    )

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.moves and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Warum wird die Sitzung verlegt?"))
        states = (self.initial.get("state"), cleaned.get("state"))
        if self.moves and MeetingState.HELD in states:
            self.add_error(
                "date",
                _("Die Sitzung hat schon stattgefunden. Setzen Sie erst ihren Stand zurück."),
            )
        return cleaned

    @property
    def moves(self) -> bool:
        day = self.cleaned_data.get("date")
        return bool(self.instance.pk and day and day != self.initial.get("date"))


@admin.register(Meeting)
class MeetingAdmin(StakeholderAdmin):
    form = MeetingAdminForm
    formfield_overrides = {models.TimeField: {"widget": AdminTimeWidget(format="%H:%M")}}
    authority_path = "body__authority"
    index_position = 5
    list_display = (
        "date",
        "body",
        "time",
        "place",
        "public",
        "state",
        "papers_due_on",
        "move_count",
    )
    list_display_links = ("date", "body")
    list_filter = ("state", "public", "body", "term")
    list_select_related = ("body",)
    date_hierarchy = "date"
    search_fields = ("body__search_text",)
    search_help_text = _("Gremium")
    autocomplete_fields = ("body", "term")
    readonly_fields = ("used_in",)
    inlines = (MovesOfMeeting,)
    csv_columns = (
        "date",
        "time",
        "body",
        "place",
        "public",
        "state",
        "papers_due_on",
        "move_count",
    )

    def get_fieldsets(self, request, obj=None):
        when = ("date", "reason", "time") if obj else ("date", "time")
        used = ((_("Verwendung"), {"fields": ("used_in",)}),) if obj else ()
        return (
            (None, {"fields": ("body", *when, "place", "public", "state")}),
            (_("Vorbereitung"), {"fields": ("papers_due_on", "term", "note")}),
            *used,
        )

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        return (*names, "body") if obj else names

    def get_queryset(self, request):
        number = counted(MeetingMove.objects.all(), "meeting")
        queryset = super().get_queryset(request).select_related("body__authority", "term")
        return queryset.annotate(move_number=number)

    @admin.display(description=_("verlegt"), ordering="move_number")
    def move_count(self, meeting):
        return meeting.move_number

    def save_model(self, request, obj, form, change):
        if change and form.moves:
            new_day, obj.date = obj.date, form.initial["date"]
            super().save_model(request, obj, form, change)
            move_meeting(
                meeting=obj, to_date=new_day, reason=form.cleaned_data["reason"], by=request.user
            )
            obj.refresh_from_db()
            return
        if obj.term is None:
            obj.term = term_on(obj.body.authority_id, obj.date)
        super().save_model(request, obj, form, change)
