"""How every form of the portal is drawn: KERN's markup around Django's own widgets.

`settings.FORM_RENDERER` names `PortalRenderer`; its templates are `templates/django/forms/*.html`.
"""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .addresses import is_id
from .fuzzy import FuzzyDateFormField
from .money import MoneyFormField

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
# More choices than these are a list of their own height, with a search over it.
MANY_CHOICES = 12
ADD_ROW = "add_"
# An amount is a number, too: the first that fits counts.
_WIDTHS = (
    (MoneyFormField, "money"),
    ((forms.IntegerField, forms.DecimalField, forms.FloatField), "number"),
    ((FuzzyDateFormField, forms.DateField, forms.TimeField), "date"),
)


class PortalBoundField(BoundField):
    """A field that knows which of KERN's shapes it has and whether to say that it is required."""

    @property
    def kind(self) -> str:
        """ "check" (one box), "choices" (several), "group" (parts), "select", "file" or "input"."""
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            return "check"
        if isinstance(widget, CHOICES):
            return "choices"
        if self.use_fieldset:
            return "group"
        if isinstance(widget, forms.Select) and not widget.allow_multiple_selected:
            return "select"
        return "file" if isinstance(widget, forms.FileInput) else "input"

    @property
    def has_many(self) -> bool:
        """More boxes than fit at a glance."""
        return len(self) > MANY_CHOICES

    @property
    def width(self) -> str:
        """How much room its column needs in a table of rows: "tick", "number", "money", "date",
        "choice" or "text"."""
        if self.kind == "check":
            return "tick"
        if self.kind == "select" or self.kind == "choices":
            return "choice"
        for kinds, width in _WIDTHS:
            if isinstance(self.field, kinds):
                return width
        return "text"

    @property
    def marked_required(self) -> bool:
        """Required fields say so, unless the form has `marks = "optional"`."""
        return self.field.required and getattr(self.form, "marks", "required") == "required"

    @property
    def marked_optional(self) -> bool:
        return not self.field.required and getattr(self.form, "marks", "required") == "optional"

    @property
    def mark(self) -> SafeString | str:
        """ "(Pflichtfeld)" or "(freiwillig)" behind the label, as the form wants it."""
        if self.marked_required:
            return format_html(' <span class="mark">({})</span>', _("Pflichtfeld"))
        if self.marked_optional:
            return format_html(' <span class="mark">({})</span>', _("freiwillig"))
        return ""

    @property
    def hint(self) -> SafeString | str:
        """The help text with the id that the control names. It may quote what somebody typed."""
        if not self.help_text:
            return ""
        return format_html(
            '<div class="kern-hint" id="{}_helptext">{}</div>', self.auto_id, self.help_text
        )

    @property
    def control(self) -> SafeString:
        """The control with what KERN wraps around a select."""
        if self.kind == "select":
            return format_html('<div class="kern-form-input__select-wrapper">{}</div>', self)
        return self.as_widget()

    @property
    def focus_id(self) -> str:
        """Where a link of the error summary leads: the control, or the first one of a group."""
        if self.use_fieldset:
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return attrs
        own = _kern_class(widget)
        if self.errors:
            own = f"{own} {own}--error"
        if isinstance(widget, CHOICES):
            attrs.pop("aria-invalid", None)  # a single choice cannot be wrong, its group can
        attrs["class"] = " ".join(
            filter(None, [attrs.get("class") or widget.attrs.get("class"), own])
        )
        return attrs


class PortalRenderer(TemplatesSetting):
    """Draws forms with the project's templates and KERN's classes."""

    bound_field_class = PortalBoundField


def with_added_row(data: QueryDict) -> QueryDict | None:
    """The submitted data with one more empty row, if the button `add_<prefix>` was pressed.

    None if none was pressed: then the form is to be saved. The pressed button itself is dropped, so
    that the form drawn from the result can be sent again.
    """
    pressed = [key for key in data if key.startswith(ADD_ROW)]
    if not pressed:
        return None
    grown = data.copy()
    for key in pressed:
        del grown[key]
        total = f"{key.removeprefix(ADD_ROW)}-TOTAL_FORMS"
        if is_id(grown.get(total, "")):
            grown[total] = str(int(grown[total]) + 1)
    return grown


def without_errors(*sources: forms.BaseForm | forms.BaseFormSet) -> None:
    """Draw bound forms as typed, unjudged: somebody added a row and has not yet asked to save."""
    for source in sources:
        if isinstance(source, forms.BaseFormSet):
            without_errors(*source.forms)
            source._errors = [form.errors for form in source.forms]
            source._non_form_errors = ErrorList()
        else:
            source._errors = ErrorDict()
            source.cleaned_data = {}


def _kern_class(widget: forms.Widget) -> str:
    if isinstance(widget, (forms.CheckboxInput, forms.CheckboxSelectMultiple)):
        return "kern-form-check__checkbox"
    if isinstance(widget, forms.RadioSelect):
        return "kern-form-check__radio"
    if isinstance(widget, forms.Select):
        return "kern-form-input__select"
    return "kern-form-input__input"
