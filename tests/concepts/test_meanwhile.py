"""An edition comes into force while somebody still works on its draft."""

import pytest

from concepts.models import Amendment, Chapter, Edition
from concepts.views.base import EditionMixin
from integration_portal.editing.views.once import OnceMixin
from measures.models import Measure
from tests.factories import concepts as make

from .entering import REASON, address, opened

pytestmark = pytest.mark.django_db
WANTED = "Der Plan gilt schon. Nennen Sie Tag und Grund der Änderung."


@pytest.fixture
def browser(enter, officer):
    return enter(officer)


@pytest.fixture
def adopted_before_writing(monkeypatch, draft):
    """The form is judged, and nothing is written yet."""
    once = OnceMixin.once

    def late(view, save):
        Edition.objects.filter(pk=draft.pk).update(status="adopted")
        return once(view, save)

    monkeypatch.setattr(OnceMixin, "once", late)


@pytest.fixture
def adopted_after_reading(monkeypatch, draft):
    """The page has read the edition, and nothing else."""
    setup = EditionMixin.setup

    def late(view, *args, **kwargs):
        setup(view, *args, **kwargs)
        Edition.objects.filter(pk=draft.pk).update(status="adopted")

    monkeypatch.setattr(EditionMixin, "setup", late)


@pytest.mark.usefixtures("adopted_before_writing")
def test_a_change_asks_for_day_and_reason_after_all(browser, draft, officer):
    chapter = make.ChapterFactory(edition=draft, title="Rückblick")
    url = address("chapter_edit", draft, chapter.pk)
    typed = {"title": "Ausblick", "body": ""} | opened(chapter, officer)

    asked = browser.post(url, typed)
    chapter.refresh_from_db()
    before = chapter.title
    browser.post(url, typed | REASON)

    chapter.refresh_from_db()
    assert (asked.status_code, WANTED in asked.text) == (200, True)
    assert 'value="Ausblick"' in asked.text
    assert (before, chapter.title, Amendment.objects.count()) == ("Rückblick", "Ausblick", 1)


@pytest.mark.usefixtures("adopted_before_writing")
def test_something_new_asks_for_day_and_reason_after_all(browser, draft):
    asked = browser.post(address("chapter_new", draft), {"title": "Ausblick", "body": ""})

    assert (asked.status_code, WANTED in asked.text) == (200, True)
    assert Chapter.objects.count() == 0


@pytest.mark.usefixtures("adopted_before_writing")
def test_a_measure_asks_for_day_and_reason_after_all(browser, draft):
    url = f"/{draft.authority.slug}/massnahmen/neu/?fassung={draft.slug}"
    page = browser.get(url).context
    typed = {"origin": "planned", "title": "Sprachcafé"}
    typed |= {f.html_name: f.value() for rows in page["formsets"] for f in rows.management_form}

    asked = browser.post(url, typed)

    assert (asked.status_code, WANTED in asked.text) == (200, True)
    assert Measure.objects.count() == 0


@pytest.mark.usefixtures("adopted_after_reading")
def test_deleting_asks_for_day_and_reason_after_all(browser, draft, officer):
    chapter = make.ChapterFactory(edition=draft)

    asked = browser.post(address("chapter_delete", draft, chapter.pk), opened(chapter, officer))

    assert (asked.status_code, "amendment_reason" in asked.text) == (200, True)
    assert Chapter.objects.get() == chapter


@pytest.mark.usefixtures("adopted_after_reading")
def test_the_order_stays_as_it_was_resolved(browser, draft):
    first, second = make.ChapterFactory.create_batch(2, edition=draft)

    refused = browser.post(address("chapter_move", draft, second.pk), {"richtung": "auf"})

    assert refused.status_code == 403
    assert list(Chapter.objects.order_by("position")) == [first, second]
