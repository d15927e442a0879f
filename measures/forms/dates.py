"""What holds for the dates of a measure, whoever enters them."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KINDS = ("planned", "forecast", "actual")
BEFORE_START = _("Das Ende liegt vor dem Beginn.")


def refuse_end_before_start(form: forms.BaseModelForm) -> None:
    """For each of Plan, Prognose and Ist that the form has, and for what is known best.

    A plan may end before the work began late; whoever says since when it ends knows better.
    """
    for kind in KINDS:
        start, end = (form.cleaned_data.get(f"{edge}_{kind}") for edge in ("start", "end"))
        if start and end and end.latest < start.earliest:
            form.add_error(f"end_{kind}", BEFORE_START)
            return
    start, end = (_known_best(form, edge) for edge in ("start", "end"))
    told = start and end and not end.endswith("planned")
    if told and _value(form, end).latest < _value(form, start).earliest:
        form.add_error(end, BEFORE_START)


def refuse_future(form: forms.BaseForm, *names: str) -> None:
    """What was, was not tomorrow. Dates that are stored already are left alone."""
    for name in names:
        day = form.cleaned_data.get(name)
        if day and name in form.changed_data and day.earliest > timezone.localdate():
            form.add_error(
                name,
                _(
                    "Dieser Tag liegt in der Zukunft. Unter „Ist“ steht, was war; was Sie "
                    "erwarten, gehört zur Prognose."
                ),
            )


def _known_best(form: forms.BaseModelForm, edge: str) -> str:
    """The field that tells it: Ist, else Prognose, else Plan; nothing if none does."""
    names = (f"{edge}_{kind}" for kind in reversed(KINDS))
    return next((name for name in names if _value(form, name)), "")


def _value(form: forms.BaseModelForm, name: str):
    """As typed; what the form does not ask for is as it was."""
    return form.cleaned_data.get(name) if name in form.fields else getattr(form.instance, name)
