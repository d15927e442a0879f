"""/sachstand/: the way in without an account"""

from django.urls import path

from .views import answers, start

app_name = "rounds_by_link"

urlpatterns = [
    path("", start.over, name="over"),
    path("link/<str:token>/", start.start, name="start"),
    path("<int:recipient>/", answers.LinkAnswers.as_view(), name="answers"),
    path("<int:recipient>/quittung/", answers.LinkReceipt.as_view(), name="receipt"),
    path("<int:recipient>/abgeben/", answers.LinkHandInAll.as_view(), name="answer_all"),
    path("<int:recipient>/<int:pk>/", answers.LinkAnswer.as_view(), name="answer"),
    path("<int:recipient>/<int:pk>/entwurf/", answers.LinkDraft.as_view(), name="answer_draft"),
    path(
        "<int:recipient>/<int:pk>/unveraendert/",
        answers.LinkUnchanged.as_view(),
        name="answer_unchanged",
    ),
]
