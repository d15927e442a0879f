from django.urls import path

from .views import accounts, handover, home, invitation, profile

app_name = "accounts"

urlpatterns = [
    # /
    path("", home.home, name="home"),
    # /konto/
    path("konto/", profile.profile, name="profile"),
    path("konto/daten/", profile.my_data, name="data"),
    path("konto/wappen/<slug:authority>/", profile.logo, name="logo"),
    # /einladung/
    path("einladung/<str:token>/", invitation.invitation, name="invitation"),
    # /<authority>/konten/
    path("<slug:authority>/konten/", accounts.AccountList.as_view(), name="accounts"),
    path("<slug:authority>/konten/verlauf/", accounts.AccountEvents.as_view(), name="events"),
    path("<slug:authority>/konten/einladen/", accounts.Invite.as_view(), name="invite"),
    path(
        "<slug:authority>/konten/einladungen/<int:pk>/senden/",
        accounts.Resend.as_view(),
        name="resend",
    ),
    path(
        "<slug:authority>/konten/einladungen/<int:pk>/zurueckziehen/",
        accounts.Revoke.as_view(),
        name="revoke",
    ),
    path("<slug:authority>/konten/<int:pk>/", accounts.AccountPage.as_view(), name="account"),
    path(
        "<slug:authority>/konten/<int:pk>/entziehen/", accounts.Withdraw.as_view(), name="withdraw"
    ),
    path(
        "<slug:authority>/konten/<int:pk>/uebergeben/",
        handover.HandOver.as_view(),
        name="hand_over",
    ),
    path("<slug:authority>/konten/<int:pk>/sperren/", accounts.Lock.as_view(), name="lock"),
    path("<slug:authority>/konten/<int:pk>/freigeben/", accounts.Unlock.as_view(), name="unlock"),
]
