"""Writing a measure: its words for the search, its number, its history."""

from collections.abc import Iterable

from django.db import transaction

from integration_portal.core.richtext import plain
from integration_portal.core.text import fold
from integration_portal.history.actions import record
from stakeholders.models import Organisation

from ..models import Measure


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
    ]
    return fold(" ".join(words))


def keep_words(measure: Measure) -> None:
    """Write the words of the search as they are now."""
    Measure.objects.filter(pk=measure.pk).update(search_text=words_of(measure))


def hear_new_name(organisation: Organisation) -> None:
    """An organisation is called otherwise: its measures are found by the new name."""
    for measure in Measure.objects.filter(roles__organisation=organisation).distinct():
        keep_words(measure)


@transaction.atomic
def saved(thing: Measure, *, by, reason: str = ""):
    """Last step of every save of a measure and its rows: number, search words, history."""
    if thing.edition.is_open:
        thing.edition.measures.renumber()
        thing.refresh_from_db(fields=["number", "sort_key"])
    for measure in filter(None, (thing, thing.parent)):
        keep_words(measure)
    return record(thing, by=by, reason=reason)
