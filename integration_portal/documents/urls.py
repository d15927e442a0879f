"""Files and jobs, below `/<authority>/dokumente/`. The list page is `reports`'."""

from django.urls import path

from .views.files import FilePreviewView, FileView, RecipePreviewView
from .views.jobs import JobRetryView, JobView
from .views.withdrawal import EraseView, WithdrawView

app_name = "documents"

urlpatterns = [
    # datei/
    path("datei/<int:pk>/", FileView.as_view(), name="file"),
    path("datei/<int:pk>/ansicht/", FilePreviewView.as_view(), name="file_preview"),
    path("datei/<int:pk>/zurueckziehen/", WithdrawView.as_view(), name="withdraw"),
    path("datei/<int:pk>/loeschen/", EraseView.as_view(), name="erase"),
    # vorschau/
    path("vorschau/<slug:kind>/<int:pk>/", RecipePreviewView.as_view(), name="preview"),
    # auftrag/
    path("auftrag/<int:pk>/", JobView.as_view(), name="job"),
    path("auftrag/<int:pk>/wiederholen/", JobRetryView.as_view(), name="job_retry"),
]
