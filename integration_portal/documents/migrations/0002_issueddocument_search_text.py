from django.db import migrations, models

from integration_portal.core.text import fold


def fold_titles(apps, schema_editor):
    documents = apps.get_model("documents", "IssuedDocument").objects
    for document in documents.only("pk", "title").iterator(chunk_size=500):
        documents.filter(pk=document.pk).update(search_text=fold(document.title))


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="issueddocument",
            name="search_text",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fold_titles, migrations.RunPython.noop, elidable=True),
    ]
