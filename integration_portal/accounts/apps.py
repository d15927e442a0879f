from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "integration_portal.accounts"
    label = "accounts"
    verbose_name = _("Konten und Kommunen")


class PortalAdminConfig(admin_apps.AdminConfig):
    """Django's admin with the portal's own site; stands in INSTALLED_APPS in its stead."""

    default = False
    default_site = "integration_portal.accounts.admin_site.PortalAdminSite"
