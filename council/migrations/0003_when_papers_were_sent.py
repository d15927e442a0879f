"""Papers with the council know since when: without it a withdrawn one would count as never sent."""

from django.db import migrations
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

SHOWN = ("sent", "done")


def enter_the_day(apps, schema_editor):
    papers = apps.get_model("council", "CouncilPaper").objects
    steps = apps.get_model("council", "PaperStep").objects.filter(paper=OuterRef("pk"))
    versions = apps.get_model("council", "PaperVersion").objects.filter(paper=OuterRef("pk"))
    day = Coalesce(
        Subquery(steps.filter(state="sent").order_by("-at").values("at")[:1]),
        Subquery(versions.order_by("-at").values("at")[:1]),
    )
    papers.filter(state__in=SHOWN, sent_at=None).update(sent_at=day)


class Migration(migrations.Migration):
    dependencies = [("council", "0002_initial")]

    operations = [migrations.RunPython(enter_the_day, migrations.RunPython.noop)]
