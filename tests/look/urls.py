"""A portal that consists of its components only: every page here shows some of them."""

from django.urls import include, path

from . import pages

place = ([path("", pages.list_page, name="list")], "measures")
concept = ([path("", pages.detail_page, name="concept")], "concepts")
council = ([path("", pages.empty_page, name="papers")], "council")
overview = (
    [
        path("", pages.overview_page, name="overview"),
        path("suche/", pages.empty_page, name="search"),
        path("dokumente/", pages.job_page, name="documents"),
    ],
    "reports",
)
people = (
    [
        path("gremien/", pages.empty_page, name="bodies"),
        path("netzwerk/", pages.empty_page, name="network"),
    ],
    "stakeholders",
)
accounts = (
    [path("", pages.empty_page, name="profile"), path("start/", pages.empty_page, name="home")],
    "accounts",
)

urlpatterns = [
    path("", include("integration_portal.core.urls")),
    path("api/", include("integration_portal.editing.urls")),
    path("anmelden/", pages.narrow_page, name="account_login"),
    path("abmelden/", pages.narrow_page, name="account_logout"),
    path("fehler/<slug:kind>/", pages.error_page, name="error"),
    path("konto/", include(accounts)),
    path("<slug:authority>/massnahmen/bearbeiten/", pages.form_page, name="form"),
    path("<slug:authority>/massnahmen/entfernen/", pages.confirm_page, name="confirm"),
    path("<slug:authority>/massnahmen/", include(place)),
    path("<slug:authority>/konzept/", include(concept)),
    path("<slug:authority>/vorlagen/", include(council)),
    path("<slug:authority>/", include(people)),
    path("<slug:authority>/", include(overview)),
]

handler400 = "integration_portal.core.views.bad_request"
handler403 = "integration_portal.core.views.permission_denied"
handler404 = "integration_portal.core.views.page_not_found"
handler500 = "integration_portal.core.views.server_error"
