"""Measures and their rows."""

from decimal import Decimal

import factory

from concepts.enums import FinancingKind
from integration_portal.core import fuzzy
from measures.actions import measures as actions
from measures.actions.status_reports import report_status
from measures.enums import MeasureRoleKind, MeasureStatus
from measures.models import (
    ExtraField,
    Measure,
    MeasureCost,
    MeasureFinancing,
    MeasureRole,
    Milestone,
    StatusReport,
)
from tests.factories.concepts import EditionFactory
from tests.factories.stakeholders import OrganisationFactory


class MeasureFactory(factory.django.DjangoModelFactory):
    """`led_by=organisation` and `status=MeasureStatus.RUNNING` are shorthands.

    `saved=True`: with number and history, as the form leaves it; else the search finds it, no more.
    """

    class Meta:
        model = Measure
        skip_postgeneration_save = True

    edition = factory.SubFactory(EditionFactory)
    title = factory.Sequence(lambda n: f"Sprachcafé {n}")

    @factory.post_generation
    def led_by(self, create, organisation):
        if organisation:
            MeasureRole.objects.create(
                measure=self, organisation=organisation, kind=MeasureRoleKind.LEAD
            )

    @factory.post_generation
    def status(self, create, status):
        if status:
            report_status(
                report=StatusReport(measure=self, on=fuzzy.parse("31.01.2026"), status=status),
                by=None,
            )

    @factory.post_generation
    def saved(self, create, wanted):
        if wanted:
            actions.saved(self, by=None)
        else:
            actions.keep_words(self)


class ExtraFieldFactory(factory.django.DjangoModelFactory):
    """A public text of the concept, shown on the page."""

    class Meta:
        model = ExtraField

    concept = factory.SubFactory("tests.factories.concepts.ConceptFactory")
    name = factory.Sequence(lambda n: f"Merkmal {n}")
    public = True


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    measure = factory.SubFactory(MeasureFactory)
    title = factory.Sequence(lambda n: f"Zwischenziel {n}")


def full_measure(*, edition, authority, number: int = 3, **fields) -> Measure:
    """A measure with three distinct rows of every kind: what query counts are taken on."""
    measure = MeasureFactory(edition=edition, status=MeasureStatus.RUNNING, **fields)
    for n in range(number):
        organisation = OrganisationFactory(authority=authority)
        MeasureRole.objects.create(
            measure=measure,
            organisation=organisation,
            kind=MeasureRoleKind.LEAD if n == 0 else MeasureRoleKind.PARTNER,
        )
        MilestoneFactory(
            measure=measure, responsible=organisation, planned=fuzzy.parse(f"{n + 1}/2027")
        )
        MeasureCost.objects.create(
            measure=measure, year=2026 + n, budget=Decimal(1000 * (n + 1)), spent=Decimal(10)
        )
        MeasureFinancing.objects.create(
            measure=measure,
            year=2026 + n,
            kind=FinancingKind.GRANT,
            amount=Decimal(500),
            funder=organisation,
        )
        StatusReport.objects.create(
            measure=measure, on=fuzzy.parse(f"1.{n + 1}.2025"), status=MeasureStatus.PREPARING
        )
    actions.saved(measure, by=None)
    return measure
