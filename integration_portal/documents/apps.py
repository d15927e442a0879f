from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "integration_portal.documents"
    label = "documents"
    verbose_name = _("Dokumente")

    def ready(self):
        from .actions.handover import register_parts

        register_parts()
