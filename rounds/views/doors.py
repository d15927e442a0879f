"""How somebody comes to the measures they report on: with the link of a mail, or an account.

Both lead to the same pages. A door knows the round, the requests behind it and its addresses.
"""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic.base import ContextMixin

from integration_portal.accounts.views.base import AuthorityMixin

from .. import rules
from ..actions import links
from ..models import AccessLink, ReportingRound, StatusRequest

COOKIE = "sachstand"
_SALT = "rounds.link"


@dataclass(frozen=True)
class Door:
    round: ReportingRound
    requests: QuerySet[StatusRequest]
    name: str  # who hands in here
    user: object | None
    space: str  # namespace of the addresses, and what they begin with
    args: tuple

    def url(self, page: str, *args) -> str:
        return reverse(f"{self.space}:{page}", args=[*self.args, *args])


def let_in(response: HttpResponse, link: AccessLink, *, secure: bool) -> None:
    """Trade the token for a cookie that goes nowhere but to these pages."""
    path = reverse("rounds_by_link:answers", args=[link.recipient_id])
    response.set_cookie(
        COOKIE,
        signing.dumps(link.pk, salt=_SALT),
        expires=link.expires_at,
        path=path,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )


def discreet(response: HttpResponse) -> HttpResponse:
    """The address before this page is told to nobody, not even to the portal itself.

    Not "no-referrer": browsers then send a form without saying where it comes from, and the
    protection against forged forms refuses it.
    """
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


class AnswerMixin(ContextMixin):
    """A page behind a door."""

    door: Door

    def get_requests(self) -> QuerySet[StatusRequest]:
        return (
            self.door.requests.in_order()
            .select_related("measure__last_report", "measure__edition", "report")
            .defer("measure__description", "measure__search_text")
        )

    def get_request(self) -> StatusRequest:
        for request in self.get_requests().filter(pk=self.kwargs["pk"]):
            request.round = self.door.round
            return request
        raise Http404

    def get_context_data(self, **kwargs) -> dict:
        own = {"door": self.door, "round": self.door.round, "urls": Addresses(self.door)}
        return super().get_context_data(**(kwargs | own))


@dataclass(frozen=True)
class Addresses:
    """The addresses of a door, for templates."""

    door: Door

    def __getitem__(self, page: str) -> str:
        return self.door.url(page)


@method_decorator([login_not_required, never_cache], name="dispatch")
class LinkDoor(AnswerMixin):
    """By the cookie that a link was traded for. Without one the way back is explained."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        link = self.link()
        if link is None:
            return discreet(redirect("rounds_by_link:over"))
        recipient = link.recipient
        self.door = Door(
            round=recipient.round,
            requests=recipient.requests.all(),
            name=recipient.name,
            user=None,
            space="rounds_by_link",
            args=(recipient.pk,),
        )
        return discreet(super().dispatch(request, *args, **kwargs))

    def link(self) -> AccessLink | None:
        try:
            pk = signing.loads(self.request.COOKIES.get(COOKIE, ""), salt=_SALT)
        except signing.BadSignature:
            return None
        mine = AccessLink.objects.valid().filter(pk=pk, recipient=self.kwargs["recipient"])
        return mine.select_related("recipient__round__authority").first()


class AccountDoor(AnswerMixin, AuthorityMixin, ContextMixin):
    """By the account: what is asked of the organisations it acts for, or of its address."""

    rules = (rules.can_enter_own,)

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.door = self.find_door(request.user, kwargs["round"])

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        answer = super().dispatch(request, *args, **kwargs)
        links.note_opened(self.door.requests)
        return answer

    def find_door(self, user, pk: int) -> Door:
        mine = StatusRequest.objects.asked_of(user).filter(round__authority=self.authority)
        rounds = ReportingRound.objects.filter(authority=self.authority, pk=pk)
        found = rounds.filter(requests__in=mine).distinct().first()
        if found is None:
            raise Http404
        found.authority = self.authority
        return Door(
            round=found,
            requests=mine.filter(round=found),
            name=str(user),
            user=user,
            space="rounds",
            args=(self.authority.slug, found.pk),
        )
