"""/<authority>/austausch/"""

from django.urls import path

from .views import export

app_name = "exchange"

urlpatterns = [
    path("export/<str:kind>/", export.ExportView.as_view(), name="export"),
]
