from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    name = "rounds"
    label = "rounds"
    verbose_name = _("Sachstandsabfragen")

    def ready(self):
        from integration_portal.mail import links

        from .actions.forgetting import register_traces
        from .actions.handover import register_parts
        from .actions.links import answers_to, fresh_link
        from .models import RoundRecipient

        links.register(RoundRecipient, fresh_link, answers_to)
        register_parts()
        register_traces()
