"""/<authority>/massnahmen/<measure>/ and its forms"""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from concepts.current import edition_for
from concepts.enums import AmendmentKind
from concepts.models import Amendment
from integration_portal.accounts.rules import is_officer
from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.core.addresses import number
from integration_portal.editing.views import CreateView, DeleteView, EditView
from integration_portal.history.models import Revision
from stakeholders.rules import can_see_people

from .. import rules
from ..enums import MeasureRoleKind
from ..extra import facts
from ..forms import MeasureForm, ProgressForm
from ..models import Measure, MeasureRole, StatusReport
from ..money import money_by_year
from ..warnings import warnings_of

REPORTS = 5  # on the page of a measure; the rest has a page of its own

# Who carries a part, shown where the whole is.
_CARRIED = Prefetch(
    "roles",
    MeasureRole.objects.filter(
        kind__in=(MeasureRoleKind.LEAD, MeasureRoleKind.PROVIDER)
    ).select_related("organisation"),
    to_attr="carriers",
)


class MeasureMixin:
    """One measure of the authority, as far as the user may read it."""

    model = Measure

    def get_queryset(self):
        return (
            Measure.objects.visible_to(self.request.user)
            .of_authority(self.authority)
            .select_related("edition__authority", "field", "parent", "last_report")
            .prefetch_related(
                Prefetch("roles", MeasureRole.objects.select_related("organisation", "contact"))
            )
        )


class MeasureDetail(AuthorityMixin, MeasureMixin, DetailView):
    """What is it, who does it, how far, what next?"""

    template_name = "measures/detail.html"
    context_object_name = "measure"

    def get_context_data(self, **kwargs):
        measure, user = self.object, self.request.user
        today = timezone.localdate()
        milestones = list(measure.milestones.select_related("responsible").with_lateness(today))
        warnings = warnings_of(measure, today)
        roles = list(measure.roles.all())
        may_edit = rules.can_edit_plan(user, measure)
        may_update = rules.can_update_progress(user, measure)
        sees_history = rules.can_read_history(user, measure)
        amendments = list(Amendment.objects.of(measure).visible_to(user).with_resolutions(user))
        return super().get_context_data(
            milestones=milestones,
            next_milestone=next((m for m in milestones if m.actual is None), None),
            **_reports(user, measure),
            money=money_by_year(measure),
            fundings=list(measure.fundings.select_related("funder")),
            amendments=amendments,
            added_later=any(a.kind == AmendmentKind.ADDED for a in amendments),
            papers=list(measure.papers.visible_to(user)[:10]),
            parts=list(measure.parts.select_related("last_report").prefetch_related(_CARRIED)),
            people_by_role=[
                (label, [role for role in roles if role.kind == kind])
                for kind, label in MeasureRoleKind.choices
            ],
            sees_people=can_see_people(user, self.authority),
            is_late=any(warning.is_late for warning in warnings),
            sees_history=sees_history,
            revisions=Revision.objects.of(measure).told()[:5] if sees_history else [],
            measure_id=str(measure.pk),
            may_edit=may_edit,
            edit_label=_("Bearbeiten") if measure.edition.is_open else _("Plan ändern"),
            may_update=may_update,
            # In a draft who edits the plan enters the progress there, too.
            may_only_update=may_update and not (may_edit and measure.edition.is_open),
            may_delete=rules.can_delete(user, measure),
            warnings=warnings,
            may_overrule=rules.can_overrule(user, measure),
            may_correct=rules.can_correct_reports(user, measure),
            reads_notes=rules.can_read_notes(user, measure),
            is_officer=is_officer(user, self.authority),
            extra_facts=facts(measure, user),
            **kwargs,
        )


def _reports(user, measure: Measure) -> dict[str, list[StatusReport]]:
    """The last ones that count, the newest first, and what this person knows to be under way."""
    known = list(
        measure.reports.visible_to(user)
        .select_related("by")
        .prefetch_related("attachments")[:REPORTS]
    )
    return {
        "reports": [report for report in known if report.is_approved],
        "unapproved": [report for report in known if not report.is_approved],
    }


class MeasureEdit(MeasureMixin, EditView):
    form_class = MeasureForm
    thing_rules = (rules.can_edit_plan,)
    template_name = "measures/form.html"


class MeasureProgress(MeasureMixin, EditView):
    form_class = ProgressForm
    template_name = "measures/step_form.html"
    thing_rules = (rules.can_update_progress,)

    def get_title(self) -> str:
        return _("Fortschritt eintragen: %(measure)s") % {"measure": self.thing}


class MeasureCreate(CreateView):
    """A new measure, or a new part of one (`?baustein_von=`), in a field (`?feld=`)."""

    model = Measure
    form_class = MeasureForm
    template_name = "measures/form.html"
    more = True

    def new_thing(self) -> Measure:
        user = self.request.user
        edition = edition_for(user, self.authority, self.request.GET.get("fassung", ""))
        if edition is None:
            raise Http404
        if not rules.can_add_measure(user, edition):
            raise PermissionDenied
        measure = Measure(edition=edition)
        if field := self.request.GET.get("feld"):
            measure.field = get_object_or_404(edition.fields, pk=number(field))
        if parent := self.request.GET.get("baustein_von"):
            measure.parent = get_object_or_404(edition.measures, pk=number(parent))
            measure.field = measure.parent.field
        return measure

    def get_title(self) -> str:
        parent = self.thing and self.thing.parent
        if parent:
            return _("Baustein anlegen: %(measure)s") % {"measure": parent}
        return _("Maßnahme anlegen")


class MeasureDelete(MeasureMixin, DeleteView):
    thing_rules = (rules.can_delete,)

    def blockers(self, thing: Measure) -> list[str]:
        return [
            _("Die Vorlage „%(paper)s“ bezieht sich auf die Maßnahme.") % {"paper": paper}
            for paper in thing.papers.all()[:5]
        ]
