"""Lists of measures under a name."""

import pytest
from django.urls import reverse

from measures.models import SavedView
from tests.factories.accounts import UserFactory
from tests.factories.concepts import FieldOfActionFactory
from tests.factories.measures import MeasureFactory
from tests.personas import PERSONAS

pytestmark = pytest.mark.django_db


def url(authority, name, *more):
    return reverse(f"measures:{name}", args=[authority.slug, *more])


def listed(client, authority, query=""):
    return client.get(f"{url(authority, 'list')}?{query}")


def view_of(owner, authority, name="Überfällige", **fields):
    return SavedView.objects.create(owner=owner, authority=authority, name=name, **fields)


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("page", ["views", "view_new"])
def test_whoever_has_a_role_keeps_views(name, page, persona, enter, authority):
    status = enter(persona(name)).get(url(authority, page)).status_code
    own = {"administrator", "officer", "contributor", "reader"}
    assert status == (302 if name == "visitor" else 200 if name in own else 404)


def test_an_officer_of_a_member_reads_the_districts_list_and_keeps_no_views_there(
    enter, member_officer, district
):
    client = enter(member_officer)
    assert client.get(url(district, "views")).status_code == 403
    assert listed(client, district).status_code == 200


def test_a_list_is_saved_with_its_filters_and_found_above_the_list(
    enter, officer, authority, edition
):
    MeasureFactory(edition=edition, key_project=True)
    MeasureFactory(edition=edition)
    client, query = enter(officer), "schluesselprojekt=on&sort=-ende"
    assert f"ansichten/neu/?{query}" in listed(
        client, authority, f"{query}&page=1"
    ).content.decode().replace("&amp;", "&")

    response = client.post(
        f"{url(authority, 'view_new')}?{query}&page=2", {"name": "Schlüssel", "shared": "on"}
    )

    view = SavedView.objects.get()
    assert (view.name, view.query, view.shared, view.owner) == ("Schlüssel", query, True, officer)
    assert response["Location"] == view.get_absolute_url() == f"{url(authority, 'list')}?{query}"
    page = listed(client, authority)
    assert [found.name for found in page.context["views"]] == ["Schlüssel"]
    assert len(client.get(view.get_absolute_url()).context["measures"]) == 1


def test_a_view_of_everything_has_the_plain_address(officer, authority):
    assert view_of(officer, authority).get_absolute_url() == url(authority, "list")


def test_shared_views_are_everybodys_and_own_ones_nobody_elses(
    enter, officer, reader, authority, edition
):
    view_of(officer, authority, "Für alle", shared=True)
    view_of(officer, authority, "Nur meine")
    view_of(reader, authority, "Vom Rat")
    names = [view.name for view in enter(reader).get(url(authority, "views")).context["views"]]
    assert names == ["Für alle", "Vom Rat"]


def test_only_officers_share(enter, contributor, authority):
    client = enter(contributor)
    assert "shared" not in client.get(url(authority, "view_new")).context["form"].fields
    client.post(url(authority, "view_new"), {"name": "Meine", "shared": "on"})
    assert not SavedView.objects.get().shared


def test_views_are_renamed_shared_and_deleted_by_whose_they_are(
    enter, officer, contributor, authority
):
    mine, shared = (
        view_of(contributor, authority, "Meine"),
        view_of(officer, authority, shared=True),
    )
    client = enter(contributor)
    assert client.get(url(authority, "view_edit", shared.pk)).status_code == 403
    assert client.get(url(authority, "view_delete", shared.pk)).status_code == 403
    client.post(url(authority, "view_edit", mine.pk), {"name": "Unsere"})
    mine.refresh_from_db()
    assert mine.name == "Unsere"
    page = client.get(url(authority, "view_delete", mine.pk))
    token = str(page.context["page_token"]).split('value="')[1].split('"')[0]
    client.post(url(authority, "view_delete", mine.pk), {"geoeffnet": token})
    assert list(SavedView.objects.all()) == [shared]


def test_another_officer_looks_after_shared_views(enter, officer, authority):
    colleague = UserFactory(officer_of=authority)
    shared, own = (
        view_of(colleague, authority, shared=True),
        view_of(colleague, authority, "Eigene"),
    )
    client = enter(officer)
    assert client.get(url(authority, "view_edit", shared.pk)).status_code == 200
    assert client.get(url(authority, "view_edit", own.pk)).status_code == 404


def test_a_name_is_used_once_per_person(enter, officer, contributor, authority):
    view_of(officer, authority, "Offen")
    view_of(contributor, authority, "Offen")
    response = enter(officer).post(url(authority, "view_new"), {"name": "Offen"})
    assert "Eine Ansicht dieses Namens haben Sie schon." in response.content.decode()


def test_a_filter_whose_field_is_gone_is_said_and_the_others_hold(
    enter, officer, authority, edition
):
    field = FieldOfActionFactory(edition=edition)
    MeasureFactory(edition=edition, title="Gesucht", key_project=True)
    MeasureFactory(edition=edition, title="Andere")
    query = f"feld={field.pk}&schluesselprojekt=on"
    field.delete()

    page = listed(enter(officer), authority, query)

    assert [measure.title for measure in page.context["measures"]] == ["Gesucht"]
    assert "Handlungsfeld: Was hier gewählt war, gibt es nicht mehr" in page.content.decode()
    assert page.context["mended"] == "?schluesselprojekt=on"


def test_filtering_keeps_edition_and_schedule(enter, officer, authority, edition):
    MeasureFactory(edition=edition)
    page = listed(
        enter(officer), authority, f"fassung={edition.slug}&ansicht=zeitplan"
    ).content.decode()
    assert 'name="ansicht"' in page.split('class="filters"')[1].split("</form>")[0]
    assert 'name="fassung"' in page.split('class="filters"')[1].split("</form>")[0]


def test_views_cost_one_query_however_many(enter, officer, authority, edition, count_queries):
    MeasureFactory(edition=edition)
    client, address = enter(officer), url(authority, "list")
    view_of(officer, authority, "Eins", shared=True)
    one = count_queries(client, address)
    view_of(officer, authority, "Zwei")
    view_of(UserFactory(officer_of=authority), authority, "Drei", shared=True)
    assert count_queries(client, address) == one <= 12
    assert count_queries(client, url(authority, "views")) <= 12
