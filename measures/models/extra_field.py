from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concepts.models import Concept
from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import OrderedModel
from integration_portal.core.text import lines
from integration_portal.history.registry import track

from ..enums import ExtraKind
from . import extra_values
from .measure import Measure


class ExtraFieldQuerySet(models.QuerySet["ExtraField"]):
    def visible_to(self, user) -> "ExtraFieldQuerySet":
        """All for those who work inside; the public ones for whoever reads the concept."""
        return self.filter(
            Q(concept__authority__in=user.access.inside)
            | Q(public=True, concept__in=Concept.objects.visible_to(user))
        )

    def of(self, edition) -> "ExtraFieldQuerySet":
        """Those that measures of the edition have."""
        return self.filter(concept=edition.concept_id)

    def with_use(self) -> list["ExtraField"]:
        """Each with `used`: how many measures have a value for it. One question for all."""
        fields: list[ExtraField] = list(self)
        counts = (
            Measure.objects.filter(
                edition__concept__in={field.concept_id for field in fields}
            ).aggregate(
                **{
                    f"n{field.pk}": Count("pk", filter=Q(extra__has_key=field.key))
                    for field in fields
                }
            )
            if fields
            else {}
        )
        for field in fields:
            field.used = counts[f"n{field.pk}"]
        return fields


class ExtraField(OrderedModel):
    """A field of an authority's own table of measures: a column no other town has."""

    concept = models.ForeignKey(
        Concept, verbose_name=_("Konzept"), on_delete=models.CASCADE, related_name="extra_fields"
    )
    name = models.CharField(_("Name"), max_length=80)
    kind = models.CharField(_("Art"), max_length=10, choices=ExtraKind, default=ExtraKind.TEXT)
    choices = models.TextField(
        _("Auswahl"),
        blank=True,
        max_length=4000,
        help_text=_("Nur für die Art Auswahl: eine Möglichkeit je Zeile."),
    )
    public = models.BooleanField(
        _("nicht nur intern"),
        default=False,
        help_text=_(
            "Auch Ratsmitglieder lesen den Wert. Sonst nur, wer in der Verwaltung arbeitet."
        ),
    )
    on_page = models.BooleanField(_("auf der Seite der Maßnahme zeigen"), default=True)
    in_list = models.BooleanField(_("als Spalte der Liste zeigen"), default=False)
    in_documents = models.BooleanField(
        _("in Dokumenten drucken"),
        default=False,
        help_text=_("Im Maßnahmenblatt, im Konzept und im Aktionsplan. Nie bei internen Feldern."),
    )

    used: int  # with `with_use()`

    objects = ExtraFieldQuerySet.as_manager()

    class Meta(OrderedModel.Meta):
        verbose_name = _("Zusatzfeld")
        verbose_name_plural = _("Zusatzfelder")
        constraints = [
            models.UniqueConstraint(
                fields=("concept", "name"),
                name="extra_field_named_once",
                violation_error_message=_("Ein Zusatzfeld dieses Namens gibt es schon."),
            ),
            models.CheckConstraint(
                condition=Q(in_documents=False) | Q(public=True),
                name="extra_field_internal_is_not_printed",
                violation_error_message=_(
                    "Was intern ist, wird nicht gedruckt. Wählen Sie „nicht nur intern“ dazu oder "
                    "das Drucken ab."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        page = reverse("measures:extra_fields", args=[self.authority.slug])
        return f"{page}#extrafield-{self.pk}"

    def siblings(self):
        return type(self).objects.filter(concept=self.concept_id)

    @property
    def authority(self) -> LocalAuthority:
        return self.concept.authority

    @property
    def key(self) -> str:
        """Under this key a measure keeps its value in `extra`."""
        return str(self.pk)

    @property
    def holds_figures(self) -> bool:
        return self.kind in ExtraKind.figures

    @property
    def choice_list(self) -> list[str]:
        return lines(self.choices)

    def measures(self):
        """Those that have a value for it, of all editions."""
        return Measure.objects.filter(edition__concept=self.concept_id, extra__has_key=self.key)

    def value_of(self, measure):
        """As Python has it: text, Decimal or FuzzyDate; None for none."""
        return extra_values.read(self.kind, measure.extra.get(self.key))

    def said_of(self, measure) -> str:
        """In words; empty for none."""
        return extra_values.say(self.kind, measure.extra.get(self.key))


track(ExtraField, authority="concept.authority")
