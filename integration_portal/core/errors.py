"""What is wrong with a form and its rows, as one list for the summary on top of the page."""

from collections.abc import Iterable
from typing import NamedTuple

from django.forms import BaseForm, BaseFormSet
from django.utils.translation import gettext as _


class Entry(NamedTuple):
    label: str
    message: str
    target: str


def entries_of(sources: Iterable) -> list[Entry]:
    """Entries in the order of the fields; forms, formsets and lists of both, None is left out."""
    entries: list[Entry] = []
    for source in sources:
        if isinstance(source, BaseFormSet):
            entries += _formset(source)
        elif isinstance(source, BaseForm):
            entries += _form(source)
        elif isinstance(source, (list, tuple)):
            entries += entries_of(source)
    return entries


def _form(form: BaseForm, row: str = "") -> list[Entry]:
    entries = [Entry(row, str(message), "") for message in form.non_field_errors()]
    for field in form:
        label = f"{row}, {field.label}" if row else str(field.label)
        target = "" if field.is_hidden else getattr(field, "focus_id", field.auto_id)
        entries += [Entry(label, str(message), target) for message in field.errors]
    return entries


def _formset(formset: BaseFormSet) -> list[Entry]:
    if not formset.is_bound:
        return []
    title = str(getattr(formset, "title", ""))
    entries = [Entry(title, str(message), "") for message in formset.non_form_errors()]
    for number, form in enumerate(formset.forms, start=1):
        row = _("%(title)s Zeile %(number)s") % {"title": title, "number": number}
        entries += _form(form, row.strip())
    return entries
