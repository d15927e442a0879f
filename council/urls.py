"""/<authority>/vorlagen/, /<authority>/beschluesse/ and /<authority>/sitzungen/"""

from django.urls import path

from .views import files, meetings, paper_life, papers, resolutions, stations

app_name = "council"

urlpatterns = [
    # /vorlagen/
    path("vorlagen/", papers.PaperList.as_view(), name="papers"),
    path("vorlagen/neu/", papers.PaperCreate.as_view(), name="paper_new"),
    path("vorlagen/<int:pk>/", papers.PaperPage.as_view(), name="paper"),
    path("vorlagen/<int:pk>/bearbeiten/", papers.PaperEdit.as_view(), name="paper_edit"),
    path("vorlagen/<int:pk>/neue-fassung/", papers.PaperRevise.as_view(), name="paper_revise"),
    path("vorlagen/<int:pk>/loeschen/", papers.PaperDelete.as_view(), name="paper_delete"),
    path("vorlagen/<int:pk>/verlauf/", papers.PaperHistory.as_view(), name="paper_history"),
    path("vorlagen/<int:pk>/stand/", paper_life.StatePage.as_view(), name="paper_state"),
    path("vorlagen/<int:pk>/nummer/", paper_life.NumberPage.as_view(), name="paper_number"),
    path("vorlagen/<int:pk>/betraege/", paper_life.FinancesPage.as_view(), name="paper_finances"),
    path(
        "vorlagen/<int:pk>/fassung/<int:number>/",
        paper_life.VersionPage.as_view(),
        name="paper_version",
    ),
    path(
        "vorlagen/<int:paper>/fassung/<int:number>/anlage/<int:pk>/",
        files.VersionAttachmentFile.as_view(),
        name="version_attachment",
    ),
    path(
        "vorlagen/<int:paper>/anlage/<int:pk>/", files.AttachmentFile.as_view(), name="attachment"
    ),
    path(
        "vorlagen/<int:paper>/anlage/<int:pk>/nachreichen/",
        files.SupplyPage.as_view(),
        name="attachment_supply",
    ),
    path("vorlagen/<int:paper>/auszug/<int:pk>/", files.ExcerptFile.as_view(), name="excerpt"),
    path("vorlagen/<int:paper>/station/neu/", stations.StationCreate.as_view(), name="station_new"),
    path(
        "vorlagen/<int:paper>/station/<int:pk>/",
        stations.StationEdit.as_view(),
        name="station_edit",
    ),
    path(
        "vorlagen/<int:paper>/station/<int:station>/ergebnis/",
        stations.OutcomeCreate.as_view(),
        name="outcome_new",
    ),
    path(
        "vorlagen/<int:paper>/ergebnis/<int:pk>/",
        stations.OutcomeEdit.as_view(),
        name="outcome_edit",
    ),
    path("vorlagen/<int:pk>/uebernahme/", stations.AdoptPage.as_view(), name="adopt"),
    # /beschluesse/
    path("beschluesse/", resolutions.ResolutionList.as_view(), name="resolutions"),
    path("beschluesse/neu/", resolutions.ResolutionCreate.as_view(), name="resolution_new"),
    path(
        "beschluesse/fassung/<slug:edition>/",
        resolutions.EditionResolutionCreate.as_view(),
        name="edition_resolution",
    ),
    path("beschluesse/<int:pk>/", resolutions.ResolutionPage.as_view(), name="resolution"),
    path(
        "beschluesse/<int:pk>/bearbeiten/",
        resolutions.ResolutionEdit.as_view(),
        name="resolution_edit",
    ),
    path(
        "beschluesse/<int:pk>/loeschen/",
        resolutions.ResolutionDelete.as_view(),
        name="resolution_delete",
    ),
    path(
        "beschluesse/<int:resolution>/auftrag/neu/",
        resolutions.FollowUpCreate.as_view(),
        name="follow_up_new",
    ),
    path(
        "beschluesse/<int:resolution>/auftrag/<int:pk>/",
        resolutions.FollowUpEdit.as_view(),
        name="follow_up_edit",
    ),
    path(
        "beschluesse/<int:resolution>/auftrag/<int:pk>/erledigt/",
        resolutions.FollowUpDone.as_view(),
        name="follow_up_done",
    ),
    # /sitzungen/
    path("sitzungen/", meetings.MeetingList.as_view(), name="meetings"),
    path("sitzungen/<int:pk>/", meetings.MeetingPage.as_view(), name="meeting"),
    path(
        "sitzungen/<int:meeting>/punkt/neu/", meetings.AgendaItemCreate.as_view(), name="item_new"
    ),
    path(
        "sitzungen/<int:meeting>/punkt/<int:pk>/",
        meetings.AgendaItemEdit.as_view(),
        name="item_edit",
    ),
    path(
        "sitzungen/<int:meeting>/punkt/<int:pk>/loeschen/",
        meetings.AgendaItemDelete.as_view(),
        name="item_delete",
    ),
    path(
        "sitzungen/<int:meeting>/punkt/<int:pk>/platz/",
        meetings.AgendaItemMove.as_view(),
        name="item_move",
    ),
]
