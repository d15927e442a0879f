"""What every page below an authority has in common."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from ..models import LocalAuthority
from ..rules import can_keep_stakeholders, is_administrator, is_officer


class AuthorityMixin:
    """Finds the authority of the address, or answers 404 as if it did not exist.

    `rules` are predicates `(user, authority) -> bool` that must all hold; a page that is known
    to exist but not for this person answers 403.
    """

    authority: LocalAuthority
    rules: tuple[Callable, ...] = ()

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        visible = LocalAuthority.objects.visible_to(request.user)
        self.authority = get_object_or_404(visible, slug=kwargs["authority"])

    def dispatch(self, request, *args, **kwargs):
        if not all(rule(request.user, self.authority) for rule in self.rules):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        # A TemplateView passes the slug of the address; pages want the authority itself.
        own = {
            "authority": self.authority,
            "keeps_accounts": is_administrator(self.request.user, self.authority),
            "runs_rounds": is_officer(self.request.user, self.authority),
            "is_inside": self.authority.pk in self.request.user.access.inside,
            "sees_outbox": can_keep_stakeholders(self.request.user, self.authority),
        }
        return super().get_context_data(**(kwargs | own))
