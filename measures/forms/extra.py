"""An authority's own fields: how they are defined, and how their values are typed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from integration_portal.core.fuzzy import FuzzyDateFormField
from integration_portal.core.money import MoneyFormField
from integration_portal.core.text import lines
from integration_portal.core.web import WebAddressFormField
from integration_portal.editing.cleaning import TooLong
from integration_portal.editing.forms import AggregateForm, Section

from ..actions.extra_fields import keep_field
from ..enums import ExtraKind
from ..models import ExtraField
from ..models.extra_values import kept, parse_number, say_number

LONGEST = 2000  # characters of a text
SECTION = "zusatzfelder"


class NumberFormField(forms.CharField):
    """ "1.200" or "12,5"."""

    def to_python(self, value):
        return parse_number(super().to_python(value) or "")

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else say_number(value)

    def run_validators(self, value) -> None:
        """Lengths are a matter of what was typed, and that is read already."""

    def has_changed(self, initial, data) -> bool:
        """Only another number counts, not another way to write it."""
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True


def value_field(field: ExtraField, *, current: str = "") -> forms.Field:
    """What a value of the field is typed into; `clean()` of it reads texts of any origin.

    `current` stays offered where the choices have changed since.
    """
    given = {"label": field.name, "required": False}
    if not field.public:
        given["help_text"] = _("Nur intern.")
    match field.kind:
        case ExtraKind.CHOICE:
            words = dict.fromkeys(filter(None, (*field.choice_list, current)))
            none = ("", _("– bitte auswählen –"))
            return forms.ChoiceField(choices=[none, *((word, word) for word in words)], **given)
        case ExtraKind.NUMBER:
            return NumberFormField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **given)
        case ExtraKind.MONEY:
            return MoneyFormField(**given)
        case ExtraKind.DATE:
            return FuzzyDateFormField(**given)
        case ExtraKind.LINK:
            return WebAddressFormField(validators=[TooLong(500)], **given)
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(widget=widget, validators=[TooLong(LONGEST)], **given)


class ExtraValuesMixin:
    """Of the form of a measure: a section of its own for the fields of the concept."""

    def add_extra_fields(self) -> None:
        """At the end of `setup()`: the section stands before the links."""
        self.extra_fields = list(ExtraField.objects.of(self.instance.edition))
        for field in self.extra_fields:
            current = self.instance.extra.get(field.key, "")
            shown = value_field(field, current=current)
            shown.initial = field.value_of(self.instance)
            self.fields[_name(field)] = shown
        if self.extra_fields:
            names = tuple(_name(field) for field in self.extra_fields)
            section = Section(SECTION, _("Zusatzfelder"), fields=names)
            self.sections = (*self.sections[:-1], section, self.sections[-1])

    def before_save(self, *, by):
        super().before_save(by=by)
        for field in self.extra_fields:
            value = kept(field.kind, self.cleaned_data.get(_name(field)))
            if value:
                self.instance.extra[field.key] = value
            else:
                self.instance.extra.pop(field.key, None)


def _name(field: ExtraField) -> str:
    return f"extra_{field.pk}"


class ExtraFieldForm(AggregateForm):
    """One field: what it is called, what it holds, who sees it where."""

    action = staticmethod(keep_field)

    class Meta:
        model = ExtraField
        fields = ("name", "kind", "choices", "public", "on_page", "in_list", "in_documents")
        widgets = {"choices": forms.Textarea(attrs={"rows": 5})}

    sections = (
        Section("feld", _("Feld"), fields=(("name", "kind"), "choices")),
        Section(
            "wo", _("Wo es zu sehen ist"), fields=("public", "on_page", "in_list", "in_documents")
        ),
    )

    def setup(self):
        if self.instance.pk and self.instance.measures().exists():
            # The values would have to be read anew, and not all of them could be.
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = _("Steht fest, seit es Werte gibt.")

    def clean_choices(self):
        return "\n".join(dict.fromkeys(lines(self.cleaned_data["choices"])))

    def clean(self):
        cleaned = super().clean()
        chooses = cleaned.get("kind") == ExtraKind.CHOICE
        if chooses and not cleaned.get("choices") and "choices" not in self.errors:
            self.add_error("choices", _("Nennen Sie, was zur Auswahl steht: eine je Zeile."))
        if not chooses:
            cleaned["choices"] = ""
        if cleaned.get("in_documents") and not cleaned.get("public"):
            self.add_error("in_documents", _("Was intern ist, wird nicht gedruckt."))
        return cleaned
