from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "integration_portal.mail"
    label = "mail"
    verbose_name = _("Postausgang")

    def ready(self):
        from .actions.forgetting import register_traces

        register_traces()
