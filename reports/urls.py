"""/<authority>/, its documents and its search. Files and jobs are `documents`' own."""

from django.urls import path

from .views.documents import DocumentList
from .views.history import HistoryPage
from .views.issuing import IssueView, PreviewView
from .views.overview import OverviewView
from .views.paper_of_report import PaperOfReportPage
from .views.search import SearchView
from .views.word import PaperInWord
from .views.work_list import WorkListPage

app_name = "reports"

urlpatterns = [
    path("", OverviewView.as_view(), name="overview"),
    # dokumente/
    path("dokumente/", DocumentList.as_view(), name="documents"),
    path("dokumente/neu/", IssueView.as_view(), name="issue"),
    path("dokumente/vorschau/", PreviewView.as_view(), name="preview"),
    path("dokumente/word/<int:pk>/", PaperInWord.as_view(), name="word"),
    path("dokumente/<int:pk>/vorlage/", PaperOfReportPage.as_view(), name="paper_of_report"),
    # aufgaben/
    path("aufgaben/", WorkListPage.as_view(), name="work_list"),
    # verlauf/
    path("verlauf/", HistoryPage.as_view(), name="history"),
    # suche/
    path("suche/", SearchView.as_view(), name="search"),
]
