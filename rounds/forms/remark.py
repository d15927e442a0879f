from django import forms
from django.utils.translation import gettext_lazy as _

from integration_portal.editing.forms import PortalForm


class RemarkForm(PortalForm):
    """What an officer says when a report is returned."""

    remark = forms.CharField(
        label=_("Anmerkung"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Geht mit der Mail hinaus und steht über dem Text."),
    )
