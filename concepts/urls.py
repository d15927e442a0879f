"""/<authority>/konzept/"""

from django.urls import URLPattern, URLResolver, include, path

from .views import chapters, concepts, editions, evaluations, events, fields, goals, themes

app_name = "concepts"


def node(kind: str, views, noun: str) -> list:
    """Edit, delete, move and history of one part, below its id."""
    return [
        path("bearbeiten/", getattr(views, f"{noun}Edit").as_view(), name=f"{kind}_edit"),
        path("loeschen/", getattr(views, f"{noun}Delete").as_view(), name=f"{kind}_delete"),
        path("verschieben/", getattr(views, f"{noun}Move").as_view(), name=f"{kind}_move"),
        path("verlauf/", getattr(views, f"{noun}History").as_view(), name=f"{kind}_history"),
    ]


# …/konzept/<edition>/
edition_patterns: list[URLPattern | URLResolver] = [
    path("", editions.EditionPage.as_view(), name="edition"),
    path("bearbeiten/", editions.EditionEdit.as_view(), name="edition_edit"),
    path("erarbeitung/", editions.EditionMaking.as_view(), name="edition_making"),
    path("stand/", editions.EditionState.as_view(), name="edition_status"),
    path("loeschen/", editions.EditionDelete.as_view(), name="edition_delete"),
    path("verlauf/", editions.EditionHistory.as_view(), name="edition_history"),
    path("stand-am/", editions.EditionAsOf.as_view(), name="edition_as_of"),
    path("stand-bei-beschluss/", editions.AsAdopted.as_view(), name="edition_as_adopted"),
    path("kapitel/neu/", chapters.ChapterCreate.as_view(), name="chapter_new"),
    path("kapitel/<int:pk>/", include(node("chapter", chapters, "Chapter"))),
    path("themen/neu/", themes.ThemeCreate.as_view(), name="theme_new"),
    path("themen/<int:pk>/", include(node("theme", themes, "Theme"))),
    path("beteiligung/neu/", events.EventCreate.as_view(), name="event_new"),
    path("beteiligung/<int:pk>/", include(node("event", events, "Event"))),
    path("evaluationen/neu/", evaluations.EvaluationCreate.as_view(), name="evaluation_new"),
    path("evaluationen/<int:pk>/", evaluations.EvaluationPage.as_view(), name="evaluation"),
    path(
        "evaluationen/<int:pk>/bearbeiten/",
        evaluations.EvaluationEdit.as_view(),
        name="evaluation_edit",
    ),
    path(
        "evaluationen/<int:pk>/loeschen/",
        evaluations.EvaluationDelete.as_view(),
        name="evaluation_delete",
    ),
    path(
        "evaluationen/<int:pk>/verlauf/",
        evaluations.EvaluationHistory.as_view(),
        name="evaluation_history",
    ),
    path(
        "evaluationen/<int:evaluation>/kapitel/neu/",
        evaluations.EvaluationChapterCreate.as_view(),
        name="evaluation_chapter_new",
    ),
    path(
        "evaluationen/<int:evaluation>/kapitel/<int:pk>/",
        include(node("evaluation_chapter", evaluations, "EvaluationChapter")),
    ),
    path("felder/neu/", fields.FieldCreate.as_view(), name="field_new"),
    path("<int:field>/ziele/neu/", goals.GoalCreate.as_view(), name="goal_new"),
    path("ziele/<int:pk>/", include(node("goal", goals, "Goal"))),
    path("<int:pk>/", fields.FieldPage.as_view(), name="field"),
    path("<int:pk>/", include(node("field", fields, "Field"))),
]

# …/konzept/strategische-ziele/
goal_patterns = [
    path("", concepts.StrategicGoalPage.as_view(), name="strategic_goals"),
    path("neu/", concepts.StrategicGoalCreate.as_view(), name="strategic_goal_new"),
    path("<int:pk>/bearbeiten/", concepts.StrategicGoalEdit.as_view(), name="strategic_goal_edit"),
    path(
        "<int:pk>/loeschen/", concepts.StrategicGoalDelete.as_view(), name="strategic_goal_delete"
    ),
    path(
        "<int:pk>/verlauf/", concepts.StrategicGoalHistory.as_view(), name="strategic_goal_history"
    ),
]

urlpatterns = [
    path("", concepts.ConceptPage.as_view(), name="concept"),
    path("anlegen/", concepts.ConceptCreate.as_view(), name="concept_new"),
    path(
        "konzepte/<int:concept>/bearbeiten/",
        concepts.ConceptEdit.as_view(),
        name="concept_edit",
    ),
    path(
        "konzepte/<int:concept>/verlauf/",
        concepts.ConceptHistory.as_view(),
        name="concept_history",
    ),
    path(
        "konzepte/<int:concept>/neue-fassung/",
        concepts.EditionCreate.as_view(),
        name="edition_new",
    ),
    path("strategische-ziele/", include(goal_patterns)),
    path("<slug:edition>/", include(edition_patterns)),
]
