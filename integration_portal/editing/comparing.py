"""One field of one form, whatever side it is on: what it holds, reads like, differs from."""

from dataclasses import dataclass

from django import forms
from django.forms.widgets import ChoiceWidget
from django.utils.translation import gettext as _

from integration_portal.core import richtext
from integration_portal.core.addresses import is_id
from integration_portal.core.widgets import RichTextFormField
from integration_portal.history.differences import row_title

from .quick import QuickValue, QuickWidget


@dataclass(frozen=True)
class Sides:
    """Base, theirs and mine in printable form; for a whole row lists of (label, text)."""

    base: str
    theirs: object
    mine: object
    rich: bool = False
    whole_row: bool = False


class Values:
    """A field of a form, bound (what was sent) or not (what is stored). `form` may be None."""

    def __init__(self, form: forms.BaseForm | None, name: str):
        self.known = form is not None and name in form.fields
        self.form, self.name = form, name
        self.bound = form[name] if self.known else None
        self.field = form.fields[name] if self.known else None

    @property
    def label(self) -> str:
        return str(self.bound.label)

    @property
    def disabled(self) -> bool:
        return not self.known or self.field.disabled

    @property
    def rich(self) -> bool:
        return isinstance(self.field, RichTextFormField)

    @property
    def raw(self):
        """Sent: what the widget read. Stored: the initial value."""
        if self.form.is_bound:
            return self.bound.data
        return self.form.get_initial_for_field(self.field, self.name)

    def differs_from(self, other: "Values") -> bool:
        if self.form.is_bound:
            sent = self.raw.strip() if isinstance(self.raw, str) else self.raw
            return self.field.has_changed(other.raw, sent)
        return self.strings() != other.strings()

    def strings(self) -> dict[str, list[str]]:
        """A stored value as the browser would send it, by the ends of the fields' names."""
        return widget_data(_plain_widget(self.field.widget), "", self.field.prepare_value(self.raw))

    def overwrite(self, data: dict, name: str) -> dict:
        """`data` (names to lists) with the stored value in place of what was typed."""
        ends = self.strings()
        ours = {name, *(name + end for end in ends)}
        kept = {k: v for k, v in data.items() if k not in ours and not k.startswith(f"{name}-neu-")}
        return kept | {name + end: values for end, values in ends.items()}

    def shown(self) -> str:
        """For people. Rich text stays HTML, cleaned."""
        if not self.known:
            return ""
        value = self.raw
        if isinstance(value, QuickValue):
            return _("neu: %(names)s") % {"names": ", ".join(_filled(value.form))}
        if self.rich:
            return richtext.clean(value)
        if isinstance(self.field, forms.BooleanField):
            return _("ja") if value not in (None, False, "", "False", "false") else _("nein")
        if isinstance(self.field, forms.ModelChoiceField):
            return ", ".join(_things(self.field, value, trusted=not self.form.is_bound))
        if isinstance(self.field, forms.ChoiceField):
            return _choice_label(self.field, value)
        prepared = self.field.prepare_value(value)
        if isinstance(value, str) or prepared is None:
            return str(prepared or "")
        shown = _plain_widget(self.field.widget).format_value(prepared)
        return str(shown or "")


def _plain_widget(widget: forms.Widget) -> forms.Widget:
    return widget.inner if isinstance(widget, QuickWidget) else widget


def widget_data(widget: forms.Widget, name: str, value) -> dict[str, list[str]]:
    """What a browser sends for a widget that shows the value."""
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, (list, tuple)) else widget.decompress(value)
        data: dict[str, list[str]] = {}
        for end, part, inner in zip(widget.widgets_names, parts, widget.widgets, strict=False):
            data |= widget_data(inner, name + end, part)
        return data
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"]} if widget.check_test(value) else {}
    if isinstance(widget, ChoiceWidget):
        return {name: sorted(str(v) for v in widget.format_value(value) if v != "")}
    if isinstance(widget, forms.FileInput):
        return {}
    shown = widget.format_value(value)
    return {name: ["" if shown is None else str(shown)]}


def _things(field: forms.ModelChoiceField, value, *, trusted: bool) -> list[str]:
    """What was sent is named only if it may be chosen: a foreign id tells nothing."""
    values = value if isinstance(value, (list, tuple)) else [value]
    keys = [str(getattr(v, "pk", v)) for v in values if v not in (None, "")]
    named = field.queryset.model._base_manager.all() if trusted else field.queryset
    found = named.filter(pk__in=[key for key in keys if is_id(key)]) if keys else ()
    return [field.label_from_instance(thing) for thing in found]


def _choice_label(field: forms.ChoiceField, value) -> str:
    values = value if isinstance(value, (list, tuple)) else [value]
    labels: dict[str, str] = {}
    for key, label in field.choices:
        labels |= dict(label) if isinstance(label, (list, tuple)) else {key: label}
    labels = {str(key): str(label) for key, label in labels.items() if key not in (None, "")}
    return ", ".join(labels.get(str(v), str(v)) for v in values if v not in (None, ""))


def _filled(form: forms.BaseForm) -> list[str]:
    return [str(bound.data) for bound in form if bound.data]


def row_label(fields, row: dict) -> str:
    return row_title(fields, row) or _("ohne Angaben")
