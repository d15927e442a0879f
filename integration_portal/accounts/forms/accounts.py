"""Forms around accounts and invitations."""

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from ..enums import RoleKind
from ..models import Invitation, Role, User
from .login import PASSWORD_HELP

ROLE_HELP = _(
    "Portalverwaltung: Konten, Akteure und Begriffe. Integrationsbeauftragte: das ganze Konzept, "
    "Maßnahmen und Vorlagen. Mitwirkende: der Stand der eigenen Maßnahmen. "
    "Ratsmitglied: liest, was den Gremien vorliegt."
)


class InvitationForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ("email", "function", "kind")
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "email": _("An diese Adresse geht der Link; mit ihr meldet sich die Person an."),
            "function": _("Zum Beispiel: Fachbereich Soziales. So erscheint sie im Verlauf."),
            "kind": ROLE_HELP,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = RoleKind.choices
        self.fields["function"].required = True
        self.fields["email"].widget.attrs["autocomplete"] = "off"

    def clean(self):
        cleaned = super().clean()
        held = Role.objects.filter(
            authority=self.instance.authority,
            kind=cleaned.get("kind", ""),
            user__email__iexact=cleaned.get("email", ""),
        )
        if held.exists():
            self.add_error("email", _("Wer diese Adresse hat, hat diese Rolle hier schon."))
        return cleaned


class AcceptForm(forms.Form):
    """The first visit of an invited person: who they are and how they will log in."""

    name = forms.CharField(
        label=_("Ihr Name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    password1 = forms.CharField(
        label=_("Passwort"),
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Passwort noch einmal"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        cleaned = super().clean()
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Die beiden Passwörter sind nicht gleich."))
        elif first:
            somebody = User(email=self.email, name=cleaned.get("name", ""))
            try:
                password_validation.validate_password(first, somebody)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return cleaned


class RolesForm(forms.Form):
    """The roles of one person in one authority."""

    kinds = forms.MultipleChoiceField(
        label=_("Rollen in dieser Kommune"),
        choices=RoleKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=ROLE_HELP,
        error_messages={
            "required": _(
                "Bitte lassen Sie mindestens eine Rolle stehen. Soll die Person keinen Zugang mehr "
                "haben, nutzen Sie „Zugang entziehen“."
            )
        },
    )

    def __init__(self, *args, own: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.own = own

    def clean_kinds(self):
        kinds = self.cleaned_data["kinds"]
        if self.own and RoleKind.ADMINISTRATOR not in kinds:
            raise forms.ValidationError(
                _("Ihre eigene Rolle in der Portalverwaltung kann nur jemand anderes zurücknehmen.")
            )
        return kinds


class DetailsForm(forms.ModelForm):
    """Name, function and address of an account that belongs to nobody else's authority."""

    class Meta:
        model = User
        fields = ("name", "function", "email")
        # The same words whatever is wrong: which addresses have accounts elsewhere is not told.
        error_messages = {
            "email": {
                "unique": _(
                    "Diese Adresse lässt sich hier nicht eintragen. Es wurde nichts geändert. "
                    "Bitte wenden Sie sich an den Betrieb des Portals."
                )
            }
        }

    def clean_email(self):
        return self.cleaned_data["email"].strip().lower()


class NameForm(forms.ModelForm):
    """What everybody changes of their own account."""

    class Meta:
        model = User
        fields = ("name",)
        widgets = {"name": forms.TextInput({"autocomplete": "name"})}
