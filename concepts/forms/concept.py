"""Beginning a concept and an edition; the authority's strategic goals."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from integration_portal.core.text import fold
from integration_portal.editing.forms import AggregateForm, PortalForm, Section

from ..actions import editions
from ..models import Concept, Edition, StrategicGoal
from ..models.edition import RESERVED_SLUGS

SLUG_HELP = _(
    "Teil der Adresszeile, zum Beispiel 2026. Bleibt das Feld leer, entsteht die Adresse aus dem "
    "Titel der Fassung."
)


class ConceptForm(AggregateForm):
    class Meta:
        model = Concept
        fields = ("title", "kind")


class ConceptStartForm(PortalForm):
    """A concept and its first edition in one step."""

    title = forms.CharField(
        label=_("Titel des Konzepts"),
        max_length=300,
        help_text=_("Zum Beispiel: Integrationskonzept der Stadt Musterstadt"),
    )
    kind = forms.CharField(
        label=_("Art"),
        max_length=80,
        help_text=_("Zum Beispiel: Integrationskonzept, Vielfaltskonzept"),
    )
    edition_title = forms.CharField(
        label=_("Titel der ersten Fassung"),
        max_length=300,
        help_text=_("Zum Beispiel: Integrationskonzept 2026"),
    )
    slug = forms.SlugField(
        label=_("Adresse der Fassung"), max_length=60, required=False, help_text=SLUG_HELP
    )

    def setup(self):
        self.fields["kind"].initial = self.authority.word("concept_kind")

    def clean(self):
        cleaned = super().clean()
        address = cleaned.get("slug") or cleaned.get("edition_title", "")
        if not address:
            return cleaned  # the title is missing; of that alone is spoken
        cleaned["slug"] = free_slug(address)
        try:
            check_slug(self.authority, cleaned["slug"])
        except ValidationError as error:
            self.add_error("slug", error)
        return cleaned

    @transaction.atomic
    def save(self, *, by) -> Edition:
        values = self.cleaned_data
        concept = editions.create_concept(
            authority=self.authority, title=values["title"], kind=values["kind"], by=by
        )
        return editions.create_edition(
            concept=concept, title=values["edition_title"], slug=values["slug"], by=by
        )


class EditionStartForm(AggregateForm):
    """A new edition of a concept: an empty draft beside the others."""

    class Meta:
        model = Edition
        fields = ("title", "slug", "predecessors")
        widgets = {"predecessors": forms.CheckboxSelectMultiple}
        help_texts = {"slug": SLUG_HELP}

    sections = (Section("fassung", _("Fassung"), fields=("title", "slug", "predecessors")),)
    action = staticmethod(editions.started)

    def setup(self):
        self.fields["slug"].required = False
        self.fields["predecessors"].queryset = self.instance.siblings().exclude(pk=self.instance.pk)

    def clean_slug(self):
        address = self.cleaned_data["slug"] or self.data.get(self.add_prefix("title"), "")
        if not address:
            return ""  # the title is missing; of that alone is spoken
        slug = free_slug(address)
        check_slug(self.authority, slug)
        return slug


class StrategicGoalForm(AggregateForm):
    class Meta:
        model = StrategicGoal
        fields = ("code", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


def free_slug(text: str) -> str:
    """An address from a title: "Fortschreibung für 2026" becomes "fortschreibung-fuer-2026"."""
    return slugify(fold(text))[:60].strip("-")


def check_slug(authority, slug: str) -> None:
    """Raises ValidationError for an address that is missing, taken or reserved."""
    if not slug:
        raise ValidationError(_("Nennen Sie eine Adresse aus Buchstaben und Ziffern."))
    if slug in RESERVED_SLUGS:
        raise ValidationError(_("Diese Adresse braucht das Portal selbst."))
    if Edition.objects.filter(authority=authority, slug=slug).exists():
        raise ValidationError(_("Eine Fassung mit dieser Adresse gibt es schon."))
