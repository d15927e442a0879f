"""What a Sachstandsbericht can be asked for, on its page and in the shell."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from integration_portal.documents.models import IssuedDocument, Job
from integration_portal.documents.recipes import recipes
from tests.documents import reading
from tests.factories.concepts import EditionFactory, FieldOfActionFactory
from tests.factories.stakeholders import BodyFactory
from tests.reports import papers

from .conftest import KIND

pytestmark = pytest.mark.django_db


def errors(edition, **raw) -> dict[str, list[str]]:
    form = recipes.get(KIND).options_for(edition, raw)
    form.is_valid()
    return {name: [str(e) for e in found] for name, found in form.errors.items()}


def test_a_stichtag_is_not_in_the_future(edition):
    assert errors(edition, stichtag="23.11.2026") == {
        "stichtag": ["Der Stichtag liegt in der Zukunft. Wählen Sie heute oder einen früheren Tag."]
    }
    assert errors(edition, stichtag="22.11.2026") == {}


def test_the_day_compared_with_lies_before_the_stichtag(edition):
    said = errors(edition, stichtag="22.11.2026", seit="22.11.2026")

    assert said == {"seit": ["Dieser Tag muss vor dem Stichtag liegen."]}


def test_only_changes_need_a_day_or_an_earlier_report(edition, issued_of):
    assert list(errors(edition, auswahl="geaenderte")) == ["seit"]
    assert errors(edition, auswahl="geaenderte", seit="01.01.2026") == {}

    issued_of(KIND, edition, edition.authority, data={"stichtag": "2026-06-30"})
    assert errors(edition, auswahl="geaenderte") == {}


def test_only_what_is_there_can_be_chosen(authority, neighbour, edition, course):
    BodyFactory(authority=authority, name="Sozialausschuss")
    BodyFactory(authority=neighbour, name="Fremd")
    offered = recipes.get(KIND).options_for(edition, {}).fields

    assert [label for _key, label in offered["gremium"].choices] == [
        "ohne Angabe",
        "Sozialausschuss",
    ]
    assert [label for _key, label in offered["organisation"].choices] == [
        "allen",
        "Volkshochschule",
    ]
    assert [label for _key, label in offered["felder"].choices] == ["1 Sprache"]


def test_where_nothing_is_to_choose_nothing_is_asked(edition):
    offered = set(recipes.get(KIND).options_for(edition, {}).fields)

    assert offered.isdisjoint({"gremium", "felder", "organisation"})


def test_options_are_kept_as_plain_text(edition, field):
    read = recipes.get(KIND).read_options

    assert read({"felder": [str(field.pk), "999"], "seit": "01.02.2026"}, edition) == {
        "stichtag": "2026-11-22",
        "seit": "2026-02-01",
        "umfang": "ausfuehrlich",
        "auswahl": "alle",
        "anmerkungen": "ohne",
    }
    assert read({"felder": str(field.pk)}, edition)["felder"] == [str(field.pk)]


def test_the_title_tells_the_stichtag(edition):
    title = papers.frozen(KIND, edition, stichtag="30.06.2026")["title"]

    assert title == "Sachstandsbericht: Konzept 2026, Stand 30.06.2026"


def test_for_which_body_it_is_stands_on_the_cover(authority, edition):
    body = BodyFactory(authority=authority, name="Sozialausschuss")

    assert "Für: Sozialausschuss" in papers.words(KIND, edition, gremium=str(body.pk))


def asked(edition, **chosen) -> dict[str, object]:
    return {"art": KIND, "gegenstand": edition.pk, **chosen}


def test_a_wrong_day_is_said_and_nothing_is_issued(authority, officer, edition, enter):
    page = reverse("reports:issue", args=[authority.slug])
    page += f"?art={KIND}&gegenstand={edition.pk}"

    said = enter(officer).post(page, asked(edition, stichtag="31.02.2026"))

    assert said.status_code == 200
    assert list(said.context["form"].errors) == ["stichtag"]
    assert not Job.objects.exists()


def test_what_cannot_be_previewed_is_said_where_it_was_chosen(authority, officer, edition, enter):
    preview = reverse("reports:preview", args=[authority.slug])

    said = enter(officer).post(preview, asked(edition, seit="morgen"), follow=True)

    assert said.request["PATH_INFO"] == reverse("reports:issue", args=[authority.slug])
    assert list(said.context["form"].errors) == ["seit"]
    assert said.context["form"]["seit"].value() == "morgen"


def test_several_fields_reach_preview_and_job(authority, officer, edition, field, course, enter):
    other = FieldOfActionFactory(edition=edition, number="2", title="Arbeit")
    chosen = [str(field.pk), str(other.pk)]
    browser, page = enter(officer), reverse("reports:issue", args=[authority.slug])

    sent_on = browser.post(
        reverse("reports:preview", args=[authority.slug]), asked(edition, felder=chosen)
    )
    browser.post(f"{page}?art={KIND}&gegenstand={edition.pk}", asked(edition, felder=chosen))

    assert f"felder={chosen[0]}&felder={chosen[1]}" in sent_on.url
    assert Job.objects.get().options["felder"] == chosen


def test_a_shell_issues_it(authority, officer, edition, course, tmp_path):
    target = tmp_path / "bericht.pdf"

    call_command(
        "issue_document", KIND, authority=authority.slug, by=officer.email, of=edition.slug,
        output=str(target), option=["umfang=kurz", "stichtag=22.11.2026"], stdout=StringIO(),
    )  # fmt: skip

    assert IssuedDocument.objects.get().options["umfang"] == "kurz"
    assert IssuedDocument.objects.get().title == "Sachstandsbericht: Konzept 2026, Stand 22.11.2026"
    assert reading.complaints(target.read_bytes()) == {}


def test_a_shell_lists_what_it_can_be_made_of(authority, officer, edition):
    out = StringIO()

    call_command(
        "issue_document", KIND, "--list", authority=authority.slug, by=officer.email, stdout=out
    )

    assert out.getvalue() == f"{edition.pk}\t2026\tSachstandsbericht: Konzept 2026\n"


def test_an_ambiguous_subject_is_not_guessed(authority, officer, edition):
    twin = EditionFactory(concept=edition.concept, title="Zwilling", slug=str(edition.pk))

    found = recipes.get(KIND).find(authority, str(edition.pk), officer)

    assert {one.pk for one in found} == {edition.pk, twin.pk}
