"""/<authority>/gremien/ and /<authority>/netzwerk/"""

from django.urls import path

from .views import bodies, contact_points, meetings, organisations, people

app_name = "stakeholders"

urlpatterns = [
    # /gremien/
    path("gremien/", bodies.BodyList.as_view(), name="bodies"),
    path("gremien/neu/", bodies.BodyCreate.as_view(), name="body_new"),
    path("gremien/<int:pk>/", bodies.BodyPage.as_view(), name="body"),
    path("gremien/<int:pk>/bearbeiten/", bodies.BodyEdit.as_view(), name="body_edit"),
    path("gremien/<int:pk>/loeschen/", bodies.BodyDelete.as_view(), name="body_delete"),
    path("gremien/<int:pk>/verlauf/", bodies.BodyHistory.as_view(), name="body_history"),
    # /gremien/sitzungen/
    path("gremien/sitzungen/neu/", meetings.MeetingCreate.as_view(), name="meeting_new"),
    path(
        "gremien/sitzungen/<int:pk>/bearbeiten/",
        meetings.MeetingEdit.as_view(),
        name="meeting_edit",
    ),
    path(
        "gremien/sitzungen/<int:pk>/verlegen/",
        meetings.MeetingMoveView.as_view(),
        name="meeting_move",
    ),
    path(
        "gremien/sitzungen/<int:pk>/loeschen/",
        meetings.MeetingDelete.as_view(),
        name="meeting_delete",
    ),
    # /netzwerk/
    path("netzwerk/", organisations.Network.as_view(), name="network"),
    path("netzwerk/neu/", organisations.OrganisationCreate.as_view(), name="organisation_new"),
    path("netzwerk/<int:pk>/", organisations.OrganisationPage.as_view(), name="organisation"),
    path(
        "netzwerk/<int:pk>/bearbeiten/",
        organisations.OrganisationEdit.as_view(),
        name="organisation_edit",
    ),
    path(
        "netzwerk/<int:pk>/loeschen/",
        organisations.OrganisationDelete.as_view(),
        name="organisation_delete",
    ),
    path(
        "netzwerk/<int:pk>/verlauf/",
        organisations.OrganisationHistory.as_view(),
        name="organisation_history",
    ),
    # /netzwerk/personen/
    path("netzwerk/personen/neu/", people.PersonCreate.as_view(), name="person_new"),
    path("netzwerk/personen/<int:pk>/", people.PersonPage.as_view(), name="person"),
    path("netzwerk/personen/<int:pk>/bearbeiten/", people.PersonEdit.as_view(), name="person_edit"),
    path(
        "netzwerk/personen/<int:pk>/loeschen/", people.PersonDelete.as_view(), name="person_delete"
    ),
    path(
        "netzwerk/personen/<int:pk>/auskunft/", people.PersonExport.as_view(), name="person_export"
    ),
    path(
        "netzwerk/personen/<int:pk>/anonymisieren/",
        people.PersonAnonymise.as_view(),
        name="person_anonymise",
    ),
    path(
        "netzwerk/personen/<int:pk>/verlauf/",
        people.PersonHistory.as_view(),
        name="person_history",
    ),
    # /netzwerk/anlaufstellen/
    path(
        "netzwerk/anlaufstellen/", contact_points.ContactPointList.as_view(), name="contact_points"
    ),
    path(
        "netzwerk/anlaufstellen/neu/",
        contact_points.ContactPointCreate.as_view(),
        name="contact_point_new",
    ),
    path(
        "netzwerk/anlaufstellen/<int:pk>/bearbeiten/",
        contact_points.ContactPointEdit.as_view(),
        name="contact_point_edit",
    ),
    path(
        "netzwerk/anlaufstellen/<int:pk>/loeschen/",
        contact_points.ContactPointDelete.as_view(),
        name="contact_point_delete",
    ),
]
