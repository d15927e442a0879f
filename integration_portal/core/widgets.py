"""Form fields and widgets that several rooms use."""

from django import forms
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import (
    ProseEditorWidget,
    prose_editor_base_media,
    prose_editor_js,
)
from js_asset import Media

from . import richtext

EDITOR_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": sorted(richtext.LINK_SCHEMES)},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HardBreak": True,
    "History": True,
}


class RichTextWidget(ProseEditorWidget):
    """The editor; without scripts an ordinary text area that takes paragraphs as typed."""

    def __init__(self, attrs=None):
        super().__init__(
            attrs={"rows": 8} | (attrs or {}),
            config={"extensions": EDITOR_EXTENSIONS},
            preset="portal",
        )

    @property
    def media(self) -> Media:
        """The editor, started by our own module: the library's writes inline styles."""
        return prose_editor_base_media + Media(
            js=[
                Script("portal/js/words.js", defer=True),
                prose_editor_js,
                Script("portal/js/editor.js", type="module"),
            ]
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
