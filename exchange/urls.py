"""/<authority>/austausch/: lists out and in, and where a measure comes from"""

from django.urls import path

from .views import export, imports, origins, steps

app_name = "exchange"

urlpatterns = [
    path("export/<str:kind>/", export.ExportView.as_view(), name="export"),
    path("import/", imports.ImportList.as_view(), name="imports"),
    path("import/mustertabelle/", imports.SampleTable.as_view(), name="sample"),
    path("import/<int:pk>/", imports.ImportDetail.as_view(), name="import"),
    path("import/<int:pk>/spalten/", steps.ImportColumns.as_view(), name="columns"),
    path("import/<int:pk>/vorschau/", steps.ImportPreview.as_view(), name="preview"),
    path("import/<int:pk>/uebernehmen/", steps.ImportApply.as_view(), name="apply"),
    path("import/<int:pk>/zuruecknehmen/", imports.ImportUndo.as_view(), name="undo"),
    path("import/<int:pk>/verwerfen/", imports.ImportDiscard.as_view(), name="discard"),
    path("import/<int:pk>/datei/", origins.ImportFile.as_view(), name="file"),
    path("<int:measure>/herkunft/", origins.MeasureOrigin.as_view(), name="origin"),
]
