"""A name for a list of measures as it is filtered and sorted now."""

from django import forms
from django.utils.translation import gettext_lazy as _

from integration_portal.editing.forms import PortalForm

from ..models import SavedView
from ..rules import can_share_views


class SavedViewForm(PortalForm):
    """Its name, and for officers whether all find it. The address stays as it is."""

    name = SavedView._meta.get_field("name").formfield()
    shared = SavedView._meta.get_field("shared").formfield()

    def __init__(self, *args, view: SavedView, **kwargs):
        self.view = view
        kwargs["initial"] = {"name": view.name, "shared": view.shared}
        super().__init__(*args, **kwargs)

    def setup(self):
        if not can_share_views(self.user, self.authority):
            del self.fields["shared"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        same = SavedView.objects.filter(
            authority=self.view.authority, owner=self.view.owner, name=name
        )
        if same.exclude(pk=self.view.pk).exists():
            raise forms.ValidationError(_("Eine Ansicht dieses Namens haben Sie schon."))
        return name

    def save(self, *, by) -> SavedView:
        self.view.name = self.cleaned_data["name"]
        self.view.shared = self.cleaned_data.get("shared", self.view.shared)
        self.view.save()
        return self.view
