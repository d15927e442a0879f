"""What all recipes of this room have in common."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.storage import default_storage
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise

from integration_portal.documents.recipes import Recipe

from ..printing.parts import LOGO


class ReportRecipe(Recipe):
    """A recipe with a page of its own: described, searched, with options in a form."""

    description: str | Promise  # what it is good for, in one sentence
    subject_label: str | Promise  # what it is made of: _("Vorlage")
    options_form: type[Any] | None = None  # a forms.Form that takes `subject`

    def matching(self, subjects: QuerySet, text: str) -> QuerySet:
        """Those whose number or title holds the words."""
        raise NotImplementedError

    def note(self, subject: Model) -> str:
        """What tells two subjects of the same name apart."""
        return ""

    def options_for(self, subject: Model, raw: Mapping | None) -> forms.Form | None:
        if self.options_form is None:
            return None
        form = self.options_form(self._complete(raw), subject=subject)
        return form if form.fields else None

    def read_options(self, raw: Mapping, subject: Model | None = None) -> dict[str, object]:
        """Known options with a known value; everything else is left out."""
        if self.options_form is None:
            return {}
        form = self.options_form(self._complete(raw), subject=subject)
        form.is_valid()
        return {
            name: value.isoformat() if isinstance(value, dt.date) else value
            for name, value in form.cleaned_data.items()
            if value not in ("", None, [])
        }

    def _complete(self, raw: Mapping | None) -> QueryDict:
        """What was chosen, and the default where nothing was."""
        chosen = QueryDict(mutable=True)
        fields = self.options_form.base_fields if self.options_form else {}
        for name, field in fields.items():
            default = field.initial() if callable(field.initial) else field.initial
            chosen.setlist(name, _values(raw or {}, name) or ([default] if default else []))
        return chosen

    def files(self, data: Mapping[str, Any]) -> dict[str, object]:
        name = data["letterhead"]["logo"]
        return {LOGO: default_storage.open(name)} if name and default_storage.exists(name) else {}


def _values(raw: Mapping, name: str) -> list[str]:
    """All that was sent under a name; a form sends several, a call from code a list."""
    sent = raw.getlist(name) if isinstance(raw, MultiValueDict) else raw.get(name, [])
    return [value for value in (sent if isinstance(sent, list) else [sent]) if value]


def by_id(key: str) -> Q:
    """A typed id, if it is one."""
    return Q(pk=int(key)) if key.isdecimal() and len(key) < 19 else Q(pk__in=())
