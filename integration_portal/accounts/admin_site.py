"""The German admin: where stakeholders, accounts and authorities are kept.

Login, logout and passwords are allauth's, as everywhere in the portal: a second factor switched on
there holds here too.
"""

from collections.abc import Iterable

from allauth.account.adapter import get_adapter
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

# Which apps stand first on the index; the others follow by name.
APP_ORDER = ("stakeholders", "accounts")

# Rights are roles of the portal, not groups; one person has one address; tasks are jobs.
LEFT_OUT = frozenset({"auth", "account", "django_tasks_database"})


class PortalAdminSite(admin.AdminSite):
    site_title = _("Integrationsportal")
    site_header = _("Verwaltung")
    index_title = _("Was möchten Sie pflegen?")
    site_url = "/"
    empty_value_display = "–"
    enable_nav_sidebar = True

    def register(self, model_or_iterable, admin_class=None, **options):
        """Leaves out what libraries bring for things that the portal does its own way."""
        models = (
            model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        )
        wanted = [model for model in models if model._meta.app_label not in LEFT_OUT]
        super().register(wanted, admin_class, **options)

    def has_permission(self, request):
        user = request.user
        return user.is_authenticated and user.is_active and user.is_staff

    @method_decorator([never_cache, login_not_required])
    def login(self, request, extra_context=None):
        """The portal's own login; who is logged in already and may not enter is told so."""
        target = request.GET.get("next") or reverse("admin:index", current_app=self.name)
        if request.user.is_authenticated:
            if self.has_permission(request):
                return redirect("admin:index")
            raise PermissionDenied
        return redirect_to_login(target, login_url=reverse("account_login"))

    def logout(self, request, extra_context=None):
        if request.method == "POST":
            get_adapter(request).logout(request)
            return redirect("accounts:home")
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def password_change_done(self, request, extra_context=None):
        return redirect("account_change_password")

    def get_urls(self):
        """Without Django's detour to "view on site": it tells anybody which ids exist."""
        urls = super().get_urls()
        return [url for url in urls if getattr(url, "name", "") != "view_on_site"]

    def get_app_list(self, request, app_label=None):
        """Groups in the order of the work; inside, models as their admin classes say."""
        found = super().get_app_list(request, app_label)
        for app in found:
            app["name"] = capfirst(apps.get_app_config(app["app_label"]).verbose_name)
            app["models"].sort(key=self._place_of_model)
        return sorted(found, key=lambda app: _place(app["app_label"]))

    def _place_of_model(self, entry: dict) -> tuple[int, str]:
        """`index_position` of the admin class (1 stands first), then the name."""
        model_admin = self.get_model_admin(entry["model"])
        return (getattr(model_admin, "index_position", 99), str(entry["name"]).lower())


def _place(label: str) -> tuple[int, str]:
    known = APP_ORDER.index(label) if label in APP_ORDER else len(APP_ORDER)
    return (known, label)
