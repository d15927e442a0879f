"""The whole history of one thing: paged, filtered by person and period, and as it once stood."""

import datetime as dt

from django import forms
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from integration_portal.accounts.models import User
from integration_portal.core.addresses import number

from .days import DayForm, end_of
from .models import Revision, RevisionQuerySet
from .sheet import sheet
from .thaw import thaw
from .things import ThingMixin

PER_PAGE = 25


class HistoryFilter(forms.Form):
    """Who changed it, from when until when."""

    person = forms.ModelChoiceField(
        User.objects.none(), label=_("von wem"), required=False, empty_label=_("allen")
    )
    von = forms.DateField(label=_("von"), required=False)
    bis = forms.DateField(label=_("bis"), required=False)

    def __init__(self, data, *, revisions: RevisionQuerySet):
        super().__init__(data)
        authors = revisions.exclude(by=None).order_by().values("by")
        self.fields["person"].queryset = User.objects.filter(pk__in=authors).order_by("function")

    def found(self, revisions: RevisionQuerySet) -> RevisionQuerySet:
        """What fits; fields that cannot be read leave out nothing."""
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("person"):
            revisions = revisions.filter(by=asked["person"])
        if asked.get("von"):
            revisions = revisions.filter(at__date__gte=asked["von"])
        if asked.get("bis"):
            revisions = revisions.filter(at__date__lte=asked["bis"])
        return revisions


class HistoryView(ThingMixin, TemplateResponseMixin, ContextMixin, View):
    """`?stand=<id>` shows the thing as it stood after that revision, `?am=14.12.2020` on a day."""

    template_name = "history/page.html"
    template_as_of = "history/as_of.html"

    def get_revisions(self, thing: models.Model) -> RevisionQuerySet:
        return Revision.objects.of(thing)

    def get_as_of_context(self, revision: Revision, moment: dt.datetime) -> dict:
        """More for a room's own `template_as_of`; `frozen` and `revision` are there."""
        return {}

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.thing = self.get_thing()
        if "stand" in request.GET:
            return self.after(request.GET["stand"])
        day_form = DayForm(request.GET if "am" in request.GET else None)
        if day_form.is_valid():
            return self.on_day(day_form.cleaned_data["am"])
        revisions = self.get_revisions(self.thing)
        form = HistoryFilter(request.GET, revisions=revisions)
        found = form.found(revisions).told()
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        context = {"form": form, "page_obj": page, "revisions": page.object_list}
        title = _("Verlauf: %(thing)s") % {"thing": str(self.thing)[:120]}
        return self.render_to_response(
            self.get_context_data(title=title, day_form=day_form, **context)
        )

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(thing=self.thing, **kwargs)

    def after(self, asked: str) -> HttpResponse:
        """As the thing stood after one revision."""
        revision = self.get_revisions(self.thing).told().filter(pk=number(asked)).first()
        if revision is None:
            raise Http404
        return self.frozen(revision, revision.at)

    def on_day(self, day: dt.date) -> HttpResponse:
        """As the thing stood at the end of a day; for one before the first record, that it is so.

        The first state is often the entry of something older: it is shown with that remark.
        """
        moment = end_of(day)
        revisions = self.get_revisions(self.thing)
        revision = revisions.told().filter(at__lte=moment).order_by("-pk").first()
        if revision is None:
            since = revisions.aggregate(first=Min("at"))["first"]
            title = _("Stand am %(day)s: %(thing)s") % {
                "day": f"{day:%d.%m.%Y}",
                "thing": str(self.thing)[:120],
            }
            return self.draw_as_of(title=title, day=day, since=since)
        return self.frozen(revision, moment, day=day)

    def frozen(self, revision: Revision, moment: dt.datetime, **kwargs) -> HttpResponse:
        return self.draw_as_of(
            title=revision.label,
            revision=revision,
            frozen=thaw(type(self.thing), revision.state, self.thing.pk),
            sheet=sheet(type(self.thing), revision.state),
            **self.get_as_of_context(revision, moment),
            **kwargs,
        )

    def draw_as_of(self, **context) -> HttpResponse:
        return self.response_class(
            request=self.request,
            template=[self.template_as_of],
            context=self.get_context_data(**context),
            using=self.template_engine,
        )
