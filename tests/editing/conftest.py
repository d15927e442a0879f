"""An edition with rows of all kinds, and its form as a browser would send it."""

from pathlib import Path

import pytest
from django.http import QueryDict

from concepts.models import Concept, Edition
from integration_portal.editing.comparing import Values
from integration_portal.editing.tokens import FIELD, page_token
from integration_portal.history.actions import record, version
from tests.editing.pages import EditionForm
from tests.factories.stakeholders import OrganisationFactory


@pytest.fixture(autouse=True)
def _pages(settings):
    """The pages of this folder are part of the portal while its tests run."""
    settings.ROOT_URLCONF = "tests.editing.urls"
    engine = dict(settings.TEMPLATES[0])
    engine["DIRS"] = [*engine["DIRS"], Path(__file__).parent / "templates"]
    settings.TEMPLATES = [engine]


@pytest.fixture
def organisation(authority):
    return OrganisationFactory(authority=authority, name="Volkshochschule")


@pytest.fixture
def edition(authority, organisation, officer):
    concept = Concept.objects.create(authority=authority, title="Konzept", kind="Konzept")
    edition = Edition.objects.create(
        concept=concept, title="Fassung 2020", slug="2020", summary="<p>Kurz.</p>"
    )
    edition.roles.create(kind="process", organisation=organisation)
    edition.costs.create(year=2020, label="Druck", budget=5000)
    edition.costs.create(year=2021, label="Feier", budget=800)
    for text in ("Rat", "Verwaltung", "Vereine"):
        edition.addressees.create(text=text)
    record(edition, by=officer)
    return edition


def sent_form(edition, authority, user, **changes) -> QueryDict:
    """What a browser sends for the untouched form, with some fields typed over."""
    form = EditionForm(instance=edition, authority=authority, user=user)
    data: dict[str, list[str]] = {}
    for source in [form, *(row for rows in form.formsets.values() for row in rows.forms)]:
        for name in source.fields:
            data = Values(source, name).overwrite(data, source.add_prefix(name))
    for prefix, formset in form.formsets.items():
        for row in formset.forms:
            data[f"{prefix}-{row.prefix.rsplit('-', 1)[1]}-id"] = [str(row.instance.pk or "")]
        data[f"{prefix}-TOTAL_FORMS"] = [str(len(formset.forms))]
        data[f"{prefix}-INITIAL_FORMS"] = [str(formset.initial_form_count())]
    data[FIELD] = [page_token(user, edition, version(edition)).sealed()]
    sent = QueryDict(mutable=True)
    for name, values in (data | {k: _list(v) for k, v in changes.items()}).items():
        sent.setlist(name, values)
    return sent


def _list(value) -> list[str]:
    return value if isinstance(value, list) else [value]


@pytest.fixture
def sent(edition, authority, officer):
    """`sent(title="Neu")` as the officer who opened the form just now."""

    def typed(**changes) -> QueryDict:
        fresh = Edition.objects.get(pk=edition.pk)
        return sent_form(fresh, authority, officer, **changes)

    return typed
