"""/<authority>/sachstandsabfragen/…: a round before anybody is asked, until it is opened."""

import datetime as dt
from collections.abc import Collection
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from concepts.current import edition_for
from integration_portal.editing.views import CreateView, DeleteView, EditView
from measures.filters import MeasureFilter

from .. import letters, rules
from ..actions import running
from ..forms import RoundForm
from ..grouping import groups_of
from ..models import ReportingRound
from .base import AskedView, RoundMixin

WEEKS = dt.timedelta(weeks=4)


def list_filters() -> Collection[str]:
    """What of the address of a list of measures says which ones they are."""
    return MeasureFilter.base_filters


class RoundCreate(CreateView):
    """For the edition that counts, or the one of `?fassung=`."""

    model = ReportingRound
    form_class = RoundForm
    template_name = "rounds/form.html"
    rules = (rules.can_run_rounds,)
    save_label = gettext_lazy("Speichern und Empfänger prüfen")

    def new_thing(self) -> ReportingRound:
        slug = self.request.GET.get("fassung", "")
        edition = edition_for(self.request.user, self.authority, slug)
        if edition is None or edition.authority_id != self.authority.pk:
            raise Http404
        today = timezone.localdate()
        given = {
            name: value
            for name, value in self.request.GET.items()
            if name in list_filters() and value
        }
        return ReportingRound(
            edition=edition,
            authority=self.authority,
            title=_("Sachstandsbericht %(year)s") % {"year": today.year},
            on=today,
            due=today + WEEKS,
            selection=urlencode(given)[:500],
        )

    def get_title(self) -> str:
        return _("Sachstandsabfrage anlegen")

    def get_cancel_url(self) -> str:
        return reverse("rounds:list", args=[self.authority.slug])


class RoundEdit(RoundMixin, EditView):
    form_class = RoundForm
    template_name = "rounds/form.html"
    thing_rules = (rules.can_prepare,)


class RoundDelete(RoundMixin, DeleteView):
    thing_rules = (rules.can_prepare,)

    def get_success_url(self, thing) -> str:
        return reverse("rounds:list", args=[self.authority.slug])

    def get_context_data(self, **kwargs):
        return super().get_context_data(crumbs=self.crumbs(self.thing), **kwargs)


class LetterPreview(RoundMixin, TemplateView):
    """The letter as one recipient would get it, `?an=<address>`."""

    template_name = "rounds/preview.html"

    def get_context_data(self, **kwargs):
        found = self.get_round()
        groups = groups_of(found, officer_email=self.request.user.email)
        wanted = self.request.GET.get("an", "").lower()
        group = next((one for one in groups if one.email == wanted), groups[0] if groups else None)
        return super().get_context_data(
            title=_("Vorschau der Mail"),
            round=found,
            groups=groups,
            group=group,
            text=letters.preview(found, group.measures) if group else "",
            **kwargs,
        )


class OpenRound(AskedView):
    template_name = "rounds/open.html"

    def allowed(self, found: ReportingRound) -> bool:
        return rules.can_prepare(self.request.user, found)

    def asks(self, found: ReportingRound) -> dict:
        title = _("„%(title)s“ eröffnen?") % {"title": found.title}
        return {"title": title, "round": found, **self.whom(found)}

    def act(self, found: ReportingRound) -> str:
        origin = self.request.build_absolute_uri("/").rstrip("/")
        opened = running.open_round(reporting_round=found, by=self.request.user, origin=origin)
        count = opened.recipients.count()
        return ngettext(
            "Die Abfrage läuft. %(n)s Mail geht hinaus; der Postausgang zeigt sie.",
            "Die Abfrage läuft. %(n)s Mails gehen hinaus; der Postausgang zeigt sie.",
            count,
        ) % {"n": count}
