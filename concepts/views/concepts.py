"""/<authority>/konzept/ and the authority's strategic goals"""

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.editing.views import CreateView, DeleteView, EditView, FormPageView
from integration_portal.history.views import HistoryView

from .. import outline, rules
from ..enums import EditionStatus
from ..forms import ConceptForm, ConceptStartForm, EditionStartForm, StrategicGoalForm
from ..models import Concept, Edition, StrategicGoal
from ..staleness import quiet_since
from .base import DELETE, FORM, HISTORY, PageView
from .editions import resolutions_of


class ConceptPage(AuthorityMixin, PageView):
    """What have we resolved, and which edition counts?"""

    template_name = "concepts/concept.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        visible = Edition.objects.visible_to(user).filter(authority=self.authority)
        editions = list(
            visible.select_related("concept", "steering_group").prefetch_related("transitions")
        )
        concepts = list(Concept.objects.visible_to(user).filter(authority=self.authority))
        return super().get_context_data(
            title=_("Konzept"),
            concepts=[_shown(concept, editions, self.authority, user) for concept in concepts],
            is_officer=rules.is_officer(user, self.authority),
            strategic_goals=StrategicGoal.objects.filter(authority=self.authority).count(),
            **kwargs,
        )


def _shown(concept: Concept, editions: list[Edition], authority, user) -> dict:
    own = [edition for edition in editions if edition.concept_id == concept.pk]
    for edition in own:
        edition.authority = edition.concept.authority = authority
    current = next((edition for edition in own if edition.is_amendable), own[0] if own else None)
    return {
        "concept": concept,
        "current": current,
        "next": [edition for edition in own if edition.is_open and edition != current],
        "fields": outline.fields_of(current, user) if current else [],
        "resolutions": resolutions_of(current, user) if current else [],
        "amendments": current.amendments.count() if current else 0,
        "quiet_since": quiet_since(current) if current else None,
        "years": [_entry(edition, current) for edition in _by_age(own)],
        "may_change_status": bool(current) and rules.can_change_status(user, current),
    }


def _by_age(editions: list[Edition]) -> list[Edition]:
    """Oldest first; what has no date stands where it was entered."""
    return sorted(editions, key=lambda edition: (edition.position, edition.pk))


def _entry(edition: Edition, current: Edition | None) -> dict:
    return {
        "when": _came(edition) or "",
        "title": edition.title,
        "url": edition.get_absolute_url(),
        "text": edition.subtitle,
        "badge": (edition.get_status_display(), edition.tone),
        "current": edition == current,
    }


def _came(edition: Edition):
    """When it came: into force, else as its period or its appearance says, else its status."""
    steps = [step for step in edition.transitions.all() if step.status in EditionStatus.in_force]
    dated = next((step.on for step in steps if step.on), None)
    return dated or edition.period_start or edition.published or edition.status_on


class OfficerPage(AuthorityMixin):
    """For officers of the authority only."""

    rules = (rules.is_officer,)


class ConceptCreate(OfficerPage, FormPageView):
    """The concept and its first edition, an empty draft."""

    form_class = ConceptStartForm
    template_name = FORM

    def get_title(self) -> str:
        return _("Konzept anlegen")

    def get_cancel_url(self) -> str:
        return _concept_url(self.authority)

    def get_success_url(self, thing) -> str:
        return thing.get_absolute_url()


class ConceptMixin:
    model = Concept
    rules = (rules.is_officer,)
    pk_url_kwarg = "concept"


class ConceptEdit(ConceptMixin, EditView):
    form_class = ConceptForm
    template_name = FORM


class ConceptHistory(ConceptMixin, HistoryView):
    template_name = HISTORY


class EditionCreate(OfficerPage, CreateView):
    """A Fortschreibung begins as an empty draft beside the edition that counts."""

    form_class = EditionStartForm
    template_name = FORM

    def new_thing(self) -> Edition:
        found = Concept.objects.filter(authority=self.authority)
        concept = get_object_or_404(found, pk=self.kwargs["concept"])
        return Edition(concept=concept, authority=self.authority)

    def get_title(self) -> str:
        return _("Neue Fassung")

    def get_form_kwargs(self) -> dict:
        newest = self.thing.siblings().first()
        initial = {"predecessors": [newest.pk]} if newest else {}
        return super().get_form_kwargs() | {"initial": initial}

    def get_cancel_url(self) -> str:
        return _concept_url(self.authority)


class StrategicGoalPage(AuthorityMixin, PageView):
    """The catalogue of the authority's own goals, with the fields that serve them."""

    template_name = "concepts/strategic_goals.html"

    def get_context_data(self, **kwargs):
        goals = StrategicGoal.objects.visible_to(self.request.user).filter(authority=self.authority)
        return super().get_context_data(
            title=self.authority.word("strategic_goals"),
            goals=list(goals.annotate(field_count=Count("fields", distinct=True))),
            is_officer=rules.is_officer(self.request.user, self.authority),
            **kwargs,
        )


class StrategicGoalMixin:
    model = StrategicGoal
    rules = (rules.is_officer,)


class StrategicGoalCreate(OfficerPage, CreateView):
    form_class = StrategicGoalForm
    template_name = FORM
    more = True

    def new_thing(self) -> StrategicGoal:
        return StrategicGoal(authority=self.authority)

    def get_title(self) -> str:
        return _("Strategisches Ziel anlegen")

    def get_cancel_url(self) -> str:
        return reverse("concepts:strategic_goals", args=[self.authority.slug])


class StrategicGoalEdit(StrategicGoalMixin, EditView):
    form_class = StrategicGoalForm
    template_name = FORM


class StrategicGoalDelete(StrategicGoalMixin, DeleteView):
    """Fields of an edition in force keep naming it: then it stays."""

    template_name = DELETE

    def blockers(self, thing: StrategicGoal) -> list[str]:
        named = thing.fields.exclude(edition__status__in=EditionStatus.open)
        return [
            _("„%(field)s“ in „%(edition)s“ nennt dieses Ziel.")
            % {"field": field, "edition": field.edition}
            for field in named.select_related("edition")[:10]
        ]

    def get_success_url(self, thing) -> str:
        return thing.get_absolute_url().partition("#")[0]


class StrategicGoalHistory(StrategicGoalMixin, HistoryView):
    template_name = HISTORY


def _concept_url(authority) -> str:
    return Concept(authority=authority).get_absolute_url()
