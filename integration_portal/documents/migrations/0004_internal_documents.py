"""Documents with internal remarks stay with the officers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_issueddocument_unset"),
    ]

    operations = [
        migrations.AddField(
            model_name="issueddocument",
            name="internal",
            field=models.BooleanField(default=False, verbose_name="nur intern"),
        ),
        migrations.AddConstraint(
            model_name="issueddocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("public", False), ("internal", False), _connector="OR"),
                name="issued_document_internal_is_not_public",
                violation_error_message="Ein internes Dokument ist nicht öffentlich.",
            ),
        ),
    ]
