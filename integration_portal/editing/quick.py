"""A select that also creates: whom one cannot choose yet is named on the spot.

Below the choices stands a closed `<details>` with a small form. Whoever fills it creates the thing
in the transaction that saves the form around it; whoever leaves it empty chooses as ever.
"""

import copy
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.forms.renderers import get_default_renderer
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integration_portal.history.actions import record
from integration_portal.history.registry import is_tracked


@dataclass(frozen=True)
class QuickValue:
    """What was sent: the choice, and the filled form of something new."""

    chosen: object
    form: forms.ModelForm


class QuickWidget(forms.Widget):
    """Draws an ordinary choice and the small form below it."""

    template_name = "editing/quick.html"

    def __init__(self, inner: forms.Widget, form_class, label: str | Promise, attrs=None):
        self.inner, self.form_class, self.label = inner, form_class, label
        self.form_kwargs: dict = {}
        super().__init__(attrs)

    def __deepcopy__(self, memo):
        clone = super().__deepcopy__(memo)
        clone.inner = copy.deepcopy(self.inner, memo)
        return clone

    @property
    def use_fieldset(self) -> bool:
        return self.inner.use_fieldset

    @property
    def choices(self):
        return self.inner.choices

    @choices.setter
    def choices(self, choices) -> None:
        self.inner.choices = choices

    def small_form(self, name: str, data=None, files=None):
        return self.form_class(
            data,
            files,
            prefix=f"{name}-neu",
            empty_permitted=True,
            use_required_attribute=False,
            **self.form_kwargs,
        )

    def value_from_datadict(self, data, files, name):
        chosen = self.inner.value_from_datadict(data, files, name)
        small = self.small_form(name, data, files)
        return QuickValue(chosen, small) if small.has_changed() else chosen

    def value_omitted_from_data(self, data, files, name):
        return self.inner.value_omitted_from_data(data, files, name)

    def id_for_label(self, id_):
        return self.inner.id_for_label(id_)

    def get_context(self, name, value, attrs):
        small = value.form if isinstance(value, QuickValue) else self.small_form(name)
        chosen = value.chosen if isinstance(value, QuickValue) else value
        context = super().get_context(name, None, attrs)
        context["widget"] |= {"small": small, "label": self.label}
        context["widget"]["open"] = isinstance(value, QuickValue)
        inner = {k: v for k, v in (attrs or {}).items() if k != "class"}
        if isinstance(self.inner, forms.CheckboxSelectMultiple):
            inner["class"] = "kern-form-check__checkbox"
            renderer = get_default_renderer()
            options = self.inner.subwidgets(name, chosen, inner)
            context["widget"]["options"] = [BoundWidget(self.inner, o, renderer) for o in options]
        else:
            inner["class"] = "kern-form-input__select"
            context["widget"]["choice"] = self.inner.render(name, chosen, inner)
            context["widget"]["wrapped"] = not self.inner.allow_multiple_selected
        return context


class _QuickField:
    """What both fields share. `pending` is the filled small form, once it was found valid."""

    pending: forms.ModelForm | None = None
    inner_widget: type[forms.Widget]

    def __init__(self, queryset, form_class, *, new_label, widget=None, **kwargs):
        inner = widget or self.inner_widget
        inner = inner() if isinstance(inner, type) else inner
        kwargs["widget"] = QuickWidget(inner, form_class, new_label)
        super().__init__(queryset, **kwargs)
        self.form_class, self.new_label = form_class, new_label

    def _take(self, value: QuickValue) -> None:
        """Keep the small form for saving. Raises ValidationError with all that is wrong in it."""
        if not value.form.is_valid():
            raise ValidationError(
                [
                    f"{self.new_label}, {small.label}: {message}"
                    for small in value.form
                    for message in small.errors
                ]
                + list(value.form.non_field_errors())
            )
        self.pending = value.form

    def has_changed(self, initial, data) -> bool:
        if isinstance(data, QuickValue):
            return True
        return super().has_changed(initial, data)


class QuickCreateField(_QuickField, forms.ModelChoiceField):
    """One thing, chosen or new."""

    inner_widget = forms.Select

    def clean(self, value):
        if not isinstance(value, QuickValue):
            return super().clean(value)
        if value.chosen:
            raise ValidationError(
                _("Bitte wählen Sie entweder aus der Liste oder legen Sie neu an, nicht beides.")
            )
        self._take(value)
        return self.pending.instance


class QuickCreateMultipleField(_QuickField, forms.ModelMultipleChoiceField):
    """Several things, chosen, and one new one besides."""

    inner_widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        if not isinstance(value, QuickValue):
            return super().clean(value)
        self._take(value)
        return super().clean(value.chosen) if value.chosen else self.queryset.none()


class QuickFields:
    """Mixin of forms: hands rights on to quick fields, creates what was named in them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self._quick().values():
            field.widget.form_kwargs = {"authority": self.authority, "user": self.user}

    def _quick(self) -> dict[str, _QuickField]:
        return {n: f for n, f in self.fields.items() if isinstance(f, _QuickField)}

    def create_new(self, *, by) -> None:
        """Save what quick fields named and put it in its place. Inside a transaction."""
        for name, field in self._quick().items():
            if field.pending is None:
                continue
            thing = field.pending.create(by=by)
            if isinstance(field, QuickCreateMultipleField):
                self.cleaned_data[name] = [*self.cleaned_data[name], thing]
            else:
                self.cleaned_data[name] = thing
                if isinstance(self, forms.ModelForm):
                    setattr(self.instance, name, thing)


class QuickFormMixin(QuickFields):
    """The same for model forms: what is not saved yet is not judged by the database's rules."""

    def __init__(self, *args, **kwargs):
        if (authority := kwargs.get("authority")) and not kwargs.get("instance"):
            kwargs["instance"] = _of_authority(self._meta.model, authority)
        super().__init__(*args, **kwargs)

    def _get_validation_exclusions(self):
        pending = {n for n, f in self._quick().items() if f.pending is not None}
        return super()._get_validation_exclusions() | pending

    def validate_constraints(self):
        """Unlike Django's, with the fields the form does not show: the parent, the authority."""
        unsure = self._get_validation_exclusions()
        known = {
            f.name
            for f in self.instance._meta.concrete_fields
            if f.name not in self.fields and getattr(self.instance, f.attname) is not None
        }
        try:
            self.instance.validate_constraints(exclude=unsure - known)
        except ValidationError as error:
            self._update_errors(error)

    def create(self, *, by):
        """Save as something new; a room with an action for it overrides this."""
        self.create_new(by=by)
        thing = self.save()
        if is_tracked(type(thing)):
            record(thing, by=by)
        return thing


def _of_authority(model, authority):
    names = {f.name for f in model._meta.concrete_fields}
    return model(authority=authority) if "authority" in names else model()
