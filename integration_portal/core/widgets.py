"""Form fields and widgets that several rooms use."""

from django import forms
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import (
    ProseEditorWidget,
    prose_editor_base_media,
    prose_editor_js,
)
from js_asset import ImportMap, Media

from . import richtext

EDITOR_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},  # the server keeps no attributes of lists
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": sorted(richtext.LINK_SCHEMES)},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Footnote": True,
    "HardBreak": True,
    "History": True,
    # Every button in the row itself: a drop-down of the library's cannot be reached by keyboard.
    "Menu": {
        "groups": [
            {"group": "blockType -lists"},
            {"group": "lists"},
            {"group": "nodes -blockType -lists"},
            {"group": "marks"},
            {"group": "link"},
            {"group": "table"},
            {"group": "history"},
        ]
    },
}
# Named modules, so that hashed file names and a strict policy suit each other.
_modules = ImportMap({"portal/footnote": "portal/js/footnote.js"})


class GrowingLine(forms.Textarea):
    """One line of text that is shown whole where there is little room: it wraps and grows.

    Line breaks that somebody pastes become blanks.
    """

    def __init__(self, attrs=None):
        super().__init__({"rows": 1, "cols": False, "data-one-line": True} | (attrs or {}))

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return " ".join(value.splitlines()) if isinstance(value, str) else value


class KeptFile(forms.ClearableFileInput):
    """A file that is kept, replaced or taken away, named without an address: files have none."""

    template_name = "components/kept_file.html"


class RichTextWidget(ProseEditorWidget):
    """The editor; without scripts an ordinary text area that takes paragraphs as typed."""

    def __init__(self, attrs=None):
        super().__init__(
            attrs={"rows": 8} | (attrs or {}),
            config={"extensions": EDITOR_EXTENSIONS},
            preset="portal",
        )

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-paste"] = reverse("editing:paste")
        return context

    @property
    def media(self) -> Media:
        """The editor, started by our own module: the library's writes inline styles."""
        return prose_editor_base_media + Media(
            importmap=_modules,
            js=[
                Script("portal/js/words.js", defer=True),
                prose_editor_js,
                Script("portal/js/editor.js", type="module"),
            ],
        )


class RichTextFormField(forms.CharField):
    widget = RichTextWidget

    def __init__(self, **kwargs):
        kwargs["max_length"] = richtext.MAX_LENGTH
        super().__init__(**kwargs)
        self.error_messages["max_length"] = _(
            "Dieser Text ist mit %(show_value)s Zeichen zu lang. Möglich sind %(limit_value)s. "
            "Teilen Sie ihn auf mehrere Kapitel auf."
        )

    def clean(self, value):
        return richtext.clean(super().clean(value))

    def has_changed(self, initial, data) -> bool:
        """Only what is left after cleaning counts: the editor writes some things its own way."""
        return richtext.clean(initial) != richtext.clean(data)
