"""/<authority>/sachstandsabfragen/meine/: what is asked of somebody with an account."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from integration_portal.accounts.views.base import AuthorityMixin

from .. import rules
from ..enums import RequestState, RoundState
from ..models import ReportingRound, StatusRequest
from . import answer, answers
from .doors import AccountDoor


class OwnRounds(AuthorityMixin, TemplateView):
    template_name = "rounds/own.html"
    rules = (rules.can_enter_own,)

    def get_context_data(self, **kwargs):
        mine = StatusRequest.objects.asked_of(self.request.user).filter(
            round__authority=self.authority
        )
        left = Q(requests__in=mine, requests__state__in=RequestState.waiting)
        rounds = (
            ReportingRound.objects.filter(authority=self.authority, requests__in=mine)
            .exclude(state=RoundState.PLANNED)
            .annotate(
                asked=Count("requests", filter=Q(requests__in=mine), distinct=True),
                left=Count("requests", filter=left, distinct=True),
            )
        )
        rows = list(rounds)
        for row in rows:
            row.url = reverse("rounds:answers", args=[self.authority.slug, row.pk])
        return super().get_context_data(title=_("Meine Sachstände"), rows=rows, **kwargs)


class OwnAnswers(AccountDoor, answers.AnswersPage): ...


class OwnReceipt(AccountDoor, answers.ReceiptPage): ...


class OwnHandInAll(AccountDoor, answers.HandInAllPage): ...


class OwnAnswer(AccountDoor, answer.AnswerPage): ...


class OwnDraft(AccountDoor, answer.DraftPage): ...


class OwnUnchanged(AccountDoor, answer.UnchangedPage): ...
