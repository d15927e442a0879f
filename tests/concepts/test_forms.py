"""What officers enter: saved as meant, refused where it belongs to somebody else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from concepts.enums import EditionStatus
from concepts.forms import (
    ChapterForm,
    EditionForm,
    EvaluationChapterForm,
    EvaluationForm,
    EventForm,
    FieldForm,
    GoalForm,
    MakingForm,
    StatusForm,
)
from concepts.models import (
    Chapter,
    Concept,
    Edition,
    Evaluation,
    EvaluationChapter,
    FieldOfAction,
    Goal,
    ParticipationEvent,
    StrategicGoal,
)
from integration_portal.core.fuzzy import FuzzyDate, parse
from integration_portal.editing import tokens
from integration_portal.history.actions import version
from integration_portal.history.models import Revision
from tests.factories import concepts as make
from tests.factories.stakeholders import BodyFactory, OrganisationFactory

from .conftest import fill, resolve

pytestmark = pytest.mark.django_db
NO_NEEDS = {"needs-TOTAL_FORMS": "0", "needs-INITIAL_FORMS": "0"}


def opened(thing, user) -> dict:
    return {tokens.FIELD: tokens.page_token(user, thing, version(thing)).sealed()}


def address(name: str, edition, *args) -> str:
    return reverse(f"concepts:{name}", args=[edition.concept.authority.slug, edition.slug, *args])


def rows(name: str, *filled: dict) -> dict:
    data = {f"{name}-TOTAL_FORMS": str(len(filled)), f"{name}-INITIAL_FORMS": "0"}
    for number, values in enumerate(filled):
        data |= {f"{name}-{number}-{key}": str(value) for key, value in values.items()}
    return data


# Foreign ids in form fields


@pytest.fixture
def strangers(draft, neighbour):
    """Things that exist, but elsewhere: in another authority, or in another edition."""
    foreign = make.EditionFactory(concept__authority=neighbour)
    other = make.EditionFactory(concept=draft.concept)
    return {
        "organisation": OrganisationFactory(authority=neighbour),
        "body": BodyFactory(authority=neighbour),
        "edition": foreign,
        "strategic_goal": make.StrategicGoalFactory(authority=neighbour),
        "chapter": make.ChapterFactory(edition=other),
        "field": make.FieldOfActionFactory(edition=other),
        "goal": make.GoalFactory(field__edition=draft),
        "evaluation_chapter": make.EvaluationChapterFactory(evaluation__edition=draft),
    }


CASES = {
    "steering_group": (EditionForm, lambda e: e, "steering_group", "body"),
    "predecessors": (EditionForm, lambda e: e, "predecessors", "edition"),
    "chapter": (ChapterForm, lambda e: Chapter(edition=e), "parent", "chapter"),
    "field": (FieldForm, lambda e: FieldOfAction(edition=e), "parent", "field"),
    "strategic": (
        FieldForm,
        lambda e: FieldOfAction(edition=e),
        "strategic_goals",
        "strategic_goal",
    ),
    "goal": (
        GoalForm,
        lambda e: Goal(field=make.FieldOfActionFactory(edition=e)),
        "parent",
        "goal",
    ),
    "event field": (EventForm, lambda e: ParticipationEvent(edition=e), "field", "field"),
    "event": (
        EventForm,
        lambda e: ParticipationEvent(edition=e),
        "organisations",
        "organisation",
    ),
    "evaluation": (
        EvaluationForm,
        lambda e: Evaluation(edition=e),
        "organisation",
        "organisation",
    ),
    "evaluation chapter": (
        EvaluationChapterForm,
        lambda e: EvaluationChapter(evaluation=make.EvaluationFactory(edition=e)),
        "parent",
        "evaluation_chapter",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_foreign_id_is_no_choice(case, draft, officer, strangers):
    form_class, build, name, stranger = CASES[case]
    if name == "strategic_goals":
        make.StrategicGoalFactory(authority=draft.authority)
    pk = strangers[stranger].pk
    many = name in ("predecessors", "strategic_goals", "organisations")

    form = form_class(
        {name: [pk] if many else pk},
        instance=build(draft),
        authority=draft.authority,
        user=officer,
    )

    assert not form.is_valid()
    assert name in form.errors


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("roles", "organisation", {"kind": "scientific"}),
        ("financing", "funder", {"year": 2020, "kind": "grant", "amount": "5.000"}),
        ("fundings", "funder", {"programme": "Landesprogramm", "state": "applied"}),
    ],
)
def test_a_foreign_id_in_a_row_is_no_choice(table, column, values, draft, officer, strangers):
    data = rows(table, {**values, column: strangers["organisation"].pk})

    form = MakingForm(data, instance=draft, authority=draft.authority, user=officer)

    assert not form.is_valid()
    assert column in form.formsets[table].forms[0].errors


@pytest.mark.parametrize("kind", ["chapter_new", "field_new"])
def test_a_foreign_parent_in_the_address_is_not_found(kind, draft, officer, strangers, enter):
    foreign = strangers["chapter" if kind == "chapter_new" else "field"]

    assert enter(officer).get(address(kind, draft), {"unter": foreign.pk}).status_code == 404
    assert enter(officer).get(address(kind, draft), {"unter": "x"}).status_code == 404


# Beginning


def test_a_concept_begins_with_its_first_edition(authority, officer, enter):
    answer = enter(officer).post(
        "/waiblingen/konzept/anlegen/",
        {"title": "Konzept der Stadt", "kind": "Vielfaltskonzept", "edition_title": "Für 2026"},
    )

    edition = Edition.objects.get()
    assert answer.url == "/waiblingen/konzept/fuer-2026/"
    assert (edition.concept.title, edition.status) == ("Konzept der Stadt", EditionStatus.DRAFT)


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("entwurf", "Adresse gibt es schon"),
        ("anlegen", "braucht das Portal selbst"),
    ],
)
def test_an_address_that_cannot_be_is_refused_at_its_field(slug, message, draft, officer, enter):
    browser = enter(officer)
    for where, data in (
        ("/waiblingen/konzept/anlegen/", {"title": "A", "kind": "B", "edition_title": "C"}),
        (
            f"/waiblingen/konzept/konzepte/{draft.concept_id}/neue-fassung/",
            {"title": "C"},
        ),
    ):
        answer = browser.post(where, data | {"slug": slug})
        assert message in answer.context["form"].errors["slug"][0]
    assert Edition.objects.count() == 1


def test_an_edition_without_title_and_address_asks_for_the_title(draft, officer, enter):
    answer = enter(officer).post(
        f"/waiblingen/konzept/konzepte/{draft.concept_id}/neue-fassung/", {}
    )

    assert set(answer.context["form"].errors) == {"title"}


def test_a_concept_without_the_title_of_its_edition_asks_for_that_alone(officer, enter):
    answer = enter(officer).post("/waiblingen/konzept/anlegen/", {"title": "A", "kind": "B"})

    assert set(answer.context["form"].errors) == {"edition_title"}


def test_a_title_of_signs_alone_wants_an_address(officer, enter):
    answer = enter(officer).post(
        "/waiblingen/konzept/anlegen/", {"title": "A", "kind": "B", "edition_title": "…"}
    )

    assert set(answer.context["form"].errors) == {"slug"}


def test_a_new_edition_descends_from_the_newest(draft, officer, enter):
    browser = enter(officer)
    where = f"/waiblingen/konzept/konzepte/{draft.concept_id}/neue-fassung/"

    offered = browser.get(where).context["form"].initial["predecessors"]
    browser.post(where, {"title": "Fortschreibung", "slug": "2027", "predecessors": [draft.pk]})

    edition = Edition.objects.get(slug="2027")
    assert offered == [draft.pk]
    assert list(edition.predecessors.all()) == [draft]
    assert [step.status for step in edition.transitions.all()] == ["draft"]


def test_a_concept_gets_another_title(draft, officer, enter):
    concept = draft.concept

    enter(officer).post(
        f"/waiblingen/konzept/konzepte/{concept.pk}/bearbeiten/",
        {"title": "Neuer Titel", "kind": "Konzept", **opened(concept, officer)},
    )

    assert Concept.objects.get().title == "Neuer Titel"


# The frame and the making


def test_the_frame_is_saved_with_its_rows(draft, officer, enter):
    data = {
        "title": "Konzept 2026",
        "slug": "2026",
        "period_start": "2026",
        "period_end": "2031",
        "summary": "Kurz gesagt.",
        **rows("addressees", {"text": "Fachkräfte"}),
        **rows("related_plans"),
        **rows("sources", {"text": "Sozialbericht", "url": ""}),
        **opened(draft, officer),
    }

    answer = enter(officer).post(address("edition_edit", draft), data)

    draft.refresh_from_db()
    assert answer.url == "/waiblingen/konzept/2026/"
    assert (draft.period, draft.summary) == ("2026 bis 2031", "<p>Kurz gesagt.</p>")
    assert [draft.addressees.get().text, draft.sources.get().text] == [
        "Fachkräfte",
        "Sozialbericht",
    ]


def test_the_address_of_an_edition_in_force_stays(adopted, officer):
    form = EditionForm(instance=adopted, authority=adopted.authority, user=officer)

    assert "slug" not in form.fields


def test_the_making_goes_on_after_the_resolution(adopted, officer, enter):
    data = {
        **rows(
            "roles",
            {"kind": "scientific", "organisation": "", "organisation-neu-name": "IfaS"}
            | {"organisation-neu-kind": "science", "since": "2017"},
        ),
        **rows("costs", {"year": 2018, "label": "Workshops", "budget": "5.000"}),
        **rows("financing"),
        **rows(
            "fundings", {"programme": "VwV Integration", "amount": "15.000", "state": "granted"}
        ),
        **rows("innovation_budgets"),
        **opened(adopted, officer),
    }

    answer = enter(officer).post(address("edition_making", adopted), data)

    assert answer.status_code == 302
    assert adopted.roles.get().organisation.name == "IfaS"
    assert [adopted.costs.get().budget, adopted.fundings.get().amount] == [5000, 15000]
    assert adopted.amendments.count() == 0


# Parts


def test_a_chapter_is_created_below_another(draft, officer, enter):
    above = make.ChapterFactory(edition=draft)
    where = f"{address('chapter_new', draft)}?unter={above.pk}"
    browser = enter(officer)

    shown = browser.get(where)
    browser.post(
        where, {"title": "Leitbild", "body": "<p>Text<script>x</script></p>", "parent": above.pk}
    )

    chapter = Chapter.objects.get(title="Leitbild")
    assert f"Kapitel unter „{above}“" in shown.text
    assert (chapter.parent, chapter.body) == (above, "<p>Text</p>")


def test_a_chapter_under_a_new_parent_stands_last(draft, officer, enter):
    first, second = make.ChapterFactory.create_batch(2, edition=draft)
    child = make.ChapterFactory(parent=first)

    enter(officer).post(
        address("chapter_edit", draft, second.pk),
        {"title": "Zwei", "body": "", "parent": first.pk, **opened(second, officer)},
    )

    assert list(first.children.all()) == [child, second]


def test_a_chapter_is_not_offered_what_stands_below_it(draft, officer):
    chapter = make.ChapterFactory(edition=draft)
    make.ChapterFactory(parent=chapter)
    other = make.ChapterFactory(edition=draft)

    form = ChapterForm(instance=chapter, authority=draft.authority, user=officer)

    assert list(form.fields["parent"].queryset) == [other]


def test_a_field_is_created_with_needs_and_its_number(draft, officer, enter):
    enter(officer).post(
        address("field_new", draft),
        {"title": "Gesundheit", "number": "", **rows("needs", {"text": "Dolmetschen fehlt"})},
    )

    field = FieldOfAction.objects.get()
    assert (field.number, field.number_given, field.needs.get().text) == (
        "1",
        False,
        "Dolmetschen fehlt",
    )
    assert Revision.objects.of(field).first().state["needs"][0]["text"] == "Dolmetschen fehlt"


def test_a_typed_number_is_given_and_an_emptied_one_follows_again(draft, officer, enter):
    field = make.FieldOfActionFactory(edition=draft, number="1")
    browser, where = enter(officer), address("field_edit", draft, field.pk)

    for typed, number, given in (("A", "A", True), ("", "1", False)):
        browser.post(
            where, {"title": "Sprache", "number": typed, **NO_NEEDS, **opened(field, officer)}
        )
        field.refresh_from_db()
        assert (field.number, field.number_given) == (number, given)


def test_a_goal_and_its_sub_goal_are_created_and_numbered(draft, officer, enter):
    field = make.FieldOfActionFactory(edition=draft, number="1")
    browser, where = enter(officer), address("goal_new", draft, field.pk)
    browser.post(where, {"text": "Ankommen begleiten", "target_date": "Ende 2027"})
    goal = Goal.objects.get()

    shown = browser.get(f"{where}?unter={goal.pk}")
    browser.post(where, {"text": "Lotsen schulen", "parent": goal.pk})

    assert "Teilziel anlegen" in shown.text
    numbers = Goal.objects.order_by("pk").values_list("number", flat=True)
    assert list(numbers) == ["Z 1.1", "Z 1.1 a"]


def test_saving_and_more_opens_an_empty_form(draft, officer, enter):
    answer = enter(officer).post(
        address("theme_new", draft), {"title": "Vielfalt", "description": "", "more": "1"}
    )

    assert answer.url == address("theme_new", draft)


def test_an_event_is_told_with_a_new_organisation(draft, officer, enter):
    data = {
        "title": "Auftakt",
        "kind": "kickoff",
        "date": "11/2024",
        "attended": "60",
        "numbers_about": "on",
        "organisations-neu-name": "Kulturverein",
        "organisations-neu-kind": "association",
    }

    answer = enter(officer).post(address("event_new", draft), data)

    event = ParticipationEvent.objects.get()
    assert answer.url == f"{draft.get_absolute_url()}#participationevent-{event.pk}"
    assert [str(event.date), event.organisations.get().name] == ["November 2024", "Kulturverein"]


def test_an_evaluation_and_its_chapter_are_entered(superseded, officer, enter):
    browser = enter(officer)
    browser.post(address("evaluation_new", superseded), {"title": "Bericht", "published": "2014"})
    evaluation = Evaluation.objects.get()

    answer = browser.post(
        address("evaluation_chapter_new", superseded, evaluation.pk),
        {"title": "1 Einleitung", "body": "Text"},
    )

    chapter = evaluation.chapters.get()
    assert answer.url == chapter.get_absolute_url()
    assert chapter.body == "<p>Text</p>"


def test_a_strategic_goal_that_an_edition_in_force_names_stays(adopted, officer, enter):
    goal = make.StrategicGoalFactory(authority=adopted.authority, code="A3")
    make.FieldOfActionFactory(edition=adopted).strategic_goals.add(goal)
    browser = enter(officer)
    where = f"/waiblingen/konzept/strategische-ziele/{goal.pk}/loeschen/"

    answer = browser.post(where, opened(goal, officer))

    assert "nennt dieses Ziel" in answer.text
    assert StrategicGoal.objects.count() == 1
    adopted.fields.all().delete()
    assert browser.post(where, opened(goal, officer)).status_code == 302
    assert StrategicGoal.objects.count() == 0


# Moving and deleting


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("chapter", "chapters"),
        ("field", "fields"),
        ("goal", "field-goals"),
        ("goal", "fields"),
        ("theme", "themes"),
        ("event", "events"),
        ("evaluation_chapter", "evaluation-chapters"),
    ],
)
def test_moving_answers_with_the_list_it_stands_in(kind, target, draft, officer, enter):
    first = fill(draft)[kind]
    second = sibling(kind, first)
    args = [second.evaluation_id] if kind == "evaluation_chapter" else []

    answer = enter(officer).post(
        address(f"{kind}_move", draft, *args, second.pk),
        {"richtung": "auf"},
        headers={"HX-Request": "true", "HX-Target": target},
    )

    assert answer.status_code == 200
    assert f'id="{target}"' in answer.text
    assert list(second.siblings().order_by("position")) == [second, first]
    assert Revision.objects.of(first).exists()


def sibling(kind: str, first):
    return {
        "chapter": lambda: make.ChapterFactory(edition=first.edition),
        "field": lambda: make.FieldOfActionFactory(edition=first.edition),
        "goal": lambda: make.GoalFactory(field=first.field),
        "theme": lambda: make.CrossCuttingThemeFactory(edition=first.edition),
        "event": lambda: make.ParticipationEventFactory(edition=first.edition),
        "evaluation_chapter": lambda: make.EvaluationChapterFactory(evaluation=first.evaluation),
    }[kind]()


def test_deleting_a_field_of_a_draft_numbers_the_others_anew(draft, officer, enter):
    first = make.FieldOfActionFactory(edition=draft, number="1")
    second = make.FieldOfActionFactory(edition=draft, number="2")

    answer = enter(officer).post(
        address("field_delete", draft, first.pk), opened(first, officer) | {"reason": "Doppelt"}
    )

    second.refresh_from_db()
    assert answer.url == draft.get_absolute_url()
    assert second.number == "1"
    assert Revision.objects.of(first).first().reason == "Doppelt"


@pytest.mark.parametrize(
    ("kind", "back"),
    [("event", "edition"), ("evaluation", "edition"), ("evaluation_chapter", "evaluation")],
)
def test_what_is_no_plan_is_deleted_without_an_amendment(kind, back, adopted, officer, enter):
    made = fill(adopted)
    thing, where_to = made[kind], made[back].get_absolute_url()
    args = [thing.evaluation_id] if kind == "evaluation_chapter" else []
    before = adopted.amendments.count()

    answer = enter(officer).post(
        address(f"{kind}_delete", adopted, *args, thing.pk), opened(thing, officer)
    )

    assert answer.url == where_to
    assert not type(thing).objects.filter(pk=thing.pk).exists()
    assert adopted.amendments.count() == before


def test_a_draft_is_deleted_with_everything_in_it(draft, officer, enter):
    fill(draft)

    answer = enter(officer).post(address("edition_delete", draft), opened(draft, officer))

    assert answer.url == "/waiblingen/konzept/"
    assert Edition.objects.count() == 0


def test_a_draft_that_once_counted_stays(draft, officer, enter):
    Edition.objects.filter(pk=draft.pk).update(adopted_at=draft.created_at)

    answer = enter(officer).post(address("edition_delete", draft), opened(draft, officer))

    assert "hat schon gegolten" in answer.text
    assert Edition.objects.count() == 1


# The status


def test_the_next_step_is_taken_on_its_page(draft, officer, enter):
    answer = enter(officer).post(
        address("edition_status", draft), {"to": "participation", "on": "Frühjahr 2025"}
    )

    draft.refresh_from_db()
    assert answer.url == draft.get_absolute_url()
    assert (draft.status, str(draft.status_on)) == ("participation", "Frühjahr 2025")


def test_without_a_resolution_the_page_leads_to_entering_one(draft, officer, enter):
    shown = enter(officer).get(address("edition_status", draft))
    answer = enter(officer).post(address("edition_status", draft), {"to": "adopted", "on": "2025"})

    assert "braucht es einen Beschluss" in shown.text
    assert [value for value, _label in shown.context["form"].fields["to"].choices] == [
        "participation",
        "deliberation",
        "published",
        "dormant",
        "superseded",
    ]
    assert "to" in answer.context["form"].errors


def test_with_a_resolution_the_edition_can_be_adopted(draft, officer, enter):
    resolve(draft)

    enter(officer).post(address("edition_status", draft), {"to": "adopted", "on": "15.05.2006"})

    draft.refresh_from_db()
    assert draft.status == "adopted"


@pytest.mark.parametrize("to", ["participation", "deliberation", "published", "dormant"])
def test_every_step_wants_a_date(to, draft, officer):
    form = StatusForm(data={"to": to, "on": ""}, edition=draft)

    assert form.errors == {"on": ["Seit wann gilt das? Auch eine Jahreszahl genügt."]}


def test_the_day_of_a_step_is_today_or_that_of_the_resolution(draft):
    def offered():
        return StatusForm(edition=draft).fields["on"].initial

    without = offered()
    resolve(draft)

    assert (without, offered()) == (FuzzyDate.on(timezone.localdate()), parse("15.05.2006"))


def test_a_date_out_of_order_is_said_at_its_field(draft, officer, enter):
    browser = enter(officer)
    browser.post(address("edition_status", draft), {"to": "participation", "on": "2025"})

    answer = browser.post(address("edition_status", draft), {"to": "published", "on": "2020"})

    assert "vor dem letzten Schritt" in answer.context["form"].errors["on"][0]


@pytest.mark.parametrize(("choice", "then"), [("supersede", "superseded"), ("keep", "adopted")])
def test_what_becomes_of_the_edition_that_counted_is_asked(choice, then, draft, officer, enter):
    former = make.EditionFactory(concept=draft.concept, adopted=True)
    browser = enter(officer)

    shown = browser.get(address("edition_status", draft))
    browser.post(
        address("edition_status", draft), {"to": "published", "on": "2025", "former": choice}
    )

    former.refresh_from_db()
    assert f"Bisher gilt: {former}." in shown.text
    assert former.status == then


def test_places_are_offered_in_the_order_of_the_concept(draft, officer):
    first, second = make.FieldOfActionFactory.create_batch(2, edition=draft)
    below = make.FieldOfActionFactory(parent=second)

    form = FieldForm(instance=FieldOfAction(edition=draft), authority=draft.authority, user=officer)

    offered = [value for value, _label in form.fields["parent"].choices]
    assert offered == ["", str(first.pk), str(second.pk), str(below.pk)]
