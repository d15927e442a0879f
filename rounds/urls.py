"""/<authority>/sachstandsabfragen/"""

from django.urls import path

from .views import own, plans, recipients, requests, rounds

app_name = "rounds"

urlpatterns = [
    path("", rounds.RoundList.as_view(), name="list"),
    path("neu/", plans.RoundCreate.as_view(), name="new"),
    path("<int:pk>/", rounds.RoundPage.as_view(), name="round"),
    path("<int:pk>/bearbeiten/", plans.RoundEdit.as_view(), name="edit"),
    path("<int:pk>/loeschen/", plans.RoundDelete.as_view(), name="delete"),
    path("<int:pk>/vorschau/", plans.LetterPreview.as_view(), name="preview"),
    path("<int:pk>/eroeffnen/", plans.OpenRound.as_view(), name="open"),
    path("<int:pk>/erinnern/", rounds.Remind.as_view(), name="remind"),
    path("<int:pk>/freigeben/", rounds.ApproveAll.as_view(), name="approve_all"),
    path("<int:pk>/schliessen/", rounds.CloseRound.as_view(), name="close"),
    # …/empfaenger/
    path("empfaenger/<int:pk>/", recipients.RecipientPage.as_view(), name="recipient"),
    path("empfaenger/<int:pk>/erinnern/", recipients.Remind.as_view(), name="recipient_remind"),
    path("empfaenger/<int:pk>/link/", recipients.SendAnew.as_view(), name="recipient_link"),
    path("empfaenger/<int:pk>/adresse/", recipients.AskAt.as_view(), name="recipient_address"),
    path("empfaenger/<int:pk>/sperren/", recipients.Revoke.as_view(), name="recipient_revoke"),
    # …/meldungen/
    path("meldungen/<int:pk>/", requests.RequestPage.as_view(), name="request"),
    path("meldungen/<int:pk>/freigeben/", requests.Approve.as_view(), name="approve"),
    path("meldungen/<int:pk>/zurueckgeben/", requests.GiveBack.as_view(), name="give_back"),
    path("meldungen/<int:pk>/uebernehmen/", requests.Adopt.as_view(), name="adopt"),
    path("dateien/<int:pk>/", requests.RequestDownload.as_view(), name="request_file"),
    # …/meine/
    path("meine/", own.OwnRounds.as_view(), name="own"),
    path("meine/<int:round>/", own.OwnAnswers.as_view(), name="answers"),
    path("meine/<int:round>/quittung/", own.OwnReceipt.as_view(), name="receipt"),
    path("meine/<int:round>/abgeben/", own.OwnHandInAll.as_view(), name="answer_all"),
    path("meine/<int:round>/<int:pk>/", own.OwnAnswer.as_view(), name="answer"),
    path("meine/<int:round>/<int:pk>/entwurf/", own.OwnDraft.as_view(), name="answer_draft"),
    path(
        "meine/<int:round>/<int:pk>/unveraendert/",
        own.OwnUnchanged.as_view(),
        name="answer_unchanged",
    ),
]
