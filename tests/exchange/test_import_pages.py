"""The four steps as an officer takes them in the browser."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from exchange.enums import ImportState
from exchange.forms import DecisionsForm
from exchange.models import MeasureImport
from exchange.tables import guard
from exchange.tables.table import read_table
from tests.factories.stakeholders import OrganisationFactory
from tests.measures.browsing import token_of

from .importing import applied, checked, columns, existing, page, uploaded
from .tables import delimited, many, ministry_list, town_list, workbook
from .test_guard import HOSTILE

pytestmark = pytest.mark.django_db
HEAD = ["Nr.", "Maßnahme"]


def test_a_list_goes_through_all_steps_without_a_script(enter, officer, edition):
    client = enter(officer)
    upload = reverse("exchange:imports", args=[edition.authority.slug])

    answer = client.post(upload, {"edition": edition.pk, "file": ministry_list()})
    imported = MeasureImport.objects.get()
    assert answer.url == page("columns", imported)
    answer = client.post(answer.url, columns(imported))
    assert answer.url == page("preview", imported)
    imported.refresh_from_db()
    questions = imported.open_questions
    answers = {f"answer_{index}": "new" for index in range(len(questions))}
    answer = client.post(answer.url, answers)
    shown = client.get(answer.url).content.decode()
    assert "Praxisforum" in shown
    assert "Zeile 13: Summe 8000 (Anmerkung unter der Tabelle)" in " ".join(shown.split())
    answer = client.post(page("apply", imported), {})
    assert answer.url == page("import", imported)
    assert edition.measures.count() == 4
    assert "Sprachcafé" in client.get(answer.url).content.decode()
    answer = client.post(page("undo", imported), {})
    assert (answer.url, edition.measures.count()) == (page("import", imported), 0)
    assert client.get(answer.url).status_code == 200


def test_nobody_waits_while_a_list_is_read(enter, officer, edition, monkeypatch):
    client, deep = enter(officer), []
    monkeypatch.setattr(
        "exchange.actions.upload.read_table",
        lambda *given: deep.append(len(connection.savepoint_ids)) or read_table(*given),
    )
    first = reverse("exchange:imports", args=[edition.authority.slug])
    sent = {"edition": edition.pk, "file": town_list()}

    client.post(first, sent | token_of(client.get(first)))
    imported = MeasureImport.objects.get()
    second = page("columns", imported)
    client.post(second, columns(imported, head_line="3") | token_of(client.get(second)))

    imported.refresh_from_db()
    assert imported.headings[0] == "M2"
    assert deep == [len(connection.savepoint_ids)] * 2


def test_a_refused_file_is_said_at_its_field(enter, officer, edition):
    upload = reverse("exchange:imports", args=[edition.authority.slug])
    broken = SimpleUploadedFile("Liste.csv", b'Titel;Nr\r\n"' + b"x" * 140_000)

    answers = [
        enter(officer).post(upload, {"edition": edition.pk, "file": file}).content.decode()
        for file in (SimpleUploadedFile("Liste.xls", b"%PDF-"), broken)
    ]

    assert "Diese Datei ist keine Tabelle, die das Portal lesen kann." in answers[0]
    assert "Ein Anführungszeichen wird nicht geschlossen." in answers[1]
    assert MeasureImport.objects.count() == 0


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("too_large", "Diese Datei ist mit 4,0 MB zu groß; möglich sind 3,0 MB."),
        ("bomb", "Diese Datei würde entpackt mehr Platz brauchen, als eine Liste haben kann."),
        ("macro", "Diese Datei enthält Makros und wird deshalb nicht geöffnet."),
    ],
)
def test_what_could_do_harm_is_refused_with_a_sentence(
    code, said, enter, officer, edition, monkeypatch
):
    monkeypatch.setattr(guard, "MAX_BYTES", 3 * 1024 * 1024)
    large = SimpleUploadedFile("Liste.csv", b"x" * 4 * 1024 * 1024)
    file = large if code == "too_large" else HOSTILE[code]
    file.seek(0)
    upload = reverse("exchange:imports", args=[edition.authority.slug])

    answer = enter(officer).post(upload, {"edition": edition.pk, "file": file})

    assert answer.status_code == 200
    shown = " ".join(answer.content.decode().replace("\xa0", " ").split())
    assert said in shown
    assert "Im Portal wurde nichts geändert." in shown
    assert MeasureImport.objects.count() == 0


def test_without_an_edition_the_first_step_says_where_to_begin(enter, officer, authority):
    answer = enter(officer).get(reverse("exchange:imports", args=[authority.slug]))

    assert "Noch keine Fassung" in answer.content.decode()


def test_another_head_or_sheet_reads_the_table_anew(enter, officer, edition):
    imported = uploaded(edition, town_list(), officer)
    client = enter(officer)

    answer = client.post(page("columns", imported), columns(imported, head_line=2))
    refused = client.post(page("columns", imported), columns(imported, head_line=4))

    imported.refresh_from_db()
    assert (answer.url, imported.headings[0]) == (page("columns", imported), "M1")
    assert "steht unter den Überschriften keine Zeile" in refused.content.decode()


def test_sheets_of_a_workbook_are_offered(enter, officer, edition):
    book = load_workbook(workbook([HEAD, ["1", "Café"]]))
    book.create_sheet("Zwei").append(["x"])
    stream = io.BytesIO()
    book.save(stream)

    imported = uploaded(edition, SimpleUploadedFile("Liste.xlsx", stream.getvalue()), officer)

    assert "Tabellenblatt" in enter(officer).get(page("columns", imported)).content.decode()


def test_one_meaning_is_given_to_one_column_and_a_title_is_wanted(enter, officer, edition):
    imported = uploaded(edition, town_list(), officer)
    client = enter(officer)

    twice = client.post(page("columns", imported), columns(imported, column_2="title"))
    none = client.post(
        page("columns", imported), columns(imported, column_0="", column_1="", reported_on="2024")
    )

    assert "schon für eine andere Spalte gewählt" in twice.content.decode()
    assert "Keine Spalte ist als Titel gewählt." in none.content.decode()


def test_a_step_that_fails_says_so_where_one_can_try_again(enter, officer, edition):
    imported = uploaded(edition, delimited([HEAD, ["1", "Café"]]), officer)
    imported.file.storage.delete(imported.file.name)

    answer = enter(officer).post(page("columns", imported), columns(imported), follow=True)

    assert answer.redirect_chain[-1][0] == page("columns", imported)
    assert "Die hochgeladene Datei ist nicht mehr da." in answer.content.decode()


def test_the_preview_shows_one_kind_of_row_and_each_problem_with_its_column(
    enter, officer, edition
):
    rows = [[*HEAD, "Zeitraum"], ["1", "Café", "demnächst"], ["1", "Fest", ""], ["2", "Kurs", ""]]
    imported = checked(edition, delimited(rows), officer)
    client = enter(officer)

    faulty, hints, new = (
        " ".join(client.get(page("preview", imported) + f"?zeige={kind}").content.decode().split())
        for kind in ("faulty", "hinweise", "new")
    )

    assert ["Fest" in shown for shown in (faulty, hints, new)] == [True, True, False]
    assert "<b>Zeitraum:</b> „demnächst“ ist als Datum nicht zu verstehen." in hints


def test_faulty_rows_are_left_out_knowingly(enter, officer, edition):
    imported = checked(edition, delimited([HEAD, ["1", "Café"], ["1", "Fest"]]), officer)
    client = enter(officer)

    asked = client.post(page("apply", imported), {})
    client.post(page("apply", imported), {"leave_out": "on"})

    assert "Bestätigen Sie das bitte." in asked.content.decode()
    assert [measure.title for measure in edition.measures.all()] == ["Café"]


def test_a_plan_in_force_wants_day_and_reason(enter, officer, adopted):
    imported = checked(adopted, delimited([HEAD, ["1", "Café"]]), officer)
    client = enter(officer)

    client.post(page("apply", imported), {"amendment_on": "01.02.2026"})
    assert adopted.measures.count() == 0
    client.post(
        page("apply", imported), {"amendment_on": "01.02.2026", "amendment_reason": "Auftrag"}
    )

    amendment = adopted.amendments.get()
    assert (f"{amendment.on:%d.%m.%Y}", amendment.reason, amendment.kind) == (
        "01.02.2026",
        "Auftrag",
        "added",
    )


def test_an_import_that_stops_says_row_and_leads_back(enter, officer, edition):
    imported = checked(edition, delimited([HEAD, ["1", "Café"]]), officer)
    existing(edition, officer, title="Fest")

    answer = enter(officer).post(page("apply", imported), {}, follow=True)

    assert answer.redirect_chain[-1][0] == page("preview", imported)
    assert "Zeile 2, Spalte „Nr.“" in answer.content.decode()


def test_an_undo_that_cannot_be_says_why(enter, officer, edition):
    imported = applied(edition, delimited([HEAD, ["1", "Café"]]), officer)
    type(edition).objects.update(status="superseded")

    answer = enter(officer).post(page("undo", imported), {}, follow=True)

    assert "wird nicht mehr geändert. Es blieb alles, wie es ist." in answer.content.decode()


def test_progress_is_shown_and_asked_for(enter, officer, edition):
    imported = checked(edition, delimited([HEAD, ["1", "Café"]]), officer)
    imported.state, imported.phase = ImportState.APPLYING, "In die Fassung eintragen"
    imported.save()
    client = enter(officer)

    whole = client.get(page("import", imported)).content.decode()
    part = client.get(page("import", imported), headers={"HX-Request": "true"}).content.decode()
    MeasureImport.objects.update(state=ImportState.CHECKED, error="Zeile 2: nein.")
    failed = client.get(page("import", imported), headers={"HX-Request": "true"}).content.decode()
    back = client.get(page("import", imported), follow=True)

    assert ["In die Fassung eintragen" in shown for shown in (whole, part)] == [True, True]
    assert ("<main" in part, "Zeile 2: nein." in failed) == (False, True)
    assert "Zeile 2: nein." in back.content.decode()


def test_the_sample_table_is_understood_column_by_column(enter, officer, edition):
    answer = enter(officer).get(reverse("exchange:sample", args=[edition.authority.slug]))
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    sheet.append(["1", "Café"])
    stream = io.BytesIO()
    book.save(stream)

    imported = uploaded(edition, SimpleUploadedFile("Muster.xlsx", stream.getvalue()), officer)

    assert "" not in [column["target"] for column in imported.columns]
    assert len({column["target"] for column in imported.columns}) == sheet.max_column


def test_pages_cost_the_same_for_one_row_and_for_many(
    enter, officer, edition, django_assert_max_num_queries
):
    client = enter(officer)
    for rows in (1, 60):
        imported = checked(edition, many(rows, sign=";"), officer)
        for name in ("columns", "preview", "apply"):
            client.get(page(name, imported))
            with django_assert_max_num_queries(30):
                client.get(page(name, imported))


def test_of_many_organisations_those_of_a_similar_name_are_offered(officer, edition, authority):
    for number in range(61):
        OrganisationFactory(authority=authority, name=f"Verein Nr. {number}")
    OrganisationFactory(authority=authority, name="Fachbereich Soziales")
    rows = [[*HEAD, "Federführung"], ["1", "Café", "Fachbereich Sozial; A1; B2; C3"]]
    imported = checked(edition, delimited(rows), officer)

    form = DecisionsForm(
        {"all_organisations": "on"}, authority=authority, user=officer, imported=imported
    )

    offered = [name for _pk, name in form.fields["answer_0"].choices[-1][1]]
    assert "Fachbereich Soziales" in offered
    assert form.is_valid()
    assert set(form.decisions()["organisation"].values()) == {"new"}
