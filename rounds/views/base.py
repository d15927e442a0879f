"""What the pages of a round have in common, and those that do one thing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from integration_portal.accounts.views.base import AuthorityMixin

from .. import rules
from ..grouping import gaps_in, groups_of
from ..models import ReportingRound


class RoundMixin(AuthorityMixin):
    model = ReportingRound
    rules = (rules.can_run_rounds,)

    def get_queryset(self):
        rounds = ReportingRound.objects.visible_to(self.request.user)
        return rounds.filter(authority=self.authority).select_related("authority", "edition")

    def get_round(self) -> ReportingRound:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def crumbs(self, found: ReportingRound) -> list[tuple[str, str]]:
        rounds = reverse("rounds:list", args=[self.authority.slug])
        return [(_("Sachstandsabfragen"), rounds), (found.title, found.get_absolute_url())]

    def whom(self, found: ReportingRound) -> dict:
        """Whom it would ask, for what."""
        groups = groups_of(found, officer_email=self.request.user.email)
        return {
            "groups": groups,
            "gaps": gaps_in(groups),
            "count": sum(len(group.asked) for group in groups),
        }


class ActionView(AuthorityMixin, View):
    """A button: does one thing, says what came of it, goes back."""

    http_method_names = ["post", "options"]
    rules = (rules.can_run_rounds,)

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        thing = self.get_thing()
        try:
            messages.success(request, self.act(thing))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(self.back(thing))

    def get_thing(self):
        raise NotImplementedError

    def act(self, thing) -> str:
        raise NotImplementedError

    def back(self, thing) -> str:
        raise NotImplementedError


class RoundAction(RoundMixin, ActionView):
    def get_thing(self) -> ReportingRound:
        return self.get_round()

    def back(self, thing: ReportingRound) -> str:
        return thing.get_absolute_url()


class AskedView(RoundMixin, TemplateView):
    """A step that cannot be taken back: a page of its own asks for it."""

    template_name = "base_confirm.html"

    def allowed(self, found: ReportingRound) -> bool:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        found = self.get_round()
        if not self.allowed(found):
            raise PermissionDenied(_("Das geht bei dieser Abfrage nicht mehr."))
        context = {
            "crumbs": self.crumbs(found),
            "cancel_url": found.get_absolute_url(),
            "consequences_title": _("Das geschieht dabei"),
            **self.asks(found),
        }
        return self.render_to_response(self.get_context_data(**context))

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        found = self.get_round()
        if not self.allowed(found):
            messages.info(request, _("Das ist schon geschehen."))
            return redirect(found)
        try:
            messages.success(request, self.act(found))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(found)

    def asks(self, found: ReportingRound) -> dict:
        raise NotImplementedError

    def act(self, found: ReportingRound) -> str:
        raise NotImplementedError
