"""/<authority>/verlauf/"""

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from integration_portal.accounts.rules import works_inside
from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.history.models import RevisionQuerySet
from integration_portal.history.views import HistoryFilter

from ..changes import linked, told_to

PER_PAGE = 25
# Kinds of things, by how the names of their tables begin.
KINDS = {
    "massnahmen": (gettext_lazy("Maßnahmen und Sachstände"), ("measures.",)),
    "konzept": (gettext_lazy("Konzept"), ("concepts.",)),
    "rat": (gettext_lazy("Vorlagen, Beschlüsse und Sitzungen"), ("council.", "stakeholders.meet")),
    "netzwerk": (gettext_lazy("Netzwerk und Gremien"), ("stakeholders.",)),
    "abfragen": (gettext_lazy("Sachstandsabfragen"), ("rounds.",)),
}


class ChangesFilter(HistoryFilter):
    """Besides who and when: of what."""

    art = forms.ChoiceField(label=gettext_lazy("wovon"), required=False)

    def __init__(self, data, *, revisions: RevisionQuerySet):
        super().__init__(data, revisions=revisions)
        kinds = [(key, label) for key, (label, _beginnings) in KINDS.items()]
        self.fields["art"].choices = [("", gettext_lazy("allem")), *kinds]

    def found(self, revisions: RevisionQuerySet) -> RevisionQuerySet:
        revisions = super().found(revisions)
        if kind := self.cleaned_data.get("art"):
            of_kind = Q()
            for beginning in KINDS[kind][1]:
                of_kind |= Q(subject_type__startswith=beginning)
            revisions = revisions.filter(of_kind)
        return revisions


class HistoryPage(AuthorityMixin, TemplateView):
    """Who changed what in this authority, and when?"""

    template_name = "reports/history.html"
    rules = (works_inside,)

    def get_context_data(self, **kwargs):
        revisions = told_to(self.request.user, self.authority)
        form = ChangesFilter(self.request.GET, revisions=revisions)
        page = Paginator(form.found(revisions).told(), PER_PAGE).get_page(
            self.request.GET.get("page")
        )
        page.object_list = linked(list(page.object_list), self.authority)
        return super().get_context_data(
            title=_("Verlauf"),
            form=form,
            page_obj=page,
            revisions=page.object_list,
            **kwargs,
        )
