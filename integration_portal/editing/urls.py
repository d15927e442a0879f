from django.urls import path

from .views.pasting import paste

app_name = "editing"

urlpatterns = [
    # /api/eingefuegt/
    path("eingefuegt/", paste, name="paste"),
]
