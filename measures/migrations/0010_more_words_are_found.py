"""Titles of milestones and public texts of own fields are found, too: the words are written anew."""

from django.db import migrations

from integration_portal.core.richtext import plain
from integration_portal.core.text import fold

_AT_ONCE = 500


def write_anew(apps, schema_editor):
    measures = apps.get_model("measures", "Measure").objects
    public = {
        str(pk)
        for pk in apps.get_model("measures", "ExtraField")
        .objects.filter(public=True, kind__in=("text", "choice", "link"))
        .values_list("pk", flat=True)
    }
    rows = measures.prefetch_related("roles__organisation", "parts", "milestones").only(
        "number", "title", "description", "target_groups", "place", "type", "extra"
    )
    pks = list(measures.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), _AT_ONCE):
        changed = list(rows.filter(pk__in=pks[start : start + _AT_ONCE]))
        for measure in changed:
            measure.search_text = _words_of(measure, public)
        measures.bulk_update(changed, ["search_text"])


def _words_of(measure, public):
    organisations = [role.organisation for role in measure.roles.all()]
    words = [
        measure.number,
        measure.title,
        plain(measure.description),
        measure.target_groups,
        measure.place,
        measure.type,
        *(f"{organisation.name} {organisation.aliases}" for organisation in organisations),
        *(f"{part.title} {plain(part.description)}" for part in measure.parts.all()),
        *(milestone.title for milestone in measure.milestones.all()),
        *(text for key, text in measure.extra.items() if key in public),
    ]
    return fold(" ".join(words))


class Migration(migrations.Migration):
    dependencies = [("measures", "0009_counted_from_an_index")]

    operations = [migrations.RunPython(write_anew, migrations.RunPython.noop)]
