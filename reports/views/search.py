"""/<authority>/suche/?q="""

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from concepts.current import edition_for
from integration_portal.accounts.views.base import AuthorityMixin

from ..search import Search


class SearchView(AuthorityMixin, TemplateView):
    """Where does it stand? Everything the person may see, grouped."""

    template_name = "reports/search.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        search = Search(
            self.request.GET.get("q", ""),
            authority=self.authority,
            user=user,
            edition=edition_for(user, self.authority),
        )
        title = _("Suche: %(text)s") % {"text": search.text} if search.text else _("Suche")
        return super().get_context_data(title=title, search=search, **kwargs)
