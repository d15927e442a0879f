"""The nodes of the tree: chapters, fields, goals, themes, events, evaluations."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from integration_portal.editing.forms import AggregateForm, RowForm, Rows, Section
from integration_portal.editing.quick import QuickCreateMultipleField
from stakeholders.models import Organisation
from stakeholders.quick import OrganisationQuick, organisation_field, organisations

from ..actions import parts
from ..amending import AmendmentFormMixin
from ..models import (
    Chapter,
    CrossCuttingTheme,
    Evaluation,
    EvaluationChapter,
    FieldOfAction,
    Goal,
    NeedForAction,
    ParticipationEvent,
    StrategicGoal,
)
from ..models.tree import as_choices, below


class PlacedMixin:
    """A form of something nested: not under itself; last among its new siblings after a move."""

    top = _("oberste Ebene")  # where nothing stands above

    def places(self) -> QuerySet:
        """Where it could stand."""
        raise NotImplementedError

    def setup(self):
        super().setup()
        if "parent" not in self.fields:
            return
        own = [self.instance.pk, *below(self.instance)] if self.instance.pk else []
        places = self.places().exclude(pk__in=own)
        self.fields["parent"].queryset = places
        self.fields["parent"].choices = [("", self.top), *as_choices(places)]

    def before_save(self, *, by):
        if self.instance.pk and "parent" in self.changed_data:
            parts.to_the_end(self.instance)


class NumberMixin:
    """An empty number follows the order; a typed one stays."""

    def setup(self):
        super().setup()
        self.fields["number"].help_text = _(
            "Bleibt das Feld leer, folgt die Nummer der Reihenfolge. Eine eingetragene bleibt."
        )
        if not self.instance.number_given:
            self.initial["number"] = ""

    def before_save(self, *, by):
        super().before_save(by=by)
        thing = self.instance
        thing.number_given = bool(thing.number)
        if not thing.number and thing.pk and not thing.edition.is_open:
            # Once printed, an automatic number stays too.
            thing.number = type(thing).objects.values_list("number", flat=True).get(pk=thing.pk)


class PlanForm(AmendmentFormMixin, PlacedMixin, AggregateForm):
    """A node of the plan: after adoption only by an amendment."""

    action = staticmethod(parts.saved)


class ChapterForm(PlanForm):
    class Meta:
        model = Chapter
        fields = ("title", "body", "parent")

    sections = (Section("kapitel", _("Kapitel"), fields=("title", "body", "parent")),)

    def places(self):
        return self.edition.chapters.all()


class NeedRow(RowForm):
    class Meta:
        model = NeedForAction
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}


class FieldForm(NumberMixin, PlanForm):
    class Meta:
        model = FieldOfAction
        fields = (
            "number",
            "title",
            "parent",
            "change_status",
            "guiding_goal",
            "description",
            "topics",
            "strategic_goals",
            "aliases",
        )
        widgets = {
            "strategic_goals": forms.CheckboxSelectMultiple,
            "topics": forms.Textarea(attrs={"rows": 4}),
            "aliases": forms.Textarea(attrs={"rows": 3}),
        }

    rows = (Rows("needs", form=NeedRow, add_label=_("Handlungsbedarf hinzufügen")),)
    sections = (
        Section(
            "grunddaten", _("Grunddaten"), fields=("title", ("number", "parent", "change_status"))
        ),
        Section("leitziel", _("Leitziel und Beschreibung"), fields=("guiding_goal", "description")),
        Section("bedarf", _("Handlungsbedarf"), rows=("needs",)),
        Section(
            "bezuege",
            _("Themen und Bezüge"),
            fields=("topics", "strategic_goals", "aliases"),
        ),
    )

    def setup(self):
        super().setup()
        goals = StrategicGoal.objects.filter(authority=self.authority)
        self.fields["strategic_goals"].queryset = goals
        if not goals.exists():
            del self.fields["strategic_goals"]

    def places(self):
        return self.edition.fields.all()


class GoalForm(NumberMixin, PlanForm):
    class Meta:
        model = Goal
        fields = ("text", "number", "parent", "target_date")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    sections = (Section("ziel", _("Ziel"), fields=("text", ("number", "target_date"), "parent")),)

    top = _("eigenständiges Ziel")

    def places(self):
        return Goal.objects.filter(field=self.instance.field, parent=None)


class ThemeForm(AmendmentFormMixin, AggregateForm):
    class Meta:
        model = CrossCuttingTheme
        fields = ("title", "description")

    sections = (Section("thema", _("Querschnittsthema"), fields=("title", "description")),)


class EventForm(AggregateForm):
    """How people took part. It is told, not planned: no amendment."""

    organisations = QuickCreateMultipleField(
        Organisation.objects.none(),
        OrganisationQuick,
        label=_("Organisationen"),
        new_label=_("Neue Organisation"),
        required=False,
    )

    class Meta:
        model = ParticipationEvent
        fields = (
            "kind",
            "title",
            "date",
            "place",
            "rhythm",
            "field",
            "objective",
            "result",
            "invited",
            "attended",
            "numbers_about",
            "who",
            "languages",
            "organisations",
        )
        widgets = {
            "objective": forms.Textarea(attrs={"rows": 3}),
            "result": forms.Textarea(attrs={"rows": 4}),
        }

    sections = (
        Section(
            "format",
            _("Format"),
            fields=("title", ("kind", "date"), ("place", "rhythm"), "field"),
        ),
        Section("inhalt", _("Ziel und Ergebnis"), fields=("objective", "result")),
        Section(
            "beteiligte",
            _("Beteiligte"),
            fields=(("invited", "attended"), "numbers_about", "who", "languages", "organisations"),
        ),
    )

    def setup(self):
        self.fields["organisations"].queryset = organisations(self.authority)
        fields = self.instance.edition.fields.all()
        self.fields["field"].queryset = fields
        none = ("", self.fields["field"].empty_label)
        self.fields["field"].choices = [none, *as_choices(fields)]


class EvaluationForm(AggregateForm):
    organisation = organisation_field(_("erstellt von"), required=False)

    class Meta:
        model = Evaluation
        fields = ("title", "organisation", "period", "published", "summary")

    sections = (
        Section(
            "evaluation",
            _("Evaluation"),
            fields=("title", "organisation", ("period", "published"), "summary"),
        ),
    )

    def setup(self):
        self.fields["organisation"].queryset = organisations(self.authority)


class EvaluationChapterForm(PlacedMixin, AggregateForm):
    class Meta:
        model = EvaluationChapter
        fields = ("title", "body", "parent")

    sections = (Section("kapitel", _("Kapitel"), fields=("title", "body", "parent")),)

    def places(self):
        return self.instance.evaluation.chapters.all()
