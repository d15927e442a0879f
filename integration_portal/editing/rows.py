"""Rows below a thing: declared as `Rows`, edited as part of its form."""

from dataclasses import dataclass

from django import forms
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integration_portal.core.models import OrderedModel
from integration_portal.core.widgets import GrowingLine

from .cleaning import CarefulForm
from .quick import QuickFormMixin

SHORT = 60  # characters that an input in a table shows


class RowForm(QuickFormMixin, CarefulForm, forms.ModelForm):
    """The form of one row. A row that is left as it was drawn is no row."""

    use_required_attribute = False
    reads: tuple[str, ...] = ()  # relations `setup` looks at, beside those it asks for


@dataclass(frozen=True)
class Rows:
    """Rows of one table below a thing. `name` is the reverse accessor, as in `track(rows=…)`."""

    name: str
    title: str = ""
    form: type[RowForm] = RowForm
    fields: tuple[str, ...] | None = None  # only without a form that has a Meta of its own
    add_label: str = ""
    row_label: str = ""
    text: str = ""
    extra: int = 1  # empty rows where there are none yet
    minimum: int = 0
    maximum: int = 200
    ordered: bool | None = None  # default: if the model is an OrderedModel
    blocks: bool = False  # many fields: one block per row instead of a table
    columns: int = 3  # of a block
    deletable: bool = True
    fixed: bool = False  # the rows that are there, no more and no fewer

    def formset_class(self, parent: type[models.Model]) -> type["RowFormSet"]:
        relation = parent._meta.get_field(self.name)
        model = relation.related_model
        ordered = issubclass(model, OrderedModel) if self.ordered is None else self.ordered
        made = forms.inlineformset_factory(
            parent,
            model,
            form=self.form,
            formset=RowFormSet,
            fk_name=relation.field.name,
            fields=self.fields,
            extra=0,
            can_delete=self.deletable and not self.fixed,
            can_order=ordered and not self.fixed,
            min_num=0,
            max_num=self.maximum,
            validate_max=True,
        )
        made.rows = self
        made.title = self.title or model._meta.verbose_name_plural
        return made


class RowFormSet(forms.BaseInlineFormSet):
    """Keeps the order of its rows, reads the choices of a select once, creates what is new."""

    rows: Rows
    title = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._choices: dict[str, list] = {}
        if not self.is_bound and not self.get_queryset():
            self.extra = 0 if self.rows.fixed else self.rows.extra

    def get_queryset(self):
        if not hasattr(self, "_queryset"):
            keys = [
                f.name
                for f in self.model._meta.concrete_fields
                if isinstance(f, models.ForeignKey) and f.name in self.form.base_fields
            ]
            keys += self.form.reads
            super().get_queryset()
            self._queryset = self._queryset.select_related(*keys) if keys else self._queryset
        return self._queryset

    def total_form_count(self):
        return self.initial_form_count() if self.rows.fixed else super().total_form_count()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "ORDER" in form.fields:
            form.fields["ORDER"].label = _("Reihenfolge")
            form.fields["ORDER"].widget.attrs |= {"min": "1", "class": "short"}
        for name, field in form.fields.items():
            if _is_select(field):
                if name not in self._choices:
                    # Not `list(…)`: it would have the rows counted first.
                    self._choices[name] = [*(choice for choice in field.choices)]
                field.choices = self._choices[name]
            elif _is_long_line(field):
                field.widget = GrowingLine(field.widget.attrs)

    def clean(self):
        super().clean()
        if any(form.instance.pk is None for form in self.initial_forms):
            raise forms.ValidationError(
                _("Eine dieser Zeilen gibt es nicht mehr. Bitte öffnen Sie das Formular neu.")
            )
        filled = [f for f in self.forms if f.has_changed() or f.instance.pk]
        kept = [f for f in filled if not self._should_delete_form(f)]
        if len(kept) < self.rows.minimum:
            raise forms.ValidationError(
                _("Mindestens %(count)s: bitte ergänzen.") % {"count": self.rows.minimum}
            )

    def save_rows(self, *, by) -> None:
        """Inside the transaction of the form that owns the rows; the thing has its id by now."""
        for form in self.forms:
            if form.has_changed() and not self._should_delete_form(form):
                form.create_new(by=by)
        self.save()
        self._renumber()

    def _renumber(self) -> None:
        if not self.can_order:
            return
        gone = {f.instance.pk for f in self.deleted_forms}
        rows = [
            (f.cleaned_data.get("ORDER") or 10_000 + number, number, f.instance)
            for number, f in enumerate(self.forms)
            if f.instance.pk and f.instance.pk not in gone
        ]
        for place, (_wish, _number, row) in enumerate(sorted(rows, key=lambda r: r[:2]), start=1):
            if row.position != place:
                row.position = place
                row.save(update_fields=["position", "updated_at"])


def _is_long_line(field) -> bool:
    return (
        type(field) is forms.CharField
        and type(field.widget) is forms.TextInput
        and "size" not in field.widget.attrs
        and (field.max_length or 0) > SHORT
    )


def _is_select(field) -> bool:
    return (
        isinstance(field, forms.ModelChoiceField)
        and not isinstance(field, forms.ModelMultipleChoiceField)
        and not field.widget.is_hidden
    )


@dataclass(frozen=True)
class Section:
    """A part of a form page: heading, fields, rows, and an entry of the contents list.

    An entry of `fields` that is itself a tuple stands on one line: `("title", ("start", "end"))`.
    """

    id: str
    title: str | Promise
    fields: tuple[str | tuple[str, ...], ...] = ()
    rows: tuple[str, ...] = ()
    columns: int = 1
    text: str | Promise = ""

    def names(self) -> list[str]:
        lines = [(line,) if isinstance(line, str) else line for line in self.fields]
        return [name for line in lines for name in line]


@dataclass(frozen=True)
class Part:
    """A section with the fields and formsets of one form, ready to be drawn."""

    section: Section
    form: forms.BaseForm
    formsets: list

    @property
    def id(self) -> str:
        return self.section.id

    @property
    def title(self) -> str:
        return self.section.title

    @property
    def text(self) -> str:
        return self.section.text

    @property
    def groups(self) -> list[dict]:
        """Fields that stand together, with the number of columns they stand in."""
        groups: list[dict] = []
        for line in self.section.fields:
            names = (line,) if isinstance(line, str) else line
            columns = self.section.columns if isinstance(line, str) else min(len(line), 4)
            bound = [self.form[name] for name in names if name in self.form.fields]
            together = groups and isinstance(line, str) and groups[-1]["together"]
            if bound and together:
                groups[-1]["fields"] += bound
            elif bound:
                groups.append(
                    {"fields": bound, "columns": columns, "together": isinstance(line, str)}
                )
        return groups
