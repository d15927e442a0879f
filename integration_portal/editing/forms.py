"""A thing and its rows as one form: judged as one, saved as one, recorded as one.

class MeasureForm(AggregateForm):
    class Meta:
        model = Measure
        fields = ("number", "title")

    rows = (Rows("milestones", fields=("title", "planned"), title=_("Zwischenziele")),)
    sections = (Section("termine", _("Termine"), fields=(…), rows=("milestones",)),)
"""

from functools import cached_property

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from integration_portal.core.errors import entries_of
from integration_portal.history.actions import record, version
from integration_portal.history.registry import is_tracked, tracked, whole_of

from .cleaning import CarefulForm
from .quick import QuickFields, QuickFormMixin
from .rows import Part, RowForm, RowFormSet, Rows, Section

__all__ = ["AggregateForm", "PortalForm", "RowForm", "Rows", "Section", "Stale"]


class Stale(Exception):
    """Somebody saved the thing after this form was opened. Nothing has been written."""


class PortalForm(QuickFields, CarefulForm, forms.Form):
    """A form without a model, as careful with words as the others."""

    use_required_attribute = False
    sections: tuple[Section, ...] = ()
    formsets: dict = {}

    @property
    def parts(self) -> list[Part]:
        return parts_of(self, self.sections)


class AggregateForm(QuickFormMixin, CarefulForm, forms.ModelForm):
    """A thing, its fields and the rows below it."""

    use_required_attribute = False
    rows: tuple[Rows, ...] = ()
    sections: tuple[Section, ...] = ()
    # Last in the transaction: (thing, *, by, reason).
    action = staticmethod(record)

    @cached_property
    def formsets(self) -> dict[str, RowFormSet]:
        model = self._meta.model
        known = tracked(model).rows if is_tracked(model) else [rows.name for rows in self.rows]
        if missing := sorted({rows.name for rows in self.rows} - set(known)):
            raise ImproperlyConfigured(f"{model.__name__}: track(rows=…) lacks {missing}")
        given = {"data": self.data, "files": self.files} if self.is_bound else {}
        return {
            rows.name: rows.formset_class(model)(
                instance=self.instance,
                prefix=self.add_prefix(rows.name),
                form_kwargs={"authority": self.authority, "user": self.user},
                **given,
            )
            for rows in self.rows
        }

    @property
    def parts(self) -> list[Part]:
        return parts_of(self, self.sections)

    @property
    def media(self) -> forms.Media:
        return sum((f.media for f in self.formsets.values()), super().media)

    def is_multipart(self) -> bool:
        return super().is_multipart() or any(f.is_multipart() for f in self.formsets.values())

    def is_valid(self) -> bool:
        rows_are = [formset.is_valid() for formset in self.formsets.values()]
        return super().is_valid() and all(rows_are)

    def has_changed(self) -> bool:
        return super().has_changed() or any(f.has_changed() for f in self.formsets.values())

    @property
    def error_entries(self) -> list:
        return entries_of([self, *self.formsets.values()])

    def before_save(self, *, by) -> None:
        """In the transaction, before the thing is written."""

    def after_save(self, *, by) -> None:
        """In the transaction: thing and rows are written, its history is not yet."""

    def save(self, *, by=None, reason: str = "", opened: int | None = None, commit: bool = True):
        """Write everything or nothing. `opened` is the version the form was opened with.

        Raises Stale if the thing has another version by now, and ValueError if it is not valid.
        """
        if not commit:
            return super().save(commit=False)
        with transaction.atomic():
            self.hold(opened)
            self.create_new(by=by)
            self.before_save(by=by)
            thing = super().save()
            for formset in self.formsets.values():
                formset.save_rows(by=by)
            forget_prefetched(thing)
            self.after_save(by=by)
            self.action(thing, by=by, reason=reason)
        return thing

    def create(self, *, by):
        return self.save(by=by)

    def hold(self, opened: int | None) -> None:
        """Writers of one thing queue here; SQLite lets only one in anyway.

        First of all in the transaction. Raises Stale if it has another version by now.
        """
        thing = self.instance
        if opened is None or not thing.pk:
            return
        whole = whole_of(thing)
        held = type(whole)._base_manager.select_for_update().filter(pk=whole.pk)
        if not held.values_list("pk", flat=True).first() or version(thing) != opened:
            raise Stale


def forget_prefetched(thing) -> None:
    """What was read before the rows were saved is not what is there now."""
    thing.__dict__.pop("_prefetched_objects_cache", None)


def parts_of(form, sections: tuple[Section, ...]) -> list[Part]:
    """The sections of a form; a form that names none has one for its fields and one for each row
    table. Fields and rows that no section names follow at the end, so that nothing is forgotten.
    """
    named = {name for section in sections for name in section.names()}
    shown = {rows for section in sections for rows in section.rows}
    left = tuple(bound.name for bound in form.visible_fields() if bound.name not in named)
    if left:
        title = _("Weitere Angaben") if named else _("Angaben")
        sections = (*sections, Section("angaben", title, left))
    sections += tuple(
        Section(name, formset.title, rows=(name,))
        for name, formset in form.formsets.items()
        if name not in shown
    )
    parts = [
        Part(section, form, [form.formsets[name] for name in section.rows if name in form.formsets])
        for section in sections
    ]
    return [part for part in parts if part.groups or part.formsets]
