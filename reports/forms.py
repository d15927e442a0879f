"""What is asked on the way to a document."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SubjectSearch(forms.Form):
    text = forms.CharField(label=_("Nummer oder Titel"), required=False, max_length=200)
