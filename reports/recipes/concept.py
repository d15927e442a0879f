"""The Konzept: an edition as a brochure."""

from collections import defaultdict

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concepts.models import (
    Chapter,
    CrossCuttingTheme,
    Edition,
    FieldOfAction,
    Goal,
    ParticipationEvent,
)
from integration_portal.history.models import Revision, subject_type
from integration_portal.history.reading import stated
from integration_portal.history.registry import state
from measures.models import Measure
from stakeholders.models import Body, Person

from ..printing import concept as printing
from . import measure_rows
from .editions import EditionRecipe, StandForm, as_adopted, head
from .freezing import frozen

FULL, LISTED, WITHOUT = "ausfuehrlich", "tabelle", "ohne"

# The parts of an edition besides its measures, under their names in the frozen data.
PARTS = {
    "chapters": (Chapter, "edition"),
    "fields": (FieldOfAction, "edition"),
    "goals": (Goal, "field__edition"),
    "themes": (CrossCuttingTheme, "edition"),
    "events": (ParticipationEvent, "edition"),
}


class ConceptForm(StandForm):
    massnahmen = forms.ChoiceField(
        label=_("Maßnahmen"),
        widget=forms.RadioSelect,
        initial=FULL,
        choices=[
            (FULL, _("mit Beschreibung, Beteiligten, Terminen und Kosten")),
            (LISTED, _("als Tabelle je Handlungsfeld")),
            (WITHOUT, _("weglassen")),
        ],
    )


class ConceptRecipe(EditionRecipe):
    kind = "konzept"
    label = _("Konzept")
    description = _(
        "Die ganze Fassung als Broschüre: Kapitel, Handlungsfelder, Ziele, Maßnahmen, Beteiligung."
    )
    template = "pdf/konzept.html"
    options_form = ConceptForm

    def data(self, subject, options):
        edition = stated(Edition.objects.all(), also=("authority",)).get(pk=subject.pk)
        adopted = as_adopted(edition, options)
        shown = options.get("massnahmen", FULL)
        return {
            **head(edition, options),
            **(_as_adopted(edition) if adopted else _live(edition)),
            "measures_shown": shown,
            "measures": [] if shown == WITHOUT else _measures(edition, adopted),
            "steering_group": _steering_group(edition),
            "evaluations": [] if adopted else _evaluations(edition),
            "amendments": [] if adopted else _amendments(edition),
        }

    def context(self, data):
        return printing.context(data)


def _live(edition: Edition) -> dict[str, object]:
    parts = {
        name: frozen(stated(model._default_manager.filter(**{path: edition})))
        for name, (model, path) in PARTS.items()
    }
    return {"edition": {"id": edition.pk, "state": state(edition)}, **parts}


def _as_adopted(edition: Edition) -> dict[str, object]:
    """Every part as it stood when the edition came into force, from the history."""
    own = Revision.objects.of(edition).as_of(edition.adopted_at).first()
    wanted = [subject_type(model) for model, _path in PARTS.values()]
    revisions = Revision.objects.within(edition).as_of(edition.adopted_at)
    by_type = defaultdict(list)
    for revision in revisions.filter(subject_type__in=wanted):
        by_type[revision.subject_type].append({"id": revision.subject_id, "state": revision.state})
    return {
        "edition": {"id": edition.pk, "state": own.state if own else state(edition)},
        **{name: by_type[subject_type(model)] for name, (model, _path) in PARTS.items()},
    }


def _measures(edition: Edition, adopted: bool) -> list[dict]:
    if adopted:
        return measure_rows.as_adopted(edition)
    of_edition = Measure.objects.filter(edition=edition)
    return measure_rows.live(of_edition, today=timezone.localdate())


def _steering_group(edition: Edition) -> dict | None:
    """Its members by organisation or function: those of today, or all of a body that has ended."""
    body: Body | None = edition.steering_group
    if body is None:
        return None
    memberships = body.memberships.select_related("person", "organisation")
    if body.until is None:
        memberships = memberships.on(timezone.localdate())
    named = (row.organisation or row.person for row in memberships)
    members = [one.function if isinstance(one, Person) else one.name for one in named if one]
    return {"name": body.name, "members": list(dict.fromkeys(members))}


def _evaluations(edition: Edition) -> list[dict]:
    return [
        {
            "title": evaluation.title,
            "by": str(evaluation.organisation or ""),
            "published": str(evaluation.published or ""),
            "period": str(evaluation.period or ""),
            "summary": evaluation.summary,
        }
        for evaluation in edition.evaluations.select_related("organisation")
    ]


def _amendments(edition: Edition) -> list[dict]:
    return [
        {
            "on": f"{amendment.on:%d.%m.%Y}",
            "kind": amendment.get_kind_display(),
            "label": amendment.label,
            "reason": amendment.reason,
        }
        for amendment in edition.amendments.order_by("on", "pk")
    ]
