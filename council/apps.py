from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilConfig(AppConfig):
    name = "council"
    label = "council"
    verbose_name = _("Vorlagen und Beschlüsse")

    def ready(self):
        from .actions.handover import register_parts

        register_parts()
