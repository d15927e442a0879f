"""/<authority>/postausgang/"""

from django.urls import path

from .views import outbox

app_name = "mail"

urlpatterns = [
    path("", outbox.Outbox.as_view(), name="outbox"),
    path("<int:pk>/", outbox.MailDetail.as_view(), name="mail"),
    path("<int:pk>/senden/", outbox.SendAgain.as_view(), name="send_again"),
    path("<int:pk>/angekommen/", outbox.Confirm.as_view(), name="confirm"),
]
