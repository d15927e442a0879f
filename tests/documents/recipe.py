"""A recipe for the tests: the paper of an authority about itself."""

from django import forms
from django.db.models import Q
from django.utils.datastructures import MultiValueDict

from integration_portal.accounts.enums import RoleKind
from integration_portal.accounts.models import LocalAuthority
from integration_portal.documents.recipes import Recipe
from tests.documents import samples


class SampleForm(forms.Form):
    stichtag = forms.DateField(label="Stichtag", required=False)
    ordnung = forms.ChoiceField(
        label="Geordnet nach",
        required=False,
        choices=[("", "wie es kommt"), ("feld", "Handlungsfeld"), ("monat", "Monat")],
    )
    teile = forms.MultipleChoiceField(
        label="Nur diese Teile", required=False, choices=[("1", "Sprache"), ("2", "Arbeit")]
    )


class SampleRecipe(Recipe):
    kind = "musterpapier"
    label = "Musterpapier"
    template = "sample/paper.html"
    is_draft = False
    is_public = True
    breaks: Exception | None = None

    def subjects(self, authority, user):
        return LocalAuthority.objects.visible_to(user).filter(pk=authority.pk)

    def find(self, authority, key, user):
        everybody = LocalAuthority.objects.order_by("pk")
        return [one for one in everybody if key in (one.slug, str(one.pk), one.ags) or key == "*"]

    def key(self, subject):
        return subject.slug

    def authority(self, subject):
        return subject

    def title(self, subject):
        return f"Fortschreibung: {subject.short_name}"

    def options_for(self, subject, raw):
        return SampleForm(MultiValueDict(raw) if raw is not None else None)

    def read_options(self, raw, subject=None):
        form = self.options_for(subject, dict(raw))
        form.is_valid()
        return {name: value for name, value in form.cleaned_data.items() if value}

    def data(self, subject, options):
        if self.breaks:
            raise self.breaks
        return {**samples.council_paper(), "name": subject.name}

    def files(self, data):
        return {"logo": samples.logo()}

    def draft(self, subject):
        return self.is_draft

    def public(self, subject):
        return self.is_public

    def readable_by(self, user):
        return Q(public=True, authority__in=user.access.ids(RoleKind.READER))
