from django import forms
from django.utils.translation import gettext_lazy as _

from integration_portal.editing.forms import PortalForm


class AddressForm(PortalForm):
    """Where a recipient is asked from now on."""

    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        max_length=254,
        help_text=_("Dorthin geht sofort ein neuer Link. Frühere Links gelten nicht mehr."),
    )
