"""Writing a measure: its words for the search, its number, its history."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import prefetch_related_objects

from integration_portal.core.richtext import plain
from integration_portal.core.text import fold
from integration_portal.history.actions import record
from stakeholders.models import Organisation

from ..enums import ExtraKind
from ..models import Measure
from ..models.measure_queryset import MeasureQuerySet


def words_of(measure: Measure) -> str:
    """What the free text filter looks through: plain words, no markup, its parts included."""
    organisations = [role.organisation for role in measure.roles.select_related("organisation")]
    return words_from(measure, organisations, measure.parts.all())


def words_from(
    measure: Measure, organisations: Iterable[Organisation], parts: Iterable[Measure]
) -> str:
    """The same for whoever has read them already."""
    words = [
        measure.number,
        measure.title,
        plain(measure.description),
        measure.target_groups,
        measure.place,
        measure.type,
        *(f"{organisation.name} {organisation.aliases}" for organisation in organisations),
        *(f"{part.title} {plain(part.description)}" for part in parts),
        *(milestone.title for milestone in (measure.milestones.all() if measure.pk else ())),
        *_own_words(measure),
    ]
    return fold(" ".join(words))


def _own_words(measure: Measure) -> Iterator[str]:
    """Of the authority's own fields those that everybody reads: a search tells what it finds."""
    if not measure.extra:
        return
    prefetch_related_objects([measure], "edition__concept__extra_fields")  # once for many
    for field in measure.edition.concept.extra_fields.all():
        if field.public and field.kind in ExtraKind.words:
            yield field.said_of(measure)


def keep_words(measure: Measure) -> None:
    """Write the words of the search as they are now."""
    measure.search_text = words_of(measure)
    Measure.objects.filter(pk=measure.pk).update(search_text=measure.search_text)


def keep_words_of(measures: MeasureQuerySet) -> None:
    """The same for many."""
    rows = measures.select_related("edition__concept").prefetch_related(
        "roles__organisation", "parts", "milestones", "edition__concept__extra_fields"
    )
    changed = []
    for measure in rows.distinct():
        organisations = [role.organisation for role in measure.roles.all()]
        measure.search_text = words_from(measure, organisations, measure.parts.all())
        changed.append(measure)
    Measure.objects.bulk_update(changed, ["search_text"], batch_size=200)


def hear_new_name(organisation: Organisation) -> None:
    """An organisation is called otherwise: its measures are found by the new name."""
    keep_words_of(Measure.objects.filter(roles__organisation=organisation))


@transaction.atomic
def saved(thing: Measure, *, by, reason: str = ""):
    """Last step of every save of a measure and its rows: number, search words, history."""
    if thing.edition.is_open:
        thing.edition.measures.renumber()
        thing.refresh_from_db(fields=["number", "sort_key"])
    for measure in filter(None, (thing, thing.parent)):
        keep_words(measure)
    return record(thing, by=by, reason=reason)
