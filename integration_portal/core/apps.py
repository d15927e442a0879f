from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "integration_portal.core"
    label = "core"
    verbose_name = _("Grundlagen")
