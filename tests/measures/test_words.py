"""What the free text of the list looks through."""

from importlib import import_module

import pytest
from django.apps import apps

from measures.actions.extra_fields import keep_field, remove_field
from measures.actions.measures import keep_words, saved
from measures.enums import ExtraKind
from measures.models import Measure
from stakeholders.naming import renamed
from tests.factories.measures import ExtraFieldFactory, MeasureFactory, MilestoneFactory
from tests.factories.stakeholders import OrganisationFactory

pytestmark = pytest.mark.django_db


def found(text):
    return list(Measure.objects.matching(text))


def filled(measure, value, **kind):
    field = ExtraFieldFactory(concept=measure.edition.concept, **kind)
    measure.extra[field.key] = value
    measure.save()
    saved(measure, by=None)
    return field


def test_milestones_and_parts_are_found(measure):
    MilestoneFactory(measure=measure, title="Auftaktveranstaltung")
    part = MeasureFactory(edition=measure.edition, parent=measure, title="Kinderbetreuung")
    saved(measure, by=None)
    assert found("auftakt") == [measure]
    assert set(found("betreuung")) == {measure, part}


@pytest.mark.parametrize("kind", ExtraKind.words)
def test_public_words_of_an_own_field_are_found(measure, kind):
    filled(measure, "Quartier Süd", kind=kind)
    assert found("sued") == [measure]


@pytest.mark.parametrize(
    "kind", [{"public": False}, {"kind": ExtraKind.MONEY}, {"kind": ExtraKind.NUMBER}]
)
def test_internal_values_and_figures_are_not_found(measure, kind):
    filled(measure, "4711", **kind)
    assert found("4711") == []


def test_a_field_that_becomes_public_or_internal_changes_what_is_found(measure):
    field = filled(measure, "Quartier Süd", public=False)
    for public in (True, False):
        field.public = public
        field.save()
        keep_field(field, by=None)
        assert found("quartier") == ([measure] if public else [])


def test_a_field_that_goes_takes_its_words_along(measure):
    field = filled(measure, "Quartier Süd")
    remove_field(field, by=None)
    assert found("quartier") == []
    assert found("sprachcafe") == [measure]


def test_the_words_stay_when_the_measure_is_saved_once_more(measure):
    Measure.objects.update(search_text="")
    keep_words(measure)
    measure.save()
    assert found("sprachcafe") == [measure]


def test_a_new_name_of_an_organisation_is_found_with_all_other_words(edition, authority):
    organisation = OrganisationFactory(authority=authority, name="Volkshochschule")
    measure = MeasureFactory(edition=edition, title="Deutschkurs", led_by=organisation)
    filled(measure, "Quartier Süd")
    MilestoneFactory(measure=measure, title="Auftakt")
    organisation.name = "Bildungswerk"
    organisation.save()
    renamed(organisation)
    for text in ("bildungswerk", "deutschkurs", "quartier", "auftakt"):
        assert found(text) == [measure]


def test_older_measures_are_brought_to_the_same_words(measure, authority):
    filled(measure, "Quartier Süd")
    filled(measure, "geheim", public=False)
    MilestoneFactory(measure=measure, title="Auftakt")
    MeasureFactory(edition=measure.edition, parent=measure, title="Kinderbetreuung", saved=True)
    saved(measure, by=None)
    wanted = dict(Measure.objects.values_list("pk", "search_text"))
    Measure.objects.update(search_text="")

    import_module("measures.migrations.0010_more_words_are_found").write_anew(apps, None)

    assert dict(Measure.objects.values_list("pk", "search_text")) == wanted
