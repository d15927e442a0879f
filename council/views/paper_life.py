"""A paper's way: its state, its number, its finances, its versions."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.editing.views import EditView, FormPageView
from integration_portal.editing.views.things import ThingMixin
from integration_portal.history.thaw import thaw

from .. import rules
from ..actions.papers import proposed_lines
from ..completeness import attachment_warnings, cosignature_warnings
from ..enums import PaperState
from ..forms.paper_life import FillForm, NumberForm, StateForm
from ..models import CouncilPaper
from ..money import totals
from ..numbering import number_warnings
from ..order import order_warnings
from ..presenting import Viewer, parts_of
from .papers import OwnPaperMixin, PaperMixin


class PaperFormPage(OwnPaperMixin, ThingMixin, FormPageView):
    """A small form about one paper."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"paper": self.thing}


class StatePage(PaperFormPage):
    """Where the paper stands, what may follow, and what to look at before."""

    form_class = StateForm
    thing_rules = (rules.can_change_state,)
    template_name = "council/paper_state.html"
    save_label = gettext_lazy("Stand ändern")

    def get_title(self):
        return _("Stand ändern: %(paper)s") % {"paper": self.thing}

    def get_form_kwargs(self):
        asked = self.request.GET.get("auf", "")
        given = asked if asked in self.thing.next_states else self.thing.next_states[0]
        return super().get_form_kwargs() | {"initial": {"to": given}}

    def get_context_data(self, **kwargs):
        paper = self.thing
        return super().get_context_data(
            paper=paper,
            warnings=[
                *cosignature_warnings(paper),
                *attachment_warnings(paper),
                *number_warnings(paper),
                *order_warnings(list(paper.consultations.all())),
            ],
            log=list(paper.steps.select_related("by")),
            **kwargs,
        )

    def form_valid(self, form):
        unsigned = cosignature_warnings(self.thing)
        form.save(by=self.request.user)
        answer = self.saved(self.thing)
        # A released paper says it on its page; one that is sent does not say it again.
        if self.thing.state == PaperState.SENT:
            for warning in unsigned:
                messages.warning(self.request, warning)
        return answer

    def get_saved_message(self, thing):
        said = _("„%(paper)s“ ist jetzt: %(state)s.") % {
            "paper": str(thing)[:120],
            "state": PaperState(thing.state).label,
        }
        if thing.state == PaperState.SENT:
            return f"{said} {_('Geben Sie jetzt das Dokument ohne ENTWURF aus.')}"
        return said


class NumberPage(OwnPaperMixin, EditView):
    form_class = NumberForm
    thing_rules = (rules.can_number_paper,)

    def get_title(self):
        return _("Nummer vergeben: %(paper)s") % {"paper": self.thing.subject[:120]}


class FinancesPage(PaperFormPage):
    """What the chosen measures cost, shown before it is written."""

    form_class = FillForm
    thing_rules = (rules.can_fill_finances,)
    template_name = "council/paper_finances.html"
    save_label = gettext_lazy("In die Vorlage übernehmen")

    def get_title(self):
        return _("Beträge aus den Maßnahmen: %(paper)s") % {"paper": self.thing}

    def get_context_data(self, **kwargs):
        lines = proposed_lines(self.thing)
        return super().get_context_data(
            paper=self.thing,
            lines=lines,
            totals=totals(lines),
            has_measures=self.thing.measures.exists(),
            existing=list(self.thing.finance_lines.all()),
            **kwargs,
        )

    def form_valid(self, form):
        form.save(by=self.request.user)
        return self.saved(self.thing)


class VersionPage(AuthorityMixin, PaperMixin, DetailView):
    """A paper as the council got it at that time."""

    template_name = "council/paper_version.html"
    context_object_name = "paper"

    def get_context_data(self, **kwargs):
        paper, viewer = self.object, Viewer(self.request.user)
        found = version_of(paper, self.kwargs["number"], viewer)
        frozen = thaw(CouncilPaper, found.revision.state, pk=paper.pk)
        return super().get_context_data(
            title=_("Fassung %(number)s: %(paper)s")
            % {"number": found.number, "paper": frozen.subject},
            version=found,
            frozen=frozen,
            parts=parts_of(frozen, viewer, live=paper),
            own=paper.authority_id == self.authority.pk,
            officer=viewer.is_officer(paper),
            is_current=found.number == paper.version and paper.is_shown,
            **kwargs,
        )


def version_of(paper: CouncilPaper, number: int, viewer: Viewer):
    """One version; if it was confidential then, only for who may read it today as such."""
    found = get_object_or_404(paper.versions.select_related("revision", "by"), number=number)
    closed = found.revision.state.get("confidential", True)
    seated = viewer.is_officer(paper) or viewer.sits_in(paper.consultations.all())
    if closed and not seated:
        raise Http404
    return found
