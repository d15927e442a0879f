"""/<authority>/massnahmen/"""

from django.urls import path

from .views import (
    bulk,
    cells,
    extra_fields,
    history,
    lists,
    measures,
    saved_views,
    status_reports,
    timeline,
    warnings,
)

app_name = "measures"

urlpatterns = [
    path("", lists.measure_list, name="list"),
    path("aendern/", bulk.BulkChangeView.as_view(), name="bulk"),
    path("aenderungen/", bulk.BulkChanges.as_view(), name="bulk_changes"),
    path("aenderungen/<int:pk>/", bulk.BulkUndo.as_view(), name="bulk_change"),
    path("neu/", measures.MeasureCreate.as_view(), name="new"),
    path("ansichten/", saved_views.SavedViews.as_view(), name="views"),
    path("ansichten/neu/", saved_views.SavedViewCreate.as_view(), name="view_new"),
    path("ansichten/<int:pk>/bearbeiten/", saved_views.SavedViewEdit.as_view(), name="view_edit"),
    path("ansichten/<int:pk>/loeschen/", saved_views.SavedViewDelete.as_view(), name="view_delete"),
    path("zusatzfelder/", extra_fields.ExtraFieldPage.as_view(), name="extra_fields"),
    path("zusatzfelder/neu/", extra_fields.ExtraFieldCreate.as_view(), name="extra_field_new"),
    path(
        "zusatzfelder/<int:pk>/bearbeiten/",
        extra_fields.ExtraFieldEdit.as_view(),
        name="extra_field_edit",
    ),
    path(
        "zusatzfelder/<int:pk>/verschieben/",
        extra_fields.ExtraFieldMove.as_view(),
        name="extra_field_move",
    ),
    path(
        "zusatzfelder/<int:pk>/loeschen/",
        extra_fields.ExtraFieldDelete.as_view(),
        name="extra_field_delete",
    ),
    path("<int:pk>/", measures.MeasureDetail.as_view(), name="measure"),
    path("<int:pk>/zelle/<str:kind>/", cells.CellView.as_view(), name="cell"),
    path("<int:pk>/bearbeiten/", measures.MeasureEdit.as_view(), name="edit"),
    path("<int:pk>/fortschritt/", measures.MeasureProgress.as_view(), name="progress"),
    path("<int:pk>/loeschen/", measures.MeasureDelete.as_view(), name="delete"),
    path("<int:pk>/verlauf/", history.MeasureHistory.as_view(), name="history"),
    path("<int:pk>/zeitlinie/", timeline.TimelinePage.as_view(), name="timeline"),
    path(
        "<int:measure>/warnung/<str:kind>/aussetzen/",
        warnings.OverruleCreate.as_view(),
        name="overrule",
    ),
    path(
        "<int:measure>/warnung/<int:pk>/anzeigen/",
        warnings.OverruleEnd.as_view(),
        name="overrule_end",
    ),
    path("<int:measure>/sachstand/", status_reports.ReportList.as_view(), name="reports"),
    path("<int:measure>/sachstand/neu/", status_reports.ReportCreate.as_view(), name="report_new"),
    path(
        "<int:measure>/sachstand/<int:pk>/",
        status_reports.ReportEdit.as_view(),
        name="report_edit",
    ),
    path(
        "<int:measure>/sachstand/<int:pk>/loeschen/",
        status_reports.ReportDelete.as_view(),
        name="report_delete",
    ),
    path(
        "<int:measure>/sachstand/<int:report>/anlage/<int:pk>/",
        status_reports.ReportFile.as_view(),
        name="report_file",
    ),
]
