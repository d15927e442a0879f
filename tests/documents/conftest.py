from functools import cache
from pathlib import Path

import pytest

from integration_portal.documents import heartbeat, rendering
from integration_portal.documents.actions import issue
from integration_portal.documents.models import Job
from integration_portal.documents.recipes import recipes
from tests.documents import samples
from tests.documents.recipe import SampleRecipe


@pytest.fixture(autouse=True)
def sample_templates(settings):
    engine = settings.TEMPLATES[0]
    folder = Path(__file__).parent / "templates"
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], folder]}]


@pytest.fixture(autouse=True)
def quiet_heart(monkeypatch):
    """The beating thread has a connection of its own, which no test transaction can share."""
    monkeypatch.setattr(heartbeat, "EVERY", 3600)


@pytest.fixture
def recipe():
    recipe = SampleRecipe()
    recipes.register(recipe)
    yield recipe
    recipes.unregister(recipe.kind)


@cache
def sample_paper() -> rendering.Paper:
    return rendering.render_paper("sample/paper.html", samples.council_paper(), title="Muster")


def laid_out_once(*_arguments, **_options) -> rendering.Paper:
    return sample_paper()


@pytest.fixture
def quick_paper(monkeypatch):
    """Whatever is issued is a real file, laid out once: for tests of what happens around it."""
    monkeypatch.setattr(issue, "render_paper", laid_out_once)


@pytest.fixture
def issued(recipe, authority, officer, monkeypatch):
    """An entry with a real file. The many tests that begin with it need not lay it out anew."""
    with monkeypatch.context() as patch:
        patch.setattr(issue, "render_paper", laid_out_once)
        return issue.issue_now(recipe=recipe, subject=authority, options={}, by=officer)


@pytest.fixture
def queued(recipe, authority, officer):
    """A job that no worker has taken yet."""
    return Job.objects.create(
        authority=authority,
        kind=recipe.kind,
        subject_label="Papier",
        subject_type="accounts.localauthority",
        subject_id=authority.pk,
        total=100,
        requested_by=officer,
    )


@pytest.fixture(scope="session")
def render():
    """HTML of a body to a finished file, inside the frame of a whole page."""

    def lay_out(body: str, **options) -> rendering.Paper:
        html = (
            '<!doctype html><html lang="de"><head><title>Probe</title></head>'
            f'<body data-authority="Stadt" data-title="Probe"><h1>Probe</h1>{body}</body></html>'
        )
        return rendering.lay_out(html, **options)

    return lay_out


@pytest.fixture
def brochure() -> rendering.Paper:
    return _brochure()


@cache
def _brochure() -> rendering.Paper:
    return rendering.render_paper(
        "sample/brochure.html",
        samples.brochure(3),
        title="Integrationskonzept 2020",
        authority="Stadt Musterstadt",
        files={"logo": samples.logo()},
    )


@pytest.fixture
def draft() -> rendering.Paper:
    return _draft()


@cache
def _draft() -> rendering.Paper:
    return rendering.render_paper(
        "sample/paper.html",
        samples.council_paper(),
        title="Fortschreibung des Konzepts",
        authority="Stadt Musterstadt",
        draft=True,
        files={"logo": samples.logo()},
    )
