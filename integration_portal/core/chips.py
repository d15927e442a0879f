"""Filters in force as removable chips, read from any bound form (a filter set's, too)."""

from typing import NamedTuple, cast

from django.forms import CheckboxInput, ChoiceField, Form, NullBooleanField
from django.forms.models import ModelChoiceField
from django.http import HttpRequest, QueryDict


class Chip(NamedTuple):
    """A filter in force: what it says, and the address without it."""

    label: str
    url: str


def chips_of(form: Form, request: HttpRequest) -> list[Chip]:
    """One chip for every value in force; its address is the list without that value.

    Costs no query beyond the form's own validation.
    """
    if not form.is_bound:
        return []
    form.is_valid()
    data = cast(QueryDict, form.data)  # a filter is filled from an address
    found = []
    for name, field in form.fields.items():
        key = form.add_prefix(name)
        values = [value for value in data.getlist(key) if value != ""]
        for value in values:
            label = str(field.label or name)
            text = _text(field, value, form.cleaned_data.get(name))
            found.append(Chip(f"{label}: {text}" if text else label, _without(request, key, value)))
    return found


def _text(field, value: str, cleaned) -> str:
    if isinstance(field.widget, CheckboxInput):
        return ""
    if isinstance(field, ModelChoiceField):
        return _model_text(field, value, cleaned)
    if isinstance(field, ChoiceField):
        return str(_flat(field.choices).get(value, value))
    if isinstance(field, NullBooleanField):
        return str(dict(field.widget.choices).get(value, value))
    return value


def _model_text(field: ModelChoiceField, value: str, cleaned) -> str:
    for thing in cleaned if hasattr(cleaned, "__iter__") else [cleaned]:
        if thing is not None and str(field.prepare_value(thing)) == value:
            return str(field.label_from_instance(thing))
    return value


def _flat(choices) -> dict[str, str]:
    flat: dict[str, str] = {}
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            flat |= {str(inner): text for inner, text in label}
        else:
            flat[str(value)] = label
    return flat


def _without(request: HttpRequest, key: str, value: str) -> str:
    query = request.GET.copy()
    query.setlist(key, [other for other in query.getlist(key) if other != value])
    query.pop("page", None)
    return f"?{query.urlencode()}" if query.urlencode() else request.path
