from django.http import HttpResponse
from django.urls import include, path

from integration_portal.urls import urlpatterns as portal

from . import pages

own = (
    [
        path("neu/", pages.EditionCreate.as_view(), name="create"),
        path("<int:pk>/", pages.EditionEdit.as_view(), name="edit"),
        path("<int:pk>/liste/", pages.AddresseeList.as_view(), name="list"),
        path("<int:pk>/loeschen/", pages.EditionDelete.as_view(), name="delete"),
        path("<int:pk>/verlauf/", pages.EditionHistory.as_view(), name="history"),
        path("adressaten/<int:pk>/platz/", pages.AddresseeMove.as_view(), name="move"),
        path("partner/", pages.Partners.as_view(), name="partners"),
    ],
    "test",
)

urlpatterns = [path("<slug:authority>/probe/", include(own)), *portal]

# The floors above bring their own pages; without them these stand in.
_above = {
    "reports": [path("", lambda request, authority: HttpResponse(), name="overview")],
    "concepts": [
        path("k/", lambda request, authority: HttpResponse(), name="concept"),
        path("k/<slug:slug>/", lambda request, authority, slug: HttpResponse(), name="edition"),
    ],
}
for name, patterns in _above.items():
    if name not in {getattr(known, "namespace", None) for known in portal}:
        urlpatterns.append(path("<slug:authority>/", include((patterns, name))))
