"""/<authority>/vorlagen/<paper>/: its stations, what came out there, and what follows from it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integration_portal.core.addresses import number
from integration_portal.editing.views import CreateView, EditView, FormPageView
from integration_portal.editing.views.things import ThingMixin

from .. import rules
from ..actions.resolutions import adoption_of
from ..enums import OutcomeKind
from ..forms.outcomes import OutcomeForm, StationForm
from ..forms.resolutions import AdoptForm
from ..models import Consultation, CouncilPaper, Outcome
from .base import CrumbsMixin, refuse
from .papers import OwnPaperMixin


class OfPaperMixin(CrumbsMixin):
    """Below one paper of this authority."""

    def crumbs(self):
        return [self.list_crumb("papers"), (_("Vorlage"), self.paper_url())]

    def get_paper(self) -> CouncilPaper:
        papers = CouncilPaper.objects.visible_to(self.request.user).filter(authority=self.authority)
        return get_object_or_404(
            papers.select_related("authority", "edition"), pk=self.kwargs["paper"]
        )

    def paper_url(self) -> str:
        return reverse("council:paper", args=[self.authority.slug, self.kwargs["paper"]])

    def get_cancel_url(self):
        return self.paper_url()

    def get_success_url(self, thing=None):
        return self.paper_url()


class StationCreate(OfPaperMixin, CreateView):
    """Another sitting for a paper on its way, perhaps after one that postponed it (?nach=12)."""

    form_class = StationForm
    title = gettext_lazy("Station hinzufügen")

    def new_thing(self):
        paper = self.get_paper()
        if not rules.can_add_station(self.request.user, paper):
            refuse(self.request.user, paper, rules.why_not(paper))
        self.after = self._after(paper)
        if self.after is None:
            return Consultation(paper=paper)
        kind = self.after.result.kind if self.after.result else ""
        body = None if kind == OutcomeKind.REFERRED else self.after.body
        again = Consultation(
            paper=paper,
            role=self.after.role,
            public=self.after.public,
            expected=self.after.expected,
        )
        if body is not None:
            again.body = body
        return again

    def _after(self, paper) -> Consultation | None:
        asked = number(self.request.GET.get("nach"))
        if asked is None:
            return None
        return get_object_or_404(paper.consultations.select_related("body", "outcome"), pk=asked)

    def get_form(self, data=None, files=None):
        form = super().get_form(data, files)
        form.after = self.after
        return form


class StationEdit(OfPaperMixin, EditView):
    """Another sitting or date, as long as nothing happened there."""

    model = Consultation
    form_class = StationForm

    def check(self, thing):
        if not rules.can_edit_station(self.request.user, thing):
            refuse(self.request.user, thing.paper, rules.why_not_at(thing))

    def get_queryset(self):
        return (
            Consultation.objects.visible_to(self.request.user)
            .filter(paper__authority=self.authority, paper=self.kwargs["paper"])
            .select_related("paper__authority", "body", "meeting", "outcome")
        )


class OutcomeFormMixin(OfPaperMixin):
    form_class = OutcomeForm
    template_name = "council/outcome_form.html"

    def may_record(self, station: Consultation) -> None:
        if not rules.can_record_outcome(self.request.user, station):
            refuse(self.request.user, station.paper, rules.why_not(station.paper))

    def get_title(self):
        return _("Ergebnis: %(body)s") % {"body": self.thing.consultation.body}

    def get_context_data(self, **kwargs):
        station = self.thing.consultation
        resolution = getattr(self.thing, "resolution", None) if self.thing.pk else None
        return super().get_context_data(
            station=station, paper=station.paper, resolution=resolution, **kwargs
        )

    def get_saved_message(self, thing):
        said = _("Das Ergebnis von „%(body)s“ ist eingetragen: %(kind)s.") % {
            "body": thing.consultation.body,
            "kind": thing.get_kind_display(),
        }
        if not self.comes_up_again(thing):
            return said
        further = _(
            "Wann geht es weiter? Steht es noch nicht fest, brechen Sie ab; das Ergebnis bleibt."
        )
        return f"{said} {further}"

    def comes_up_again(self, outcome) -> bool:
        """It was put off, and nobody has said yet where it goes on."""
        station = outcome.consultation
        later = station.paper.consultations.filter(position__gt=station.position, body=station.body)
        return (
            outcome.kind in OutcomeKind.again
            and rules.can_add_station(self.request.user, station.paper)
            and not later.exists()
        )

    def get_success_url(self, thing=None):
        """A matter that comes up again gets its next station; a final one on the edition as a
        whole is asked about.
        """
        station = thing.consultation
        paper = station.paper
        slug = self.authority.slug
        if self.comes_up_again(thing):
            return f"{reverse('council:station_new', args=[slug, paper.pk])}?nach={station.pk}"
        stations = list(paper.consultations.select_related("body", "outcome"))
        adoption = adoption_of(paper, stations)
        if adoption and adoption.is_asked:
            return reverse("council:adopt", args=[slug, paper.pk])
        return self.paper_url()


class OutcomeCreate(OutcomeFormMixin, CreateView):
    """What happened at a station."""

    def get(self, request, *args, **kwargs):
        station = self.get_station()
        if station.result is not None:
            url = reverse(
                "council:outcome_edit",
                args=[self.authority.slug, station.paper_id, station.result.pk],
            )
            return redirect(url)
        return super().get(request, *args, **kwargs)

    def new_thing(self):
        station = self.get_station()
        return Outcome(consultation=station, on=station.when)

    def get_station(self) -> Consultation:
        stations = Consultation.objects.select_related(
            "paper__authority", "body", "meeting", "outcome"
        )
        paper = self.get_paper()
        station = get_object_or_404(stations, paper=paper, pk=self.kwargs["station"])
        self.may_record(station)
        return station


class OutcomeEdit(OutcomeFormMixin, EditView):
    """A correction; the history keeps what stood there."""

    model = Outcome

    def check(self, thing):
        self.may_record(thing.consultation)

    def get_queryset(self):
        return (
            Outcome.objects.visible_to(self.request.user)
            .filter(
                consultation__paper=self.kwargs["paper"],
                consultation__paper__authority=self.authority,
            )
            .select_related(
                "consultation__paper__authority",
                "consultation__paper__edition",
                "consultation__body",
                "consultation__meeting",
                "resolution",
            )
        )


class AdoptPage(OwnPaperMixin, ThingMixin, FormPageView):
    """Asks whether the last resolution is about the edition itself."""

    form_class = AdoptForm
    model = CouncilPaper
    template_name = "council/adopt.html"

    def get_thing(self):
        thing = super().get_thing()
        if not rules.is_officer(self.request.user, self.authority):
            raise PermissionDenied
        self.adoption = adoption_of(thing, list(thing.consultations.all()))
        if self.adoption is None:
            raise Http404
        return thing

    def get_title(self):
        return _("Gilt die Fassung damit als %(status)s?") % {"status": self.adoption.to.label}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"adoption": self.adoption}

    def get_context_data(self, **kwargs):
        label = _("Ja, als „%(status)s“ führen") % {"status": self.adoption.to.label}
        return super().get_context_data(paper=self.thing, adoption=self.adoption, **kwargs) | {
            "save_label": label,
            "cancel_label": _("Nein, die Fassung bleibt, wie sie ist"),
        }

    def form_valid(self, form):
        form.save(by=self.request.user)
        self.drop_kept()
        messages.success(self.request, self.get_saved_message(self.thing))
        return redirect(self.adoption.edition.get_absolute_url())

    def get_saved_message(self, thing):
        return _("„%(edition)s“ ist jetzt: %(status)s.") % {
            "edition": self.adoption.edition,
            "status": self.adoption.to.label,
        }
