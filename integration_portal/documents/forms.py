from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why something that was shown is taken back."""

    reason = forms.CharField(
        label=_("Grund"),
        max_length=500,
        help_text=_("Er steht danach beim Eintrag des Dokuments."),
    )
