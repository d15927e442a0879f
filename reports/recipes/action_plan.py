"""The Aktionsplan: who does what until when."""

from typing import cast

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concepts.models import Edition, FieldOfAction
from integration_portal.history.models import Revision, subject_type
from integration_portal.history.reading import stated
from measures.models import Measure
from stakeholders.models import Organisation

from ..printing import action_plan as printing
from . import measure_rows
from .editions import EditionRecipe, StandForm, as_adopted, head
from .freezing import frozen

BY_FIELD, BY_ORGANISATION, BY_MONTH, BY_YEAR = "feld", "organisation", "monat", "jahr"
LONGEST = 15  # years that are offered


class ActionPlanForm(StandForm):
    nach = forms.ChoiceField(
        label=_("Geordnet nach"),
        widget=forms.RadioSelect,
        initial=BY_FIELD,
        choices=[
            (BY_FIELD, _("Handlungsfeld")),
            (BY_ORGANISATION, _("federführender Stelle")),
            (BY_MONTH, _("Monat: Beginn, Zwischenziele und Ende, wie sie anstehen")),
            (BY_YEAR, _("Jahr, in dem sie enden")),
        ],
    )
    fuer_jahr = forms.ChoiceField(
        label=_("Für ein Jahr"),
        required=False,
        help_text=_("Als Maßnahmenkatalog: was in dem Jahr läuft oder ansteht, mit dem Ansatz."),
    )
    stelle = forms.ChoiceField(
        label=_("Für eine Stelle"),
        required=False,
        help_text=_("Nur, woran sie beteiligt oder wofür sie verantwortlich ist."),
    )

    def __init__(self, *args, subject: Edition | None = None, **kwargs):
        super().__init__(*args, subject=subject, **kwargs)
        years = [(str(year), str(year)) for year in _years(subject)] if subject else []
        found = [(str(one.pk), str(one)) for one in _organisations(subject)] if subject else []
        self._offer("fuer_jahr", [("", _("für die ganze Laufzeit")), *years])
        self._offer("stelle", [("", _("für alle")), *found])

    def _offer(self, name: str, choices: list[tuple[str, str | Promise]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices


class ActionPlanRecipe(EditionRecipe):
    kind = "aktionsplan"
    label = _("Aktionsplan")
    description = _(
        "Die Maßnahmen einer Fassung in Tabellen: wer, was, bis wann, wie weit; auch für ein Jahr."
    )
    template = "pdf/aktionsplan.html"
    options_form = ActionPlanForm

    def title(self, subject):
        return f"{self.label}: {subject}"

    def title_with(self, subject, options):
        if year := options.get("fuer_jahr"):
            return _("Maßnahmenkatalog %(year)s: %(edition)s") % {"year": year, "edition": subject}
        return self.title(subject)

    def data(self, subject, options):
        edition = Edition.objects.select_related("authority", "concept").get(pk=subject.pk)
        adopted = as_adopted(edition, options)
        of_edition = Measure.objects.filter(edition=edition)
        return {
            **head(edition, options),
            "edition": edition.title,
            "order": options.get("nach", BY_FIELD),
            "year": int(options["fuer_jahr"]) if options.get("fuer_jahr") else None,
            "organisation": _organisation(options.get("stelle")),
            "fields": _fields_as_adopted(edition) if adopted else _fields(edition),
            "measures": measure_rows.as_adopted(edition)
            if adopted
            else measure_rows.live(of_edition, today=timezone.localdate()),
        }

    def context(self, data):
        return printing.context(data)


def _organisation(pk: str | None) -> dict | None:
    found = Organisation.objects.filter(pk=pk).first() if pk else None
    return {"id": found.pk, "name": str(found)} if found else None


def _organisations(edition: Edition):
    involved = Q(measure_roles__measure__edition=edition) | Q(milestones__measure__edition=edition)
    return Organisation.objects.filter(involved).distinct()


def _years(edition: Edition) -> range:
    """Those of its period; without one the years around today."""
    this = timezone.localdate().year
    first = edition.period_start.earliest.year if edition.period_start else this - 1
    last = edition.period_end.latest.year if edition.period_end else max(first, this) + 2
    return range(first, max(first, min(last, first + LONGEST)) + 1)


def _fields(edition: Edition) -> list[dict]:
    return frozen(stated(FieldOfAction.objects.filter(edition=edition)))


def _fields_as_adopted(edition: Edition) -> list[dict]:
    revisions = Revision.objects.within(edition).as_of(edition.adopted_at)
    return [
        {"id": revision.subject_id, "state": revision.state}
        for revision in revisions.filter(subject_type=subject_type(FieldOfAction))
    ]
