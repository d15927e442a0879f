from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeasuresConfig(AppConfig):
    name = "measures"
    label = "measures"
    verbose_name = _("Maßnahmen")

    def ready(self):
        from stakeholders.naming import when_renamed

        from .actions.handover import register_parts
        from .actions.measures import hear_new_name

        when_renamed(hear_new_name)
        register_parts()
