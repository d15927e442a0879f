"""What holds for the dates of a measure, whoever enters them."""

from django import forms
from django.utils.translation import gettext_lazy as _


def refuse_end_before_start(form: forms.BaseForm) -> None:
    """For each of Plan, Prognose and Ist that the form has."""
    for kind in ("planned", "forecast", "actual"):
        start, end = (form.cleaned_data.get(f"{edge}_{kind}") for edge in ("start", "end"))
        if start and end and end.latest < start.earliest:
            form.add_error(f"end_{kind}", _("Das Ende liegt vor dem Beginn."))
