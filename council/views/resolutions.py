"""/<authority>/beschluesse/: what was resolved, what follows from it."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, ListView, View

from concepts.models import Edition
from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.editing.views import CreateView, DeleteView, EditView
from integration_portal.editing.views.things import ThingMixin, came_from
from integration_portal.history.models import Revision

from .. import rules
from ..actions.resolutions import finish
from ..filters import ResolutionFilter
from ..forms.resolutions import EditionResolutionForm, FollowUpForm, ResolutionForm
from ..models import CouncilPaper, EditionResolution, FollowUp, Resolution
from .base import CrumbsMixin, tabs

FOLLOW_UPS = Prefetch("follow_ups", FollowUp.objects.select_related("responsible"))


class ResolutionList(AuthorityMixin, ListView):
    """What was resolved, what follows from it?"""

    template_name = "council/resolutions.html"
    context_object_name = "resolutions"
    paginate_by = 20

    @cached_property
    def filter(self) -> ResolutionFilter:
        visible = Resolution.objects.visible_to(self.request.user).of_house(self.authority)
        return ResolutionFilter(self.request.GET, queryset=visible, authority=self.authority)

    def get_queryset(self):
        return (
            self.filter.qs.with_outcome_shown(self.request.user)
            .select_related("body", "outcome")
            .prefetch_related(FOLLOW_UPS)
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=_("Beschlüsse"),
            filter=self.filter,
            filtered=self.filter.is_asked,
            may_write=rules.can_write_council(self.request.user, self.authority),
            tabs=tabs(self.authority, "resolutions"),
            **kwargs,
        )


class ResolutionMixin:
    model = Resolution

    def get_queryset(self):
        return (
            Resolution.objects.visible_to(self.request.user)
            .of_house(self.authority)
            .with_outcome_shown(self.request.user)
            .select_related("authority", "body", "outcome__consultation__meeting")
        )


class ResolutionPage(AuthorityMixin, ResolutionMixin, DetailView):
    template_name = "council/resolution.html"
    context_object_name = "resolution"

    def get_context_data(self, **kwargs):
        resolution, user = self.object, self.request.user
        own = resolution.authority_id == self.authority.pk
        visible = CouncilPaper.objects.visible_to(user)
        links = EditionResolution.objects.filter(
            resolution=resolution, edition__in=Edition.objects.visible_to(user)
        )
        editions = list(links.select_related("edition__authority"))
        readable = Edition.objects.visible_to(user)
        return super().get_context_data(
            title=resolution.title,
            own=own,
            paper=visible.filter(consultations__outcome__resolution=resolution)
            .select_related("authority")
            .first(),
            editions=[link.edition for link in editions],
            amendments=list(
                resolution.amendments.filter(edition__in=readable).select_related("edition")
            ),
            follow_ups=list(resolution.follow_ups.select_related("responsible")),
            may_edit=rules.can_edit_resolution(user, resolution),
            revisions=Revision.objects.of(resolution).told()[:5],
            **kwargs,
        )


class OfListMixin(CrumbsMixin):
    def crumbs(self):
        return [self.list_crumb("resolutions")]


class ResolutionCreate(OfListMixin, CreateView):
    """One that stands alone: body, fuzzy date, wording."""

    form_class = ResolutionForm
    rules = (rules.can_write_council,)
    title = gettext_lazy("Beschluss eintragen")

    def new_thing(self):
        return Resolution(authority=self.authority)

    def get_cancel_url(self):
        return reverse("council:resolutions", args=[self.authority.slug])


class OwnResolutionMixin(ResolutionMixin):
    thing_rules = (rules.can_edit_resolution,)

    def get_queryset(self):
        return super().get_queryset().filter(authority=self.authority)


class ResolutionEdit(OwnResolutionMixin, OfListMixin, EditView):
    form_class = ResolutionForm


class ResolutionDelete(OwnResolutionMixin, DeleteView):
    """Only one that stands alone; another one goes with its outcome."""

    def blockers(self, thing):
        if thing.outcome_id is None:
            return []
        return [_("Er steht auf dem Ergebnis einer Sitzung. Berichtigen Sie dort das Ergebnis.")]

    def get_success_url(self, thing):
        return reverse("council:resolutions", args=[self.authority.slug])

    def get_context_data(self, **kwargs):
        crumbs = [
            (_("Beschlüsse"), self.get_success_url(self.thing)),
            (str(self.thing), self.thing.get_absolute_url()),
        ]
        return super().get_context_data(crumbs=crumbs, **kwargs)


class EditionResolutionCreate(OfListMixin, CreateView):
    """/<authority>/beschluesse/fassung/<edition>/: by which resolution an old edition counts."""

    form_class = EditionResolutionForm
    rules = (rules.can_write_council,)
    save_label = gettext_lazy("Beschluss festhalten")

    def new_thing(self):
        visible = Edition.objects.visible_to(self.request.user).select_related("concept__authority")
        self.edition = get_object_or_404(
            visible, authority=self.authority, slug=self.kwargs["edition"]
        )
        return Resolution(authority=self.authority)

    def get_title(self):
        return _("Beschluss zu „%(edition)s“") % {"edition": self.edition}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"edition": self.edition}

    def get_cancel_url(self):
        return came_from(self.request) or self.edition.get_absolute_url()

    def get_success_url(self, thing):
        return came_from(self.request) or self.edition.get_absolute_url()


class FollowUpMixin:
    """Duties of one resolution of this authority."""

    model = FollowUp
    thing_rules = (rules.can_edit_follow_up,)

    def get_queryset(self):
        return (
            FollowUp.objects.visible_to(self.request.user)
            .filter(resolution=self.kwargs["resolution"], resolution__authority=self.authority)
            .select_related("resolution__authority", "resolution__body")
        )

    def resolution_url(self) -> str:
        return reverse("council:resolution", args=[self.authority.slug, self.kwargs["resolution"]])

    def get_cancel_url(self):
        return came_from(self.request) or self.resolution_url()

    def get_success_url(self, thing=None):
        return came_from(self.request) or self.resolution_url()


class FollowUpFormMixin(FollowUpMixin, CrumbsMixin):
    form_class = FollowUpForm

    def crumbs(self):
        return [self.list_crumb("resolutions"), (_("Beschluss"), self.resolution_url())]


class FollowUpCreate(FollowUpFormMixin, CreateView):
    title = gettext_lazy("Auftrag eintragen")

    def new_thing(self):
        visible = Resolution.objects.visible_to(self.request.user)
        resolution = get_object_or_404(
            visible.select_related("body"),
            authority=self.authority,
            pk=self.kwargs["resolution"],
        )
        if not rules.can_edit_resolution(self.request.user, resolution):
            raise PermissionDenied
        return FollowUp(resolution=resolution)


class FollowUpEdit(FollowUpFormMixin, EditView):
    title = gettext_lazy("Auftrag bearbeiten")


class FollowUpDone(FollowUpMixin, ThingMixin, View):
    """POST: it is done, as of today."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        follow_up = finish(follow_up=self.get_thing(), by=request.user)
        text = _("Der Auftrag „%(text)s“ ist erledigt.") % {"text": follow_up.text[:120]}
        messages.success(request, text)
        return redirect(self.get_success_url())
