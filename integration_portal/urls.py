"""The portal's addresses. An authority's own pages come last: their first segment is its slug."""

from django.contrib import admin
from django.urls import path

from integration_portal.health import health

urlpatterns = [
    path("zustand/", health, name="health"),
    path("verwaltung/", admin.site.urls),
]
