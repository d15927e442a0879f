"""What the history stores and how it tells it."""

import datetime as dt

import pytest

from concepts.models import Concept, Edition, FieldOfAction, StrategicGoal
from integration_portal.history.actions import forget, record, version
from integration_portal.history.models import Revision
from integration_portal.history.registry import state
from integration_portal.history.thaw import members, revive, thaw
from tests.factories.council import ResolutionFactory
from tests.factories.stakeholders import OrganisationFactory


@pytest.fixture
def organisation(authority):
    return OrganisationFactory(authority=authority, name="Volkshochschule")


@pytest.fixture
def edition(authority, organisation, officer):
    concept = Concept.objects.create(authority=authority, title="Konzept", kind="Konzept")
    edition = Edition.objects.create(
        concept=concept, title="Fassung", slug="2020", published="Ende 2020"
    )
    edition.roles.create(kind="process", organisation=organisation, since="2019")
    edition.costs.create(year=2020, label="Druck", budget=5000)
    record(edition, by=officer)
    return edition


def told(thing) -> list[str]:
    return [change.sentence for change in Revision.objects.of(thing).told().first().changes]


def reread(edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def test_the_first_record_is_a_creation(edition, officer):
    revision = Revision.objects.of(edition).get()

    assert (revision.action, revision.by, revision.who) == (
        "created", officer, "Integrationsbeauftragte",
    )  # fmt: skip
    assert revision.summary == "„Fassung“ angelegt"
    assert revision.changes == []


def test_saving_nothing_new_stores_nothing(edition, officer):
    before = version(edition)

    assert record(reread(edition), by=officer) is None
    assert version(edition) == before


def test_a_reason_alone_is_worth_an_entry(edition, officer):
    assert record(reread(edition), by=officer, reason="Geprüft").summary == "„Fassung“ bestätigt"


def test_lists_are_told_entry_by_entry(edition, officer):
    edition.subtitle = "Familien\nSchulkinder"
    record(edition, by=officer)

    assert told(edition) == ["Untertitel auf „Familien / Schulkinder“ gesetzt"]


def test_of_a_list_it_is_told_what_came_and_what_went(edition, officer):
    field = FieldOfAction.objects.create(edition=edition, title="Sprache", topics="Kita\nSchule")
    record(field, by=officer)
    field.topics = "Schule\nBeruf"
    record(field, by=officer)
    came_and_went = told(field)
    field.topics = "Beruf\nSchule"
    record(field, by=officer)

    assert came_and_went == ["Themen „Beruf“ ergänzt", "Themen „Kita“ entfernt"]
    assert told(field) == ["Reihenfolge geändert: Themen"]


def test_a_role_taken_over_is_one_change_however_it_was_typed(edition, officer):
    new = OrganisationFactory(authority=edition.concept.authority, name="Hochschule")
    edition.roles.all().delete()
    edition.roles.create(kind="process", organisation=new, note="bis Ende 2026")

    record(reread(edition), by=officer)

    assert told(edition) == [
        "Prozessbegleitung von „Volkshochschule“ zu „Hochschule“ geändert",
        "Prozessbegleitung „Hochschule“: seit: „2019“ entfernt",
        "Prozessbegleitung „Hochschule“: Anmerkung auf „bis Ende 2026“ gesetzt",
    ]


def test_two_partners_that_came_are_two(edition, officer):
    names = ("Hochschule", "Institut")
    for name in names:
        other = OrganisationFactory(authority=edition.concept.authority, name=name)
        edition.roles.create(kind="process", organisation=other)

    record(reread(edition), by=officer)

    assert told(edition) == [f"Prozessbegleitung „{name}“ ergänzt" for name in names]


def test_a_label_that_is_no_noun_reads_on(authority, officer):
    resolution = ResolutionFactory(authority=authority)
    task = resolution.follow_ups.create(text="Bericht erstatten", due_on=dt.date(2018, 12, 31))
    record(resolution, by=officer)
    sentences = []
    for day in (dt.date(2019, 3, 12), dt.date(2019, 3, 13), None):
        task.done_on = day
        task.save()
        record(type(resolution).objects.get(pk=resolution.pk), by=officer)
        sentences += told(resolution)

    assert sentences == [
        "Auftrag „Bericht erstatten“: erledigt am 12.03.2019",
        "Auftrag „Bericht erstatten“: erledigt am 13.03.2019 statt 12.03.2019",
        "Auftrag „Bericht erstatten“: erledigt am: „13.03.2019“ entfernt",
    ]


def test_amounts_that_are_equal_are_no_change(edition, officer):
    edition.costs.update(budget="5000.00")

    assert record(reread(edition), by=officer) is None


def test_changes_are_told_in_sentences(edition, officer, organisation):
    other = OrganisationFactory(authority=edition.concept.authority, name="Hochschule")
    edition.subtitle, edition.published, edition.title = "Neu", None, "Fortschreibung"
    edition.save()
    edition.roles.update(organisation=other)
    edition.costs.create(year=2021, label="Feier")
    edition.summary = (
        "<p>Ein längerer Text, der in keinen Satz passt, weil er viel zu viele Worte macht."
        " Sehr viele.</p>"
    )
    edition.save()

    record(reread(edition), by=officer)

    assert told(edition) == [
        "Titel von „Fassung“ zu „Fortschreibung“ geändert",
        "Untertitel auf „Neu“ gesetzt",
        "erschienen: „Ende 2020“ entfernt",
        "Kurzfassung überarbeitet",
        "Prozessbegleitung von „Volkshochschule“ zu „Hochschule“ geändert",
        "Kosten der Erarbeitung „2021, Feier“ ergänzt",
    ]


def test_members_of_a_relation_are_told_by_name(edition, officer):
    older = Edition.objects.create(concept=edition.concept, title="Erste", slug="2006")
    edition.predecessors.add(older)

    record(reread(edition), by=officer)

    assert told(edition) == ["Vorläufer „Erste“ ergänzt"]


def test_a_thawed_state_answers_like_the_model(edition):
    frozen = thaw(Edition, state(edition), edition.pk)

    assert frozen.title == "Fassung"
    assert str(frozen.published) == "Ende 2020"
    assert frozen.get_status_display() == "Entwurf"
    assert [str(role.organisation) for role in frozen.roles] == ["Volkshochschule"]
    assert frozen.costs[0].budget == 5000
    with pytest.raises(AttributeError):
        frozen.nothing_of_that_name  # noqa: B018


def test_a_revived_state_is_what_a_form_wants(edition):
    older = Edition.objects.create(concept=edition.concept, title="Erste", slug="2006")
    edition.predecessors.add(older)
    stored = state(reread(edition))

    revived = revive(Edition, stored, pk=edition.pk)
    role = revive(edition.roles.model, stored["roles"][0], row_of=revived)

    assert (revived.title, revived.concept_id) == ("Fassung", edition.concept_id)
    assert members(Edition, stored) == {"predecessors": [older.pk]}
    assert (role.kind, role.edition) == ("process", revived)


def test_each_thing_stands_as_of_a_moment(edition, officer):
    first = Revision.objects.of(edition).get()
    edition.title = "Später"
    edition.save()
    record(reread(edition), by=officer)

    assert Revision.objects.of(edition).as_of(first.at).get() == first


def test_a_forgotten_name_is_gone_from_all_states(edition, organisation):
    assert forget(organisation, label="(gelöscht)") == 1

    roles = Revision.objects.of(edition).get().state["roles"]
    assert roles[0]["organisation"]["label"] == "(gelöscht)"


def test_a_deletion_is_told(authority, officer):
    goal = StrategicGoal.objects.create(authority=authority, code="A3", text="Teilhabe")
    record(goal, by=officer)
    record(goal, by=officer, action="deleted", reason="Doppelt")

    assert Revision.objects.of(goal).first().summary == "„A3 Teilhabe“ gelöscht"


def test_commands_are_the_system(authority):
    goal = StrategicGoal.objects.create(authority=authority, code="A3", text="Teilhabe")

    assert record(goal, by=None).who == "System"


def test_a_list_of_several_things_names_each_with_its_kind(edition, officer):
    edition.title = "Fortschreibung 2020"
    revision = record(edition, by=officer)

    assert revision.subject == "Fassung Fortschreibung 2020"
