"""The portal and the page that every other page is compared with.

The empty page asks for session, user, roles and authority and draws the whole frame with its
navigation, as every page does.
"""

from django.urls import path
from django.views.generic import TemplateView

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.urls import (  # noqa: F401
    handler400,
    handler403,
    handler404,
    handler500,
)
from integration_portal.urls import urlpatterns as portal


class EmptyPage(AuthorityMixin, TemplateView):
    template_name = "base.html"
    extra_context = {"title": "Leere Seite"}


urlpatterns = [path("<slug:authority>/leere-seite/", EmptyPage.as_view(), name="empty"), *portal]
