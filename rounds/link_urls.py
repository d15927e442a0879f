"""/sachstand/: the way in without an account"""

from django.urls import path

from .views import link

app_name = "rounds_by_link"

urlpatterns = [
    path("", link.over, name="over"),
    path("link/<str:token>/", link.start, name="start"),
    path("<int:recipient>/", link.LinkAnswers.as_view(), name="answers"),
    path("<int:recipient>/quittung/", link.LinkReceipt.as_view(), name="receipt"),
    path("<int:recipient>/abgeben/", link.LinkHandInAll.as_view(), name="answer_all"),
    path("<int:recipient>/<int:pk>/", link.LinkAnswer.as_view(), name="answer"),
    path("<int:recipient>/<int:pk>/entwurf/", link.LinkDraft.as_view(), name="answer_draft"),
    path(
        "<int:recipient>/<int:pk>/unveraendert/",
        link.LinkUnchanged.as_view(),
        name="answer_unchanged",
    ),
]
