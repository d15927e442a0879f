"""The day whose state somebody wants to see."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_FIRST_YEAR = 1900  # nothing here is older; beyond it databases and time zones disagree


class DayForm(forms.Form):
    """The day whose state is asked for."""

    marks = "optional"  # one field alone need not say that it is wanted
    am = forms.DateField(label=_("Stand am"), help_text=_("Zum Beispiel: 14.12.2020"))

    def clean_am(self) -> dt.date:
        day = self.cleaned_data["am"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                _("Dieser Tag liegt in der Zukunft. Bitte wählen Sie einen, der vergangen ist.")
            )
        if day.year < _FIRST_YEAR:
            raise forms.ValidationError(_("Bitte nennen Sie ein Jahr ab 1900."))
        return day


def end_of(day: dt.date) -> dt.datetime:
    """The last moment of a day, in the portal's time."""
    tomorrow = dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min)
    return timezone.make_aware(tomorrow) - dt.timedelta(microseconds=1)
