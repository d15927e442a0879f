"""allauth's pages under /konto/, by German addresses and one by one: a page that a new version
brings stays closed until somebody opens it here.

Closed are sign-up (accounts start with an invitation) and the pages where one keeps several e-mail
addresses (an account has one, its administrator changes it).
"""

from allauth.account import views
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.urls import path, re_path


@login_not_required
def closed(request, **kwargs):
    raise Http404


urlpatterns = [
    path("anmelden/", views.login, name="account_login"),
    path("abmelden/", views.logout, name="account_logout"),
    path("gesperrt/", views.account_inactive, name="account_inactive"),
    path("bestaetigen/", views.reauthenticate, name="account_reauthenticate"),
    path("passwort/", views.password_change, name="account_change_password"),
    path("passwort/vergessen/", views.password_reset, name="account_reset_password"),
    path(
        "passwort/vergessen/gesendet/",
        views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "passwort/neu/fertig/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # closed, but allauth asks for their addresses
    path("registrieren/", closed, name="account_signup"),
    path("passwort/setzen/", closed, name="account_set_password"),
    path("adressen/", closed, name="account_email"),
    path("adressen/gesendet/", closed, name="account_email_verification_sent"),
    path("adressen/bestaetigen/<str:key>/", closed, name="account_confirm_email"),
    path("anmelden/code/", closed, name="account_confirm_login_code"),
]
