"""Pictures of numbers, counted from the frozen data."""

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _

from concepts.outline import Node
from integration_portal.documents.paper.charts import bar_chart
from integration_portal.history.thaw import Frozen
from measures.enums import MeasureOrigin, Progress

from .parts import plural


def chart(data: Mapping, measures: list[Frozen], fields: list[Node]) -> dict | None:
    """Measures by field and progress; as adopted, when nobody had reported, by origin.

    None as long as no measure stands under a field.
    """
    words = data["words"]
    roots = {node.thing.pk: top.thing.pk for top in fields for node in top.walk()}
    by_id = {measure.pk: measure for measure in measures}
    counts: Counter[tuple] = Counter()
    for measure in measures:
        above = by_id.get(measure.parent.pk) if measure.parent else None
        # A part without a field of its own belongs where its measure stands.
        field = measure.field or (above.field if above else None)
        root = roots.get(field.pk) if field else None
        group = measure.origin if data["as_adopted"] else measure.entry["progress"]
        counts[root, group] += 1
    if all(root is None for root, _group in counts):
        return None
    groups = [
        group
        for group in (MeasureOrigin if data["as_adopted"] else Progress)
        if any(key[1] == group for key in counts)
    ]
    rows = [
        (f"{top.thing.number} {top.thing.title}".strip(), _numbers(counts, top.thing.pk, groups))
        for top in fields
    ]
    if any(root is None for root, _group in counts):
        rows.append((_("ohne Zuordnung"), _numbers(counts, None, groups)))
    title = _("%(measures)s nach %(field)s und Fortschritt")
    if data["as_adopted"]:
        title = _("%(measures)s nach %(field)s, bestehend und künftig")
    said = {"measures": plural(words, "measure"), "field": words["field_of_action"]}
    return bar_chart(
        title % said, [str(group.label) for group in groups], rows, head=words["field_of_action"]
    )


def _numbers(counts: Counter, root: int | None, groups: list) -> list[int]:
    return [counts[root, group] for group in groups]
