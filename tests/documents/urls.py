"""The portal's addresses, and a stand-in for the list page that stands above this room."""

from django.http import HttpResponse
from django.urls import include, path

from integration_portal import urls

_list = (
    [path("dokumente/", lambda request, authority: HttpResponse(), name="documents")],
    "reports",
)
urlpatterns = [*urls.urlpatterns, path("<slug:authority>/", include(_list))]
