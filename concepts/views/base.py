"""What every page below an edition has in common."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from integration_portal.accounts.views.base import AuthorityMixin

from .. import rules
from ..models import Edition

FORM = "concepts/form.html"
HISTORY = "concepts/history.html"
DELETE = "concepts/delete.html"


class EditionMixin(AuthorityMixin):
    """Finds the edition of the address among those the user may read, else 404.

    `edition_rule` is a predicate `(user, edition)`; where it does not hold, the answer is 403 and
    says why.
    """

    edition: Edition
    edition_rule: Callable | None = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        visible = Edition.objects.visible_to(request.user).filter(authority=self.authority)
        found = visible.select_related("concept", "steering_group")
        self.edition = get_object_or_404(found, slug=kwargs["edition"])
        self.edition.authority = self.edition.concept.authority = self.authority

    def check_edition(self) -> None:
        """Raises PermissionDenied, with the reason for officers, if the rule does not hold."""
        rule = type(self).edition_rule
        if rule is None or rule(self.request.user, self.edition):
            return
        if not rules.is_officer(self.request.user, self.authority):
            raise PermissionDenied
        raise PermissionDenied(why_not(self.edition))

    def get_context_data(self, **kwargs):
        return super().get_context_data(edition=self.edition, **kwargs)


class CheckedEditionMixin(EditionMixin):
    """The rule is asked before anything else; for pages where nothing typed could be lost."""

    def dispatch(self, request, *args, **kwargs):
        self.check_edition()
        return super().dispatch(request, *args, **kwargs)


class PageView(TemplateView):
    """A page to read. The address is resolved in `setup`; its words are no context."""

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())


def why_not(edition: Edition) -> str:
    """What keeps an officer from changing the plan here, and what can be done instead."""
    words = {"edition": edition, "status": edition.get_status_display()}
    if edition.is_amendable:
        return (
            _(
                "„%(edition)s“ ist %(status)s. Ihr Plan ändert sich nur mit Tag und Grund, als "
                "Änderung nach Beschluss; die Reihenfolge bleibt, wie sie beschlossen wurde."
            )
            % words
        )
    if edition.is_closed:
        return (
            _(
                "„%(edition)s“ ist %(status)s und wird nicht mehr geändert. Sie können sie lesen "
                "und ausgeben oder eine neue Fassung beginnen."
            )
            % words
        )
    return _("„%(edition)s“ ist %(status)s. Dieser Schritt ist dort nicht möglich.") % words
