"""An authority's own words as one form: a field each, empty where the portal's word is meant."""

from django import forms
from django.utils.translation import gettext as _

from ..models import LocalAuthority
from ..words import (
    GROUPS,
    MAX_WORD,
    WORDS,
    Word,
    split_items,
    validate_items,
    validate_number_pattern,
)

PREFIX = "word_"


def word_field(key: str, word: Word) -> forms.CharField:
    if word.is_list:
        usual = ", ".join(word.default)
        return forms.CharField(
            label=word.label,
            required=False,
            widget=forms.Textarea({"rows": 6}),
            validators=[validate_items],
            help_text=_("Eine Zeile je Eintrag. Leer heißt: %s.") % usual,
        )
    usual = _("Leer heißt: %s.") % word.default
    return forms.CharField(
        label=word.label,
        required=False,
        max_length=MAX_WORD,
        validators=[validate_number_pattern] if key == "number_pattern" else [],
        help_text=f"{word.help_text} {usual}".strip(),
    )


class _Fields(forms.ModelForm):
    """Reads the words from the authority and writes them back; the usual ones are not stored."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key, value in self.instance.words.items():
            if key in WORDS:
                self.initial[PREFIX + key] = "\n".join(value) if WORDS[key].is_list else value

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        if not any(PREFIX + key in self.fields for key in WORDS):
            return cleaned
        words = {}
        for key, word in WORDS.items():
            text = cleaned.get(PREFIX + key) or ""
            value = split_items(text) if word.is_list else text.strip()
            if value and value != word.default:
                words[key] = value
        self.instance.words = words
        return cleaned


AuthorityForm = type(
    "AuthorityForm",
    (_Fields,),
    {PREFIX + key: word_field(key, word) for key, word in WORDS.items()}
    | {
        "Meta": type("Meta", (), {"model": LocalAuthority, "fields": ()}),
        "__doc__": "An authority with a field for every word.",
    },
)

WORD_FIELDSETS = [
    (title, {"fields": [PREFIX + key for key in keys], "classes": ["collapse"]})
    for title, keys in GROUPS.items()
]
