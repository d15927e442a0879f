"""The portal's addresses. An authority's own pages come last: their first segment is its slug."""

from django.contrib import admin
from django.urls import include, path

from integration_portal.health import health

urlpatterns = [
    path("zustand/", health, name="health"),
    path("verwaltung/", admin.site.urls),
    # /hilfe/, /impressum/, /datenschutz/, /barrierefreiheit/, /darstellung/
    path("", include("integration_portal.core.urls")),
    # /konto/anmelden/ and the like
    path("konto/", include("integration_portal.accounts.login_urls")),
    # /konto/kalender/
    path("konto/kalender/", include("reports.calendar_urls")),
    # /, /konto/, /einladung/, /<authority>/konten/
    path("", include("integration_portal.accounts.urls")),
    # /api/eingefuegt/
    path("api/", include("integration_portal.editing.urls")),
    # /sachstand/link/<token>/ and what it opens
    path("sachstand/", include("rounds.link_urls")),
    # /<authority>/…
    path("<slug:authority>/dokumente/", include("integration_portal.documents.urls")),
    path("<slug:authority>/postausgang/", include("integration_portal.mail.urls")),
    path("<slug:authority>/konzept/", include("concepts.urls")),
    path("<slug:authority>/massnahmen/", include("measures.urls")),
    path("<slug:authority>/sachstandsabfragen/", include("rounds.urls")),
    path("<slug:authority>/austausch/", include("exchange.urls")),
    path("<slug:authority>/", include("council.urls")),
    path("<slug:authority>/", include("reports.urls")),
    path("<slug:authority>/", include("stakeholders.urls")),
]

handler400 = "integration_portal.core.views.bad_request"
handler403 = "integration_portal.core.views.permission_denied"
handler404 = "integration_portal.core.views.page_not_found"
handler500 = "integration_portal.core.views.server_error"
