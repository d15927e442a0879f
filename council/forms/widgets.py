"""A file that is kept, replaced or taken away, named without an address: files have none."""

from django import forms


class KeptFile(forms.ClearableFileInput):
    template_name = "council/widgets/file.html"
