from django.urls import path

from . import views

app_name = "core"

urlpatterns = [
    # /hilfe/, /impressum/, /datenschutz/, /barrierefreiheit/
    path("hilfe/", views.HelpPage.as_view(), name="hilfe"),
    path("impressum/", views.ImprintPage.as_view(), name="impressum"),
    path("datenschutz/", views.PrivacyPage.as_view(), name="datenschutz"),
    path("barrierefreiheit/", views.AccessibilityPage.as_view(), name="barrierefreiheit"),
    # /favicon.ico
    path("favicon.ico", views.favicon, name="favicon"),
    # /darstellung/
    path("darstellung/", views.choose_theme, name="darstellung"),
]
