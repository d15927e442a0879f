"""/konto/kalender/"""

from django.urls import path

from .views import calendar

app_name = "calendar"

urlpatterns = [
    path("", calendar.page, name="page"),
    path("<str:token>/termine.ics", calendar.file, name="file"),
]
