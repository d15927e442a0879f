"""What allauth does differently here: nobody signs up, a silent mail server is no wall."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Dieses Konto ist zurzeit gesperrt."),
        "email_password_mismatch": _(
            "E-Mail-Adresse oder Passwort stimmen nicht. Bitte prüfen Sie beides, auch die "
            "Feststelltaste, oder setzen Sie ein neues Passwort."
        ),
        "enter_current_password": _("Das ist nicht Ihr jetziges Passwort."),
        "incorrect_password": _("Das ist nicht Ihr jetziges Passwort."),
        "invalid_password_reset": _("Dieser Link gilt nicht mehr."),
        "too_many_login_attempts": _(
            "Zu viele Versuche nacheinander. Bitte warten Sie fünf Minuten."
        ),
        "rate_limited": _("Zu viele Anfragen nacheinander. Bitte warten Sie eine Minute."),
    }

    def is_open_for_signup(self, request) -> bool:
        """Accounts start with an invitation."""
        return False

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("accounts:profile")

    def send_mail(self, template_prefix, email, context) -> None:
        """Says so when the mail did not leave; the words are the same whether an account exists."""
        try:
            super().send_mail(template_prefix, email, context)
        except Exception as error:  # a mail server fails in more ways than its library names
            logger.warning("Mail %s was not sent: %s", template_prefix, type(error).__name__)
            self.request.mail_failed = True  # for who sends several
            if template_prefix not in self._notifications:
                messages.error(
                    self.request,
                    _(
                        "Der Mailserver antwortet gerade nicht, es wurde nichts verschickt. "
                        "Bitte versuchen Sie es in einigen Minuten noch einmal."
                    ),
                )

    # Sent after something has been done already: their absence stops nobody.
    _notifications = frozenset(
        {"account/email/password_changed", "account/email/password_reset"},
    )
