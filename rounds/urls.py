"""/<authority>/sachstandsabfragen/"""

from django.urls import path

from .views import answers, own, recipients, requests, rounds

app_name = "rounds"

urlpatterns = [
    path("", rounds.RoundList.as_view(), name="list"),
    path("neu/", rounds.RoundCreate.as_view(), name="new"),
    path("<int:pk>/", rounds.RoundPage.as_view(), name="round"),
    path("<int:pk>/bearbeiten/", rounds.RoundEdit.as_view(), name="edit"),
    path("<int:pk>/loeschen/", rounds.RoundDelete.as_view(), name="delete"),
    path("<int:pk>/vorschau/", rounds.LetterPreview.as_view(), name="preview"),
    path("<int:pk>/eroeffnen/", rounds.OpenRound.as_view(), name="open"),
    path("<int:pk>/erinnern/", rounds.Remind.as_view(), name="remind"),
    path("<int:pk>/freigeben/", rounds.ApproveAll.as_view(), name="approve_all"),
    path("<int:pk>/schliessen/", rounds.CloseRound.as_view(), name="close"),
    # …/empfaenger/
    path("empfaenger/<int:pk>/", recipients.RecipientPage.as_view(), name="recipient"),
    path("empfaenger/<int:pk>/erinnern/", recipients.Remind.as_view(), name="recipient_remind"),
    path("empfaenger/<int:pk>/link/", recipients.SendAnew.as_view(), name="recipient_link"),
    path("empfaenger/<int:pk>/sperren/", recipients.Revoke.as_view(), name="recipient_revoke"),
    # …/meldungen/
    path("meldungen/<int:pk>/", requests.RequestPage.as_view(), name="request"),
    path("meldungen/<int:pk>/freigeben/", requests.Approve.as_view(), name="approve"),
    path("meldungen/<int:pk>/zurueckgeben/", requests.GiveBack.as_view(), name="give_back"),
    path("meldungen/<int:pk>/uebernehmen/", requests.Adopt.as_view(), name="adopt"),
    # …/meine/
    path("meine/", own.OwnRounds.as_view(), name="own"),
    path("meine/<int:round>/", answers.OwnAnswers.as_view(), name="answers"),
    path("meine/<int:round>/quittung/", answers.OwnReceipt.as_view(), name="receipt"),
    path("meine/<int:round>/abgeben/", answers.OwnHandInAll.as_view(), name="answer_all"),
    path("meine/<int:round>/<int:pk>/", answers.OwnAnswer.as_view(), name="answer"),
    path("meine/<int:round>/<int:pk>/entwurf/", answers.OwnDraft.as_view(), name="answer_draft"),
    path(
        "meine/<int:round>/<int:pk>/unveraendert/",
        answers.OwnUnchanged.as_view(),
        name="answer_unchanged",
    ),
]
