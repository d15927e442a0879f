"""The Aktionsplan: who does what until when."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concepts.models import Edition, FieldOfAction
from integration_portal.history.models import Revision, subject_type
from integration_portal.history.reading import stated
from measures.models import Measure

from ..printing import action_plan as printing
from . import measure_rows
from .editions import EditionRecipe, StandForm, as_adopted, head
from .freezing import frozen

BY_FIELD, BY_ORGANISATION, BY_YEAR = "feld", "organisation", "jahr"


class ActionPlanForm(StandForm):
    nach = forms.ChoiceField(
        label=_("Geordnet nach"),
        widget=forms.RadioSelect,
        initial=BY_FIELD,
        choices=[
            (BY_FIELD, _("Handlungsfeld")),
            (BY_ORGANISATION, _("federführender Stelle")),
            (BY_YEAR, _("Jahr, in dem sie enden")),
        ],
    )


class ActionPlanRecipe(EditionRecipe):
    kind = "aktionsplan"
    label = _("Aktionsplan")
    description = _("Alle Maßnahmen einer Fassung in Tabellen: wer, was, bis wann, wie weit.")
    template = "pdf/aktionsplan.html"
    options_form = ActionPlanForm

    def title(self, subject):
        return f"{self.label}: {subject}"

    def data(self, subject, options):
        edition = Edition.objects.select_related("authority", "concept").get(pk=subject.pk)
        adopted = as_adopted(edition, options)
        of_edition = Measure.objects.filter(edition=edition)
        return {
            **head(edition, options),
            "edition": edition.title,
            "order": options.get("nach", BY_FIELD),
            "fields": _fields_as_adopted(edition) if adopted else _fields(edition),
            "measures": measure_rows.as_adopted(edition)
            if adopted
            else measure_rows.live(of_edition, today=timezone.localdate()),
        }

    def context(self, data):
        return printing.context(data)


def _fields(edition: Edition) -> list[dict]:
    return frozen(stated(FieldOfAction.objects.filter(edition=edition)))


def _fields_as_adopted(edition: Edition) -> list[dict]:
    revisions = Revision.objects.within(edition).as_of(edition.adopted_at)
    return [
        {"id": revision.subject_id, "state": revision.state}
        for revision in revisions.filter(subject_type=subject_type(FieldOfAction))
    ]
