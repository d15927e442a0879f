"""An authority's own fields on paper: those meant for it, in their order, no other is even kept."""

import json

import pytest

from integration_portal.documents.recipes import recipes
from measures.actions.measures import saved
from measures.enums import ExtraKind
from measures.models import Measure
from tests.factories.measures import ExtraFieldFactory, MeasureFactory
from tests.reports import papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(edition):
    """The field that was made first stands last; one is internal, one for the page alone."""
    own = {"concept": edition.concept}
    values = {
        ExtraFieldFactory(name="Zuletzt", in_documents=True, position=9, **own): "drittens",
        ExtraFieldFactory(
            name="Zuerst", kind=ExtraKind.MONEY, in_documents=True, position=1, **own
        ): "5000.00",
        ExtraFieldFactory(name="Nur Seite", position=2, **own): "bleibt im Netz",
        ExtraFieldFactory(name="Intern", public=False, position=3, **own): "bleibt im Haus",
    }
    extra = {field.key: value for field, value in values.items()}
    measure = MeasureFactory(edition=edition, number="1", title="Sprachcafé", extra=extra)
    saved(measure, by=None)
    return measure


@pytest.mark.parametrize("kind", ["massnahmenblatt", "konzept", "aktionsplan", "sachstandsbericht"])
def test_papers_print_what_is_meant_for_them(kind, measure):
    subject = measure if kind == "massnahmenblatt" else measure.edition
    said = papers.words(kind, subject).replace("\xa0", " ").replace(":", "")
    assert said.index("Zuerst 5.000 €") < said.index("Zuletzt drittens")
    assert ("Netz" in said, "Haus" in said) == (False, False)


def test_what_is_not_printed_is_not_kept_either(measure):
    kept = json.dumps(papers.frozen("massnahmenblatt", measure)["data"], ensure_ascii=False)
    assert ("drittens" in kept, "Netz" in kept, "Haus" in kept) == (True, False, False)


@pytest.mark.parametrize("count", [1, 3])
def test_they_cost_the_same_for_any_number(count, measure, django_assert_num_queries):
    for n in range(1, count):
        MeasureFactory(edition=measure.edition, title=f"Treff {n}", extra=measure.extra)
    recipe = recipes.get("aktionsplan")
    edition = Measure.objects.get(pk=measure.pk).edition
    with django_assert_num_queries(17):
        recipe.data(edition, {})
