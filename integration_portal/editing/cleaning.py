"""What is typed or pasted arrives whole, without what no database and no page can take."""

import re
import unicodedata

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from integration_portal.core import days
from integration_portal.core.money import grouped
from integration_portal.core.widgets import GrowingLine

# Embeddings, overrides and isolates turn the rest of a line around when they are left open. Letters
# of right-to-left scripts need none of them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NO_TEXT = frozenset(("Cc", "Cs"))  # controls, and halves of signs, which no encoding knows
_UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp", "Zs"))
_NO_ID = "0"  # a choice that is never offered
_NO_LIMIT_SAID = 100_000  # characters of a text whose model names no limit


class TooLong(MaxLengthValidator):
    """Says how long the text is and how long it may be, in German figures."""

    message = _(
        "Dieser Text ist mit %(show_value)s Zeichen zu lang, möglich sind %(limit_value)s. "
        "Er steht noch ganz im Formular. Bitte kürzen Sie ihn."
    )

    def __call__(self, value):
        limit = self.limit_value() if callable(self.limit_value) else self.limit_value
        length = self.clean(value)
        if length > limit:
            raise forms.ValidationError(
                self.message,
                code=self.code,
                params={"show_value": grouped(length), "limit_value": grouped(limit)},
            )


def tidy(text: str, *, lines: bool) -> str:
    """Drop NUL and other controls; a text of one line loses what would turn its direction, too.

    Signs nobody sees (a lone zero-width space) are no text: a link named by them has no name.
    """
    kept = "".join(
        c
        for c in text.replace("\r\n", "\n")
        if c in "\n\t" or unicodedata.category(c) not in _NO_TEXT
    )
    if all(unicodedata.category(c) in _UNSEEN for c in kept):
        return ""
    return kept if lines else _TURNING.sub("", kept)


class CarefulForm:
    """Mixin of every form: typed words are cleaned of controls, judged in German, never cut; days
    are such as calendars know.

    Browsers cut pasted text at `maxlength` without a word, so the attribute goes: the server says
    what is too long, and the text stays in the form.
    """

    authority = None
    user = None

    def __init__(self, *args, authority=None, user=None, **kwargs):
        self.authority, self.user = authority, user
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _say_lengths(field)
            days.bound(field)
        self.setup()

    def setup(self) -> None:
        """Narrow choices to the authority, take fields away. `authority` and `user` are known."""

    def _widget_data_value(self, widget, html_name):
        value = super()._widget_data_value(widget, html_name)
        if isinstance(value, str):
            return tidy(value, lines=_has_lines(widget))
        if isinstance(value, list):  # of ticked boxes
            return [_NO_ID if _is_no_id(one) else one for one in value]
        return value


def _has_lines(widget: forms.Widget) -> bool:
    return isinstance(widget, forms.Textarea) and not isinstance(widget, GrowingLine)


def _is_no_id(value) -> bool:
    """A number beyond what any database counts to: asked for it, they fail."""
    return isinstance(value, str) and len(value) > 18 and value.isdecimal()


def _say_lengths(field: forms.Field) -> None:
    field.widget.attrs.pop("maxlength", None)
    if not isinstance(field, forms.CharField):
        return
    limits = [v for v in field.validators if isinstance(v, MaxLengthValidator)]
    limit = min((v.limit_value for v in limits), default=None)
    if limit is None and _has_lines(field.widget):
        limit = _NO_LIMIT_SAID
    field.validators = [v for v in field.validators if v not in limits]
    if limit is not None:
        field.validators.append(TooLong(limit))
