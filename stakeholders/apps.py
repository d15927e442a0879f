from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StakeholdersConfig(AppConfig):
    name = "stakeholders"
    label = "stakeholders"
    verbose_name = _("Netzwerk und Gremien")

    def ready(self):
        from .actions.handover import register_parts

        register_parts()
