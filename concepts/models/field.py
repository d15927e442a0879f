from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import BaseModel, OrderedModel, SortKeyField
from integration_portal.core.richtext import RichTextField
from integration_portal.core.text import lines, sort_key
from integration_portal.history.registry import track

from ..enums import ChangeStatus
from .edition import Edition, PartQuerySet
from .tree import check_place, not_under_itself

MAX_DEPTH = 3  # a field, its Schwerpunkte, and what stands below those
MAX_GOAL_DEPTH = 2  # a goal and its sub-goals


class StrategicGoalQuerySet(models.QuerySet):
    def visible_to(self, user) -> "StrategicGoalQuerySet":
        return self.filter(authority__in=user.access.reading | user.access.districts)


class StrategicGoal(BaseModel):
    """A goal of the authority's own catalogue; concepts and papers refer to it by its code."""

    authority = models.ForeignKey(
        LocalAuthority,
        verbose_name=_("Kommune"),
        on_delete=models.PROTECT,
        related_name="strategic_goals",
    )
    code = models.CharField(_("Kürzel"), max_length=20)
    text = models.TextField(_("Ziel"), max_length=1000)
    sort_key = SortKeyField()

    objects = StrategicGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("strategisches Ziel")
        verbose_name_plural = _("strategische Ziele")
        ordering = ("sort_key", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("authority", "code"),
                name="strategic_goal_code_once",
                violation_error_message=_("Dieses Kürzel gibt es schon."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.code)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return (
            reverse("concepts:strategic_goals", args=[self.authority.slug])
            + f"#strategicgoal-{self.pk}"
        )


class CrossCuttingTheme(OrderedModel):
    """Runs through all fields of action."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("Fassung"), on_delete=models.CASCADE, related_name="themes"
    )
    title = models.CharField(_("Titel"), max_length=200)
    description = RichTextField(_("Beschreibung"))

    objects = PartQuerySet.as_manager()

    class Meta(OrderedModel.Meta):
        verbose_name = _("Querschnittsthema")
        verbose_name_plural = _("Querschnittsthemen")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.edition.get_absolute_url()}#crosscuttingtheme-{self.pk}"

    def siblings(self):
        return type(self).objects.filter(edition=self.edition)


class NumberedModel(OrderedModel):
    """Its number follows its place while the edition is a draft, unless somebody gave it one."""

    number = models.CharField(_("Nummer"), max_length=20, blank=True)
    number_given = models.BooleanField(
        _("Nummer fest vergeben"),
        default=False,
        help_text=_("Sie bleibt, wenn sich die Reihenfolge ändert."),
    )

    class Meta(OrderedModel.Meta):
        abstract = True


class FieldOfAction(NumberedModel):
    """A Handlungsfeld; below it Schwerpunkte or Teilbereiche, up to three levels."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("Fassung"), on_delete=models.CASCADE, related_name="fields"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("gehört unter"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="children",
    )
    title = models.CharField(_("Titel"), max_length=200)
    aliases = models.TextField(
        _("andere Bezeichnungen"),
        blank=True,
        max_length=1000,
        help_text=_("Frühere oder abweichende Titel, einer je Zeile."),
    )
    change_status = models.CharField(
        _("gegenüber der vorigen Fassung"), max_length=10, choices=ChangeStatus, blank=True
    )
    description = RichTextField(_("Beschreibung"))
    guiding_goal = RichTextField(_("Leitziel"))
    topics = models.TextField(
        _("Themen"), blank=True, max_length=2000, help_text=_("Ein Thema je Zeile.")
    )
    strategic_goals = models.ManyToManyField(
        StrategicGoal, verbose_name=_("strategische Ziele"), blank=True, related_name="fields"
    )

    objects = PartQuerySet.as_manager()

    class Meta(NumberedModel.Meta):
        verbose_name = _("Handlungsfeld")
        verbose_name_plural = _("Handlungsfelder")
        indexes = [models.Index(fields=("edition", "position"), name="field_sorted")]
        constraints = [not_under_itself("field_not_under_itself")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def clean(self):
        check_place(self, owner="edition", max_depth=MAX_DEPTH)

    def get_absolute_url(self) -> str:
        return reverse(
            "concepts:field", args=[self.edition.authority.slug, self.edition.slug, self.pk]
        )

    def siblings(self):
        return type(self).objects.filter(edition=self.edition, parent=self.parent)

    @property
    def alias_list(self) -> list[str]:
        return lines(self.aliases)

    @property
    def topic_list(self) -> list[str]:
        return lines(self.topics)


class NeedForAction(OrderedModel):
    """Why something has to happen in a field."""

    field = models.ForeignKey(
        FieldOfAction,
        verbose_name=_("Handlungsfeld"),
        on_delete=models.CASCADE,
        related_name="needs",
    )
    text = models.TextField(_("Handlungsbedarf"), max_length=2000)

    class Meta(OrderedModel.Meta):
        verbose_name = _("Handlungsbedarf")
        verbose_name_plural = _("Handlungsbedarfe")

    def __str__(self) -> str:
        return self.text

    def siblings(self):
        return type(self).objects.filter(field=self.field)


class GoalQuerySet(PartQuerySet):
    path = "field__edition"


class Goal(NumberedModel):
    """What is to be reached in a field; below it sub-goals, one level."""

    field = models.ForeignKey(
        FieldOfAction,
        verbose_name=_("Handlungsfeld"),
        on_delete=models.CASCADE,
        related_name="goals",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("Teilziel von"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="children",
    )
    text = models.TextField(_("Ziel"), max_length=2000)
    target_date = FuzzyDateField(_("zu erreichen bis"))

    objects = GoalQuerySet.as_manager()

    class Meta(NumberedModel.Meta):
        verbose_name = _("Ziel")
        verbose_name_plural = _("Ziele")
        indexes = [models.Index(fields=("field", "position"), name="goal_sorted")]
        constraints = [not_under_itself("goal_not_under_itself")]

    def __str__(self) -> str:
        return f"{self.number} {self.text}".strip()

    def clean(self):
        check_place(self, owner="field", max_depth=MAX_GOAL_DEPTH)

    def get_absolute_url(self) -> str:
        return f"{self.field.get_absolute_url()}#goal-{self.pk}"

    @property
    def edition(self) -> Edition:
        return self.field.edition

    def siblings(self):
        return type(self).objects.filter(field=self.field, parent=self.parent)


track(StrategicGoal, authority="authority")
track(CrossCuttingTheme, authority="edition.concept.authority", context="edition")
track(
    FieldOfAction,
    authority="edition.concept.authority",
    context="edition",
    many=("strategic_goals",),
    rows=("needs",),
)
track(Goal, authority="field.edition.concept.authority", context="field.edition")
