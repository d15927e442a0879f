from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    label = "reports"
    verbose_name = _("Übersicht und Berichte")

    def ready(self):
        from .actions.handover import register_parts
        from .recipes import register_all

        register_all()
        register_parts()
