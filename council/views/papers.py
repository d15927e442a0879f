"""/<authority>/vorlagen/: the list, a paper's page, its form, deleting and history."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.db.models.fields.json import KT
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, ListView

from concepts.models import Edition, FieldOfAction
from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.core.addresses import number
from integration_portal.documents.models import IssuedDocument
from integration_portal.editing.views import CreateView, DeleteView, EditView
from integration_portal.history.models import Revision
from integration_portal.history.views import HistoryView
from measures.models import Measure

from .. import rules
from ..actions.resolutions import adoption_of
from ..completeness import cosignature_warnings
from ..enums import PaperGroup, PaperState
from ..filters import PaperFilter
from ..forms.papers import PaperForm, RevisionForm
from ..models import Attachment, Consultation, CouncilPaper, Resolution
from ..numbering import number_warnings
from ..order import order_warnings
from ..presenting import Viewer, parts_of, steps_of
from .base import refuse, tabs

STATIONS = Prefetch(
    "consultations",
    Consultation.objects.select_related("body__authority", "meeting__body", "outcome"),
)


class PaperList(AuthorityMixin, ListView):
    """Which papers are under way, and where do they stand?"""

    template_name = "council/papers.html"
    context_object_name = "papers"
    paginate_by = 20

    @cached_property
    def filter(self) -> PaperFilter:
        user = self.request.user
        rows = CouncilPaper.objects.visible_to(user).of_house(self.authority)
        return PaperFilter(self.request.GET, queryset=rows, authority=self.authority, user=user)

    def get_queryset(self):
        return (
            self.filter.qs.by_next_sitting()
            .select_related("authority")
            .defer("summary", "proposed_resolution", "search_text")
            .prefetch_related(STATIONS)
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            title=_("Vorlagen"),
            filter=self.filter,
            filtered=self.filter.is_asked,
            may_write=rules.can_write_council(self.request.user, self.authority),
            tabs=tabs(self.authority, "papers"),
            **kwargs,
        )
        viewer = Viewer(self.request.user)
        for paper in context["papers"]:
            paper.stations = steps_of(paper, viewer)
            paper.group_label = PaperGroup(paper.group).label
        return context


class PaperMixin:
    """One paper of this house, as far as the user may read it."""

    model = CouncilPaper

    def get_queryset(self):
        return (
            CouncilPaper.objects.visible_to(self.request.user)
            .of_house(self.authority)
            .select_related("authority", "department", "edition")
            .prefetch_related(STATIONS)
        )


class OwnPaperMixin(PaperMixin):
    """The same, but written only in the house it belongs to."""

    def get_queryset(self):
        return super().get_queryset().filter(authority=self.authority)

    def check(self, thing):
        try:
            super().check(thing)
        except PermissionDenied:
            refuse(self.request.user, thing, rules.why_not(thing))

    def get_context_data(self, **kwargs):
        papers = reverse("council:papers", args=[self.authority.slug])
        paper = (str(self.thing), self.thing.get_absolute_url())
        return super().get_context_data(**{"crumbs": [(_("Vorlagen"), papers), paper]} | kwargs)


class PaperPage(AuthorityMixin, PaperMixin, DetailView):
    """What is proposed, who decides when, what came out?"""

    template_name = "council/paper.html"
    context_object_name = "paper"

    def get_queryset(self):
        attachments = Attachment.objects.select_related("document")
        return (
            super()
            .get_queryset()
            .prefetch_related(
                Prefetch("attachments", attachments),
                "related__body",
                "cosignatures__organisation",
                "further_departments",
                "strategic_goals",
            )
        )

    def get_context_data(self, **kwargs):
        paper, user = self.object, self.request.user
        viewer = Viewer(user)
        stations = list(paper.consultations.all())
        officer = viewer.is_officer(paper)
        return super().get_context_data(
            steps=self._steps(paper, viewer),
            parts=parts_of(paper, viewer, live=paper),
            own=paper.authority_id == self.authority.pk,
            officer=officer,
            warnings=self._warnings(paper, stations) if officer else [],
            versions=list(paper.versions.select_related("by")),
            log=list(paper.steps.select_related("by")) if officer else [],
            documents=list(
                IssuedDocument.objects.visible_to(user)
                .of(paper)
                .annotate(of_version=KT("data__paper__version"))
                .defer("data")[:10]
            ),
            measures=list(paper.measures.visible_to(user).select_related("edition__authority")),
            fields=list(
                FieldOfAction.objects.visible_to(user)
                .filter(papers=paper)
                .select_related("edition__authority")
            ),
            adoption=adoption_of(paper, stations) if officer else None,
            awaits_document=officer and self._awaits_document(paper),
            all_treated=bool(stations) and all(station.result for station in stations),
            revisions=Revision.objects.of(paper).told()[:5] if officer else None,
            edition_shown=self._edition(paper),
            **self._rights(paper),
            **kwargs,
        )

    def _steps(self, paper, viewer) -> list:
        found = steps_of(paper, viewer)
        outcomes = [step.outcome.pk for step in found if step.outcome]
        visible = Resolution.objects.visible_to(self.request.user)
        resolutions = {r.outcome_id: r for r in visible.filter(outcome__in=outcomes)}
        for step in found:
            step.resolution = resolutions.get(step.outcome.pk) if step.outcome else None
        return found

    def _edition(self, paper) -> Edition | None:
        if paper.edition_id is None or paper.authority_id != self.authority.pk:
            return None
        visible = Edition.objects.visible_to(self.request.user).select_related("authority")
        return visible.filter(pk=paper.edition_id).first()

    def _awaits_document(self, paper) -> bool:
        return CouncilPaper.objects.filter(pk=paper.pk).awaiting_document().exists()

    def _warnings(self, paper, stations) -> list[str]:
        if paper.state in (PaperState.DONE, PaperState.WITHDRAWN):
            return number_warnings(paper)
        unsigned = cosignature_warnings(paper) if paper.state == PaperState.APPROVED else []
        return [*unsigned, *number_warnings(paper), *order_warnings(stations)]

    def _rights(self, paper) -> dict:
        user = self.request.user
        return {
            "may_edit": rules.can_edit_paper(user, paper),
            "may_revise": rules.can_revise_paper(user, paper),
            "may_change_state": rules.can_change_state(user, paper),
            "may_number": rules.can_number_paper(user, paper),
            "may_delete": rules.can_delete_paper(user, paper),
            "may_add_station": rules.can_add_station(user, paper),
            "may_supply": rules.can_supply_attachments(user, paper),
            "may_record": rules.can_record_outcomes(user, paper),
            "next_states": [PaperState(state) for state in paper.next_states],
        }


class PaperFormMixin:
    template_name = "council/paper_form.html"

    def get_cancel_url(self):
        own = self.thing.get_absolute_url() if self.thing and self.thing.pk else ""
        return own or reverse("council:papers", args=[self.authority.slug])

    def get_context_data(self, **kwargs):
        paper = self.thing
        stations = list(paper.consultations.all()) if paper.pk else []
        return super().get_context_data(
            warnings=order_warnings(stations) if stations else [], **kwargs
        )


class PaperCreate(PaperFormMixin, CreateView):
    """A new paper, perhaps about an edition (?fassung=2026), a field (?feld=) or a measure."""

    model = CouncilPaper
    form_class = PaperForm
    rules = (rules.can_write_council,)
    title = gettext_lazy("Vorlage anlegen")

    def new_thing(self):
        return CouncilPaper(
            authority=self.authority,
            kind=next(iter(self.authority.word("paper_kinds")), ""),
            place=self.authority.short_name,
            author_function=self.request.user.function,
            edition=self.concerned.get("edition"),
            subject=str(self.concerned.get("subject", "")),
        )

    def get_form_kwargs(self):
        lists = {
            name: self.concerned[name] for name in ("fields", "measures") if name in self.concerned
        }
        return super().get_form_kwargs() | {"initial": lists}

    @cached_property
    def concerned(self) -> dict:
        """What the address says the paper is about; 404 for what is not this authority's."""
        asked, house = self.request.GET, {"edition__authority": self.authority}
        if slug := asked.get("fassung"):
            editions = Edition.objects.filter(authority=self.authority)
            edition = get_object_or_404(editions, slug=slug)
            return {"edition": edition, "subject": edition}
        if pk := asked.get("feld"):
            field = get_object_or_404(FieldOfAction, pk=number(pk), **house)
            return {"edition": field.edition, "fields": [field.pk], "subject": field}
        if pk := asked.get("massnahme"):
            measure = get_object_or_404(Measure, pk=number(pk), **house)
            return {"edition": measure.edition, "measures": [measure.pk], "subject": measure}
        return {}


class PaperEdit(PaperFormMixin, OwnPaperMixin, EditView):
    form_class = PaperForm
    thing_rules = (rules.can_edit_paper,)


class PaperRevise(PaperFormMixin, OwnPaperMixin, EditView):
    """A sent paper changes only as a new version."""

    form_class = RevisionForm
    thing_rules = (rules.can_revise_paper,)
    save_label = gettext_lazy("Neue Fassung speichern")

    def get_title(self):
        return _("Neue Fassung: %(paper)s") % {"paper": self.thing}

    def get_saved_message(self, thing):
        return _("Fassung %(number)s gilt jetzt. Die frühere bleibt lesbar.") % {
            "number": thing.version
        }


class PaperDelete(OwnPaperMixin, DeleteView):
    thing_rules = (rules.can_delete_paper,)

    def blockers(self, thing):
        documents = IssuedDocument.objects.filter(authority=self.authority).of(thing)
        return [
            _("Von ihr wurde das Dokument „%(title)s“ ausgegeben.") % {"title": document.title}
            for document in documents.only("title")[:5]
        ]

    def get_success_url(self, thing):
        return reverse("council:papers", args=[self.authority.slug])


class PaperHistory(OwnPaperMixin, HistoryView):
    thing_rules = (rules.can_read_history,)
