"""Concepts, editions and everything an edition says."""

import datetime as dt

import factory
from django.utils import timezone

from concepts.enums import (
    AmendmentKind,
    BudgetState,
    EditionRoleKind,
    EditionStatus,
    EventKind,
    FinancingKind,
    FundingState,
)
from concepts.models import (
    Addressee,
    Amendment,
    Chapter,
    Concept,
    CrossCuttingTheme,
    Edition,
    EditionCost,
    EditionFinancing,
    EditionFunding,
    EditionRole,
    EditionTransition,
    Evaluation,
    EvaluationChapter,
    FieldOfAction,
    Goal,
    InnovationBudget,
    NeedForAction,
    ParticipationEvent,
    RelatedPlan,
    Source,
    StrategicGoal,
)
from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.history.models import subject_type

from .accounts import LocalAuthorityFactory
from .stakeholders import OrganisationFactory


class ConceptFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Concept

    authority = factory.SubFactory(LocalAuthorityFactory)
    title = factory.Sequence(lambda n: f"Integrationskonzept {n}")
    kind = "Integrationskonzept"


class EditionFactory(factory.django.DjangoModelFactory):
    """A draft; `concept__authority=` says whose, `adopted=True` makes one that is in force.

    `status=` sets a status as it would stand after its steps, without any resolution.
    """

    class Meta:
        model = Edition

    class Params:
        adopted = factory.Trait(
            status=EditionStatus.ADOPTED,
            status_on=FuzzyDate.on(dt.date(2024, 3, 12)),
            adopted_at=factory.LazyFunction(timezone.now),
        )

    concept = factory.SubFactory(ConceptFactory)
    title = factory.Sequence(lambda n: f"Fassung {n}")
    slug = factory.Sequence(lambda n: f"fassung-{n}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        kwargs["authority_id"] = kwargs["concept"].authority_id
        return super()._create(model_class, *args, **kwargs)


class EditionTransitionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EditionTransition

    edition = factory.SubFactory(EditionFactory)
    status = EditionStatus.DRAFT


class ChapterFactory(factory.django.DjangoModelFactory):
    """`parent=` brings its edition."""

    class Meta:
        model = Chapter

    parent = None
    edition = factory.Maybe(
        "parent",
        yes_declaration=factory.SelfAttribute("parent.edition"),
        no_declaration=factory.SubFactory(EditionFactory),
    )
    title = factory.Sequence(lambda n: f"Kapitel {n}")
    body = "<p>Ein Absatz.</p>"


class StrategicGoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StrategicGoal

    authority = factory.SubFactory(LocalAuthorityFactory)
    code = factory.Sequence(lambda n: f"A{n}")
    text = "Die Stadt ist offen für alle."


class FieldOfActionFactory(factory.django.DjangoModelFactory):
    """`parent=` brings its edition."""

    class Meta:
        model = FieldOfAction

    parent = None
    edition = factory.Maybe(
        "parent",
        yes_declaration=factory.SelfAttribute("parent.edition"),
        no_declaration=factory.SubFactory(EditionFactory),
    )
    title = factory.Sequence(lambda n: f"Sprache und Bildung {n}")


class NeedForActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NeedForAction

    field = factory.SubFactory(FieldOfActionFactory)
    text = factory.Sequence(lambda n: f"Es fehlen Plätze in Kursen ({n}).")


class GoalFactory(factory.django.DjangoModelFactory):
    """`parent=` makes it a sub-goal in the same field."""

    class Meta:
        model = Goal

    parent = None
    field = factory.Maybe(
        "parent",
        yes_declaration=factory.SelfAttribute("parent.field"),
        no_declaration=factory.SubFactory(FieldOfActionFactory),
    )
    text = factory.Sequence(lambda n: f"Alle finden einen Kurs ({n}).")


class CrossCuttingThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CrossCuttingTheme

    edition = factory.SubFactory(EditionFactory)
    title = factory.Sequence(lambda n: f"Vielfalt {n}")


class ParticipationEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ParticipationEvent

    edition = factory.SubFactory(EditionFactory)
    kind = EventKind.WORKSHOP
    title = factory.Sequence(lambda n: f"Workshop {n}")
    date = FuzzyDate.on(dt.date(2023, 6, 20))


class EvaluationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evaluation

    edition = factory.SubFactory(EditionFactory)
    title = factory.Sequence(lambda n: f"Abschlussbericht {n}")


class EvaluationChapterFactory(factory.django.DjangoModelFactory):
    """`parent=` brings its evaluation."""

    class Meta:
        model = EvaluationChapter

    parent = None
    evaluation = factory.Maybe(
        "parent",
        yes_declaration=factory.SelfAttribute("parent.evaluation"),
        no_declaration=factory.SubFactory(EvaluationFactory),
    )
    title = factory.Sequence(lambda n: f"Ergebnisse {n}")
    body = "<p>Ein Absatz.</p>"


class AddresseeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Addressee

    edition = factory.SubFactory(EditionFactory)
    text = factory.Sequence(lambda n: f"Fachkräfte {n}")


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source

    edition = factory.SubFactory(EditionFactory)
    text = factory.Sequence(lambda n: f"Sozialbericht {n}")


class RelatedPlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RelatedPlan

    edition = factory.SubFactory(EditionFactory)
    title = factory.Sequence(lambda n: f"Pflegeplan {n}")


class EditionRoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EditionRole

    edition = factory.SubFactory(EditionFactory)
    kind = EditionRoleKind.SCIENTIFIC
    organisation = factory.SubFactory(
        OrganisationFactory, authority=factory.SelfAttribute("..edition.concept.authority")
    )


class EditionCostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EditionCost

    edition = factory.SubFactory(EditionFactory)
    year = 2023
    budget = 5000


class EditionFinancingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EditionFinancing

    edition = factory.SubFactory(EditionFactory)
    year = 2023
    kind = FinancingKind.GRANT
    funder = factory.SubFactory(
        OrganisationFactory, authority=factory.SelfAttribute("..edition.concept.authority")
    )
    amount = 5000


class EditionFundingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EditionFunding

    edition = factory.SubFactory(EditionFactory)
    programme = factory.Sequence(lambda n: f"Landesprogramm {n}")
    state = FundingState.GRANTED
    funder = factory.SubFactory(
        OrganisationFactory, authority=factory.SelfAttribute("..edition.concept.authority")
    )


class InnovationBudgetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InnovationBudget

    edition = factory.SubFactory(EditionFactory)
    title = factory.Sequence(lambda n: f"Ideentopf {n}")
    state = BudgetState.PROPOSED


class AmendmentFactory(factory.django.DjangoModelFactory):
    """`thing=` says what was changed; a field of the edition if nothing is named."""

    class Meta:
        model = Amendment

    class Params:
        thing = factory.SubFactory(FieldOfActionFactory, edition=factory.SelfAttribute("..edition"))

    edition = factory.SubFactory(EditionFactory, adopted=True)
    kind = AmendmentKind.CHANGED
    on = dt.date(2025, 5, 1)
    reason = "Auftrag des Ausschusses"
    subject_type = factory.LazyAttribute(lambda self: subject_type(self.thing))
    subject_id = factory.LazyAttribute(lambda self: self.thing.pk)
    label = factory.LazyAttribute(lambda self: str(self.thing)[:300])
