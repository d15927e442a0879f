"""What a form on a page would send, and which rows it lets people choose from."""

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from django.forms import BaseForm, ModelChoiceField
from django.forms.formsets import BaseFormSet

from integration_portal.editing.quick import QuickWidget


class _Controls(HTMLParser):
    """Names and values a browser would send with the forms of a page by POST."""

    def __init__(self):
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.posting = self.hidden = 0
        self.select = self.textarea = ""
        self.multiple = False
        self.options: list[str] = []
        self.chosen: list[str] = []

    def handle_starttag(self, tag, attrs):
        of = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.posting = of.get("method", "").lower() == "post"
        if tag == "template":
            self.hidden += 1
        if not self.posting or self.hidden:
            return
        name = of.get("name", "")
        if tag == "input" and name and of.get("type") not in ("submit", "button", "file", "image"):
            if of.get("type") not in ("checkbox", "radio") or "checked" in of:
                usual = "on" if of.get("type") in ("checkbox", "radio") else ""
                self.sent.setdefault(name, []).append(of.get("value", usual))
        elif tag == "select":
            self.select, self.multiple, self.chosen = name, "multiple" in of, []
        elif tag == "option" and self.select:
            self.options.append(of.get("value", ""))
            if "selected" in of:
                self.chosen.append(of.get("value", ""))
        elif tag == "textarea" and name:
            self.textarea = name
            self.sent.setdefault(name, []).append("")

    def handle_endtag(self, tag):
        if tag == "select" and self.select:
            first = [] if self.multiple else self.options[:1]
            if chosen := self.chosen or first:
                self.sent.setdefault(self.select, []).extend(chosen)
            self.select, self.options = "", []
        elif tag == "textarea":
            self.textarea = ""
        elif tag == "template":
            self.hidden -= 1
        elif tag == "form":
            self.posting = 0

    def handle_data(self, data):
        if self.textarea:
            self.sent[self.textarea][-1] += data


def sent_by(html: str) -> dict[str, list[str]]:
    controls = _Controls()
    controls.feed(html)
    return controls.sent


def _values(context) -> Iterator[object]:
    for whole in context if isinstance(context, list) else [context]:
        for layer in whole.dicts if whole is not None else ():
            yield from layer.values()


def forms_of(context) -> Iterator[BaseForm | BaseFormSet]:
    """The forms and formsets a page was drawn with, each once."""
    seen: set[int] = set()

    def unfold(value) -> Iterator[BaseForm | BaseFormSet]:
        if id(value) in seen:
            return
        if isinstance(value, BaseForm | BaseFormSet):
            seen.add(id(value))
            yield value
            inside = getattr(value, "formsets", {})
            yield from unfold(list(inside.values()) if isinstance(inside, dict) else list(inside))
        elif isinstance(value, dict):
            yield from unfold(list(value.values()))
        elif isinstance(value, list | tuple):
            for part in value:
                yield from unfold(part)

    for value in list(_values(context)):
        yield from unfold(value)


def _kinds(forms: Iterable) -> Iterator[tuple[BaseFormSet | None, BaseForm]]:
    """Every form once: by itself, or for all rows of its table an empty one."""
    forms = list(forms)
    tables = tuple(f"{form.prefix}-" for form in forms if isinstance(form, BaseFormSet))
    for form in forms:
        if isinstance(form, BaseFormSet):
            yield form, form.empty_form
        elif not (form.prefix or "").startswith(tables):
            yield None, form


def choices_in(forms: Iterable) -> Iterator[tuple[str, BaseFormSet | None, type]]:
    """Name in the form, its formset if it is a column of a table, and model of every choice."""
    for table, form in _kinds(forms):
        for name, field in form.fields.items():
            if isinstance(field, ModelChoiceField) and not field.disabled:
                yield form.add_prefix(name), table, field.queryset.model


def choices_in_small_forms(forms: Iterable) -> Iterator[tuple[str, BaseFormSet | None, str, type]]:
    """The same in the forms that create what cannot be chosen yet; first the choice around it."""
    for table, form in _kinds(forms):
        for name, field in form.fields.items():
            if isinstance(field.widget, QuickWidget):
                outer = form.add_prefix(name)
                for inner, _, model in choices_in([field.widget.small_form(outer)]):
                    yield outer, table, inner, model


def errors_of(context) -> dict[str, list[str]]:
    """Errors by the name of the field as it was sent."""
    found: dict[str, list[str]] = {}
    for form in forms_of(context):
        for single in form.forms if isinstance(form, BaseFormSet) else [form]:
            for name, messages in single.errors.items() if single.is_bound else ():
                found[single.add_prefix(name)] = list(messages)
    return found
