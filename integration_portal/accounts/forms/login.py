"""allauth's forms with our words; `settings.ACCOUNT_FORMS` names them."""

from allauth.account import forms as allauth
from django.utils.translation import gettext_lazy as _

# What AUTH_PASSWORD_VALIDATORS check, in one sentence.
PASSWORD_HELP = _(
    "Mindestens 12 Zeichen, nicht nur Ziffern, kein gängiges Passwort und nicht Ihr Name oder "
    "Ihre Adresse. Ein kurzer Satz ist gut zu merken."
)


def _plain(field) -> None:
    """No placeholder: it vanishes while one types and is read as if it were the value."""
    field.widget.attrs.pop("placeholder", None)


class LoginForm(allauth.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-Mail-Adresse")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].label = _("Passwort")
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Zwei Wochen angemeldet bleiben")
        self.fields["remember"].help_text = _("Nur an einem Gerät, das allein Sie benutzen.")
        for field in self.fields.values():
            _plain(field)


class ResetPasswordForm(allauth.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-Mail-Adresse")
        self.fields["email"].help_text = _("Die Adresse, mit der Sie sich anmelden.")
        _plain(self.fields["email"])


class NewPasswordMixin:
    """Two fields for a new password, and what it must fulfil."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Neues Passwort")
        self.fields["password1"].help_text = PASSWORD_HELP
        self.fields["password2"].label = _("Neues Passwort noch einmal")
        for field in self.fields.values():
            _plain(field)


class ResetPasswordKeyForm(NewPasswordMixin, allauth.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(NewPasswordMixin, allauth.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Jetziges Passwort")
        self.fields["oldpassword"].help_text = ""


class ReauthenticateForm(allauth.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Passwort")
        self.fields["password"].help_text = ""
        _plain(self.fields["password"])
