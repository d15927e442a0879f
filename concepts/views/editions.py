"""/<authority>/konzept/<edition>/"""

import datetime as dt

from django.db.models import Min
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integration_portal.core.relations import related_model
from integration_portal.core.widgets import RichTextWidget
from integration_portal.editing.views import DeleteView, EditView, FormPageView
from integration_portal.history.days import DayForm, end_of
from integration_portal.history.models import Revision
from integration_portal.history.views import HistoryView

from .. import outline, rules
from ..enums import EditionStatus
from ..forms import EditionForm, MakingForm, StatusForm
from ..models import Edition
from ..staleness import quiet_since, told_by
from .base import DELETE, FORM, HISTORY, CheckedEditionMixin, EditionMixin, PageView
from .tree import abilities, tree_context


class EditionPage(EditionMixin, PageView):
    """What does it say? The whole tree on one page, edited where it stands."""

    template_name = "concepts/edition.html"

    def get_context_data(self, **kwargs):
        edition, user = self.edition, self.request.user
        tree, amendments = tree_context(edition, user), amendments_of(edition, user)
        told = told_by(amendments, tree["outline"].evaluations, tree["outline"].events)
        return super().get_context_data(
            title=edition.title,
            predecessors=list(edition.predecessors.visible_to(user)),
            amendments=amendments,
            resolutions=resolutions_of(edition, user),
            quiet_since=quiet_since(edition, told=told),
            contents=contents_of(tree["outline"], tree),
            editor=RichTextWidget().media if tree["is_officer"] else None,
            **tree,
            **kwargs,
        )


class AsAdopted(EditionMixin, PageView):
    """The same page as it stood when the edition came into force."""

    template_name = "concepts/as_adopted.html"

    def get_context_data(self, **kwargs):
        edition, user = self.edition, self.request.user
        frozen = outline.as_adopted(edition)
        if frozen is None:
            raise Http404
        return super().get_context_data(
            title=f"{frozen.edition.title}, {edition.frozen_as}",
            outline=frozen,
            here=edition.get_absolute_url(),
            amendments=amendments_of(edition, user),
            resolutions=resolutions_of(edition, user),
            contents=contents_of(frozen, {}),
            is_officer=rules.is_officer(user, self.authority),
            **kwargs,
        )


def amendments_of(edition: Edition, user) -> list:
    """With their resolutions, from the room above, as far as the user may read them."""
    return list(edition.amendments.select_related("by").with_resolutions(user))


def resolutions_of(edition: Edition, user) -> list:
    """By which resolutions it was adopted, as far as the user may read them."""
    model = related_model(edition.resolutions.model, "resolution")
    visible = model.objects.visible_to(user).filter(editions__edition=edition)
    return list(visible.select_related("body", "authority").distinct())


def contents_of(tree: outline.Outline, may: dict) -> list[dict]:
    """The entries of the contents: chapters and fields down to the second level, then the rest."""
    summary = tree.edition.summary
    entries = [{"id": "kurzfassung", "label": _("Kurzfassung"), "level": 1}] if summary else []
    entries += [
        {"id": node.anchor, "label": node.thing.title, "level": node.level}
        for node in tree.all_chapters
        if node.level < 3
    ]
    sections = (
        ("handlungsfelder", _("Handlungsfelder"), tree.fields or may.get("may_edit")),
        ("themen", _("Querschnittsthemen"), tree.themes or may.get("may_edit")),
        ("adressaten", _("Für wen"), tree.addressees),
        ("beteiligung", _("Beteiligung"), tree.events or may.get("may_make")),
        ("erarbeitung", _("Erarbeitung"), tree.roles or tree.has_money or may.get("may_make")),
        ("innovation", _("Innovationsbudget"), tree.innovation_budgets),
        ("planungen", _("Verwandte Planungen"), tree.related_plans),
        ("evaluationen", _("Evaluationen"), tree.evaluations or may.get("may_evaluate")),
        ("quellen", _("Quellen"), tree.sources),
    )
    for anchor, label, shown in sections:
        if shown:
            entries.append({"id": anchor, "label": label, "level": 1})
        if anchor == "handlungsfelder":
            entries += [
                {"id": node.anchor, "label": _numbered(node.thing), "level": 2}
                for node in tree.fields
            ]
    return entries


def _numbered(thing) -> str:
    return f"{thing.number} {thing.title}".strip()


class ThisEdition(EditionMixin):
    """The edition itself as the thing of a form."""

    model = Edition

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.kwargs["pk"] = self.edition.pk  # the address names it by its slug

    def get_queryset(self):
        return Edition.objects.filter(pk=self.edition.pk).select_related("concept__authority")

    def get_thing(self) -> Edition:
        self.check_edition()
        thing = self.get_queryset().get()
        thing.authority = self.authority
        return thing


class EditionEdit(ThisEdition, EditView):
    form_class = EditionForm
    template_name = FORM
    edition_rule = rules.can_change_plan


class EditionMaking(ThisEdition, EditView):
    form_class = MakingForm
    template_name = FORM
    edition_rule = rules.can_edit_making

    def get_title(self) -> str:
        return _("Erarbeitung und Kosten: %(edition)s") % {"edition": self.edition}


class EditionDelete(ThisEdition, DeleteView):
    """Only what was never in force; measures have to go first."""

    template_name = DELETE
    edition_rule = rules.can_edit_concept

    def blockers(self, thing: Edition) -> list[str]:
        if thing.adopted_at:
            return [_("Die Fassung hat schon gegolten. Der Stand von damals bleibt erhalten.")]
        return []

    def get_success_url(self, thing: Edition) -> str:
        return thing.concept.get_absolute_url()


class EditionHistory(ThisEdition, HistoryView):
    """Of its own data; the whole tree on a day has a page of its own."""

    edition_rule = rules.can_read_history
    template_name = HISTORY

    def on_day(self, day: dt.date) -> HttpResponse:
        address = reverse("concepts:edition_as_of", args=[self.authority.slug, self.edition.slug])
        return redirect(f"{address}?am={day:%d.%m.%Y}")


class EditionAsOf(CheckedEditionMixin, PageView):
    """The same page as it stood at the end of a day: `?am=14.12.2020`."""

    template_name = "concepts/as_of.html"
    edition_rule = rules.can_read_history

    def get_context_data(self, **kwargs):
        form = DayForm(self.request.GET or None)
        day = form.cleaned_data["am"] if form.is_valid() else None
        frozen = outline.as_of(self.edition, end_of(day)) if day else None
        first = Revision.objects.of(self.edition).aggregate(first=Min("at"))["first"]
        title = frozen.edition.title if frozen else self.edition.title
        return super().get_context_data(
            title=_("%(edition)s, Stand am %(day)s") % {"edition": title, "day": f"{day:%d.%m.%Y}"}
            if day
            else _("Früherer Stand: %(edition)s") % {"edition": title},
            day_form=form,
            day=day,
            since=first,
            outline=frozen,
            status=EditionStatus(frozen.edition.status) if frozen else None,
            here=self.edition.get_absolute_url(),
            contents=contents_of(frozen, {}) if frozen else [],
            **kwargs,
        )


class EditionState(CheckedEditionMixin, FormPageView):
    """What may follow, and how the edition came to where it is."""

    form_class = StatusForm
    template_name = "concepts/status.html"
    edition_rule = rules.can_change_status
    save_label = gettext_lazy("Stand ändern")

    def get_thing(self) -> Edition:
        return self.edition

    def get_title(self) -> str:
        return _("Stand von „%(edition)s“ ändern") % {"edition": self.edition}

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"edition": self.edition}

    def get_context_data(self, **kwargs):
        possible = self.edition.next_statuses
        return super().get_context_data(
            transitions=list(self.edition.transitions.select_related("by")),
            needs_resolution=[
                EditionStatus(value).label
                for value in possible
                if value in EditionStatus.resolved and not kwargs["form"].has_resolution
            ],
            comes_into_force=any(value in EditionStatus.in_force for value in possible),
            **abilities(self.edition, self.request.user),
            **kwargs,
        )

    def get_saved_message(self, thing) -> str:
        return _("„%(edition)s“ ist jetzt %(status)s.") % {
            "edition": thing,
            "status": thing.get_status_display(),
        }

    def form_valid(self, form: StatusForm) -> HttpResponse:
        form.save(by=self.request.user)
        return self.saved(self.edition)
