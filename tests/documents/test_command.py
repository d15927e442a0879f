"""`manage.py issue_document`: the same from a shell."""

import errno
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from integration_portal.documents import storage
from integration_portal.documents.models import IssuedDocument
from tests.documents.reading import complaints


@pytest.fixture
def run(recipe, authority, officer):
    def run(*args, by=officer.email, authority=authority.slug):
        out = StringIO()
        call_command(
            "issue_document",
            "musterpapier",
            "--authority",
            authority,
            "--by",
            by,
            *args,
            stdout=out,
        )
        return out.getvalue()

    return run


@pytest.mark.parametrize("key", ["waiblingen", "08119079"])
def test_a_document_is_issued_and_written(run, tmp_path, key):
    target = tmp_path / "papier.pdf"

    said = run("--of", key, "--output", str(target))

    document = IssuedDocument.objects.get()
    assert said == (f"Fortschreibung: Waiblingen: 2 Seiten, SHA-256 {document.sha256}\n")
    assert complaints(target.read_bytes()) == {}


def test_an_unknown_subject_lists_all(run, authority, tmp_path):
    with pytest.raises(CommandError) as raised:
        run("--of", "9999", "--output", str(tmp_path / "a.pdf"))

    assert raised.value.returncode == 2
    assert str(raised.value) == (
        "„9999“ gibt es nicht. Zur Wahl stehen:\n"
        f"{authority.pk}\twaiblingen\tFortschreibung: Waiblingen"
    )


def test_an_ambiguous_subject_lists_the_candidates(run, neighbour, tmp_path):
    with pytest.raises(CommandError) as raised:
        run("--of", "*", "--output", str(tmp_path / "a.pdf"))

    assert raised.value.returncode == 2
    assert "Fortschreibung: Friesenheim" in str(raised.value)
    assert not IssuedDocument.objects.exists()


def test_the_list_names_every_subject(run, authority):
    assert run("--list") == f"{authority.pk}\twaiblingen\tFortschreibung: Waiblingen\n"


def test_the_list_of_one_subject_names_its_options(run):
    assert run("--list", "--of", "waiblingen").splitlines()[:2] == [
        "stichtag\tStichtag",
        "  ein Tag, zum Beispiel 31.12.2026",
    ]


def test_options_are_those_of_the_page(run, tmp_path, quick_paper):
    run("--of", "waiblingen", "--output", str(tmp_path / "a.pdf"), "--option", "teile=Arbeit")

    assert IssuedDocument.objects.get().options == {"teile": ["2"]}


def test_a_wrong_option_lists_what_is_possible(run, tmp_path):
    with pytest.raises(CommandError, match="„farbe“ lässt sich hier nicht wählen") as raised:
        run("--of", "waiblingen", "--output", str(tmp_path / "a.pdf"), "--option", "farbe=blau")

    assert raised.value.returncode == 2
    assert "\nteile\tNur diese Teile, auch mehrfach\n" in str(raised.value)
    assert not IssuedDocument.objects.exists()


def test_without_a_kind_the_list_names_every_kind(run, authority, officer):
    out = StringIO()
    call_command("issue_document", "--list", authority=authority.slug, by=officer.email, stdout=out)
    heads = [line for line in out.getvalue().splitlines() if line.startswith("#")]
    assert "# musterpapier" in heads


def test_without_subject_or_target_it_says_what_is_missing(run):
    with pytest.raises(CommandError) as raised:
        run("--of", "waiblingen")

    assert raised.value.returncode == 2


def test_an_unknown_authority_lists_those_there_are(run):
    with pytest.raises(CommandError, match="Bekannt sind: waiblingen") as raised:
        run("--list", authority="nirgendwo")

    assert raised.value.returncode == 2


def test_who_may_not_issue_is_refused(run, reader, tmp_path):
    with pytest.raises(CommandError, match="darf für Stadt Waiblingen keine Dokumente ausgeben"):
        run("--of", "waiblingen", "--output", str(tmp_path / "a.pdf"), by=reader.email)


def test_a_missing_folder_is_told_before_anything_is_issued(run, tmp_path):
    with pytest.raises(CommandError, match="Den Ordner"):
        run("--of", "waiblingen", "--output", str(tmp_path / "fehlt" / "a.pdf"))

    assert not IssuedDocument.objects.exists()


def test_a_target_that_cannot_be_written_is_told(run, tmp_path):
    with pytest.raises(CommandError, match="ließ sich nicht schreiben"):
        run("--of", "waiblingen", "--output", str(tmp_path))

    assert IssuedDocument.objects.count() == 1


def test_a_failure_is_told_in_words(run, recipe, tmp_path, monkeypatch):
    from integration_portal.documents.rendering import RenderingUnavailable

    recipe.breaks = RenderingUnavailable("Pango fehlt")

    with pytest.raises(CommandError, match="Pango fehlt"):
        run("--of", "waiblingen", "--output", str(tmp_path / "a.pdf"))


def test_a_full_disk_is_said_in_a_sentence(run, tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage, "write_whole", full)

    with pytest.raises(CommandError, match=r"Der Speicherplatz ist voll.*Es ging nichts verloren"):
        run("--of", "waiblingen", "--output", str(tmp_path / "papier.pdf"))
