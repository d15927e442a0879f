"""The set-up's own decisions, without installing anything."""

import importlib.machinery
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bootstrap():
    loader = importlib.machinery.SourceFileLoader("bootstrap", str(ROOT / "bin" / "bootstrap"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("bootstrap", loader))
    loader.exec_module(module)
    return module


@pytest.fixture
def program(tmp_path):
    """Write a small program and return its path."""

    def write(name, body):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)
        return path

    return write


def test_a_shim_that_does_not_run_is_passed_over(bootstrap, program, monkeypatch):
    program("shims/uv", "echo 'uv: command not found' >&2; exit 127")
    good = program("good/uv", "echo uv 1.0")
    monkeypatch.delenv("UV", raising=False)
    monkeypatch.setenv("PATH", f"{good.parent.parent}/shims:{good.parent}")

    assert bootstrap.find_uv(None) == good


def test_uv_from_the_environment_comes_first(bootstrap, program, monkeypatch):
    mine = program("mine/uv-of-my-own", "echo uv 1.0")
    monkeypatch.setenv("UV", str(mine))

    assert bootstrap.find_uv(None) == mine


def test_an_old_python_is_not_taken(bootstrap, program, monkeypatch, tmp_path):
    program("bin/python3.13", "echo 3.9")
    program("bin/python3", "echo 3.9")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PYENV_ROOT", raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python3"))

    assert bootstrap.find_python() is None


def test_the_newest_patch_of_pyenv_wins(bootstrap, program, monkeypatch, tmp_path):
    program("versions/3.13.9/bin/python", "echo 3.13")
    newest = program("versions/3.13.10/bin/python", "echo 3.13")
    monkeypatch.setenv("PATH", str(tmp_path / "shims"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PYENV_ROOT", raising=False)

    assert bootstrap.find_python() == newest


def test_missing_python_is_one_sentence_with_its_remedy(bootstrap, program, capsys):
    broken = program("uv", "echo no download; exit 2")

    with pytest.raises(SystemExit) as stopped:
        bootstrap.make_venv(None, broken)

    assert str(stopped.value).strip().startswith("Es fehlt Python 3.12, 3.13 oder 3.14")
    assert "sudo apt-get install" in str(stopped.value)
    assert capsys.readouterr().err == "no download\n"


def ends_with(stopped, capsys) -> tuple[str, str]:
    """The one sentence after which set-up stops with 1, and the tool's own words above it."""
    assert isinstance(stopped.value.code, str)  # Python prints it and ends with 1
    return stopped.value.code.strip(), capsys.readouterr().err.strip()


@pytest.mark.parametrize(
    ("platform", "remedy"),
    [
        ("linux", "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("darwin", "brew install pango"),
    ],
)
def test_missing_pango_is_one_sentence_with_its_remedy(
    bootstrap, program, monkeypatch, capsys, platform, remedy
):
    broken = program("python", "echo libpango-1.0.so.0 >&2; exit 1")
    monkeypatch.setattr(bootstrap, "PYTHON", broken)
    monkeypatch.setattr(sys, "platform", platform)

    with pytest.raises(SystemExit) as stopped:
        bootstrap.check_libraries()

    assert ends_with(stopped, capsys) == (
        f"Für PDF-Dokumente fehlt die Bibliothek Pango. Abhilfe: {remedy}",
        "libpango-1.0.so.0",
    )


def test_pango_is_looked_for_by_the_names_that_weasyprint_uses(bootstrap):
    done = bootstrap.run(sys.executable, "-c", bootstrap.LOAD_LIBRARIES.replace(".so.0", ".so.99"))

    assert (done.returncode, done.stdout.strip()) == (1, "libpango-1.0.so.99")


NETWORK = (
    "Prüfen Sie die Netzverbindung (hinter einem Proxy: HTTPS_PROXY setzen) und wiederholen Sie: "
    "make setup"
)
OFFLINE = "echo 'Could not resolve host' >&2; exit 1"


@pytest.fixture
def offline(bootstrap, program, monkeypatch, tmp_path):
    """A fresh clone on a machine without network; returns what writes programs into it."""
    for name in ("requirements.lock", "package.json", "package-lock.json"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "BIN", tmp_path / ".venv" / "bin")
    monkeypatch.setattr(bootstrap, "PYTHON", program(".venv/bin/python", "echo 3.13"))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("UV", raising=False)
    return program


def test_packages_without_network_are_one_sentence(bootstrap, offline, monkeypatch, capsys):
    uv = offline("uv", f'[ "$1" = --version ] || {{ {OFFLINE}; }}')
    monkeypatch.setenv("UV", str(uv))

    with pytest.raises(SystemExit) as stopped:
        bootstrap.install_packages()

    assert ends_with(stopped, capsys) == (
        f"Die Pakete ließen sich nicht installieren. {NETWORK}",
        "Could not resolve host",
    )
    assert not (bootstrap.VENV / "requirements.sha256").exists()


def test_the_design_system_without_network_is_one_sentence(bootstrap, offline, capsys):
    offline(".venv/bin/npm", OFFLINE)

    with pytest.raises(SystemExit) as stopped:
        bootstrap.install_design_system()

    assert ends_with(stopped, capsys) == (
        f"Das Design-System ließ sich nicht installieren. {NETWORK}",
        "Could not resolve host",
    )
    assert not (bootstrap.ROOT / "node_modules").exists()


def test_uv_without_network_is_one_sentence_and_leaves_nothing(
    bootstrap, offline, monkeypatch, capsys, tmp_path
):
    pip = offline("pip", OFFLINE)
    maker = offline("python", f'mkdir -p "$3/bin" && cp {pip} "$3/bin/python"')

    with pytest.raises(SystemExit) as stopped:
        bootstrap.find_uv(maker)

    assert ends_with(stopped, capsys) == (
        f"Das Installationswerkzeug uv war nicht zu laden. {NETWORK}",
        "Could not resolve host",
    )
    assert not (tmp_path / "var" / "uv").exists()


def test_a_python_without_venv_is_one_sentence(bootstrap, offline, monkeypatch, capsys):
    bare = offline("python", "echo 'No module named venv' >&2; exit 1")
    monkeypatch.setattr(sys, "executable", str(bare))

    with pytest.raises(SystemExit) as stopped:
        bootstrap.find_uv(bare)

    assert ends_with(stopped, capsys) == (
        "Diesem Python fehlt das Modul venv. Abhilfe: sudo apt-get install python3-venv "
        "(oder uv selbst installieren), dann: make setup",
        "No module named venv",
    )


@pytest.mark.skipif(not shutil.which("make"), reason="make fehlt")
def test_make_without_python_is_one_sentence():
    done = subprocess.run(
        ["make", "--no-print-directory", "setup", "PYTHON3=gibt-es-nicht"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip

    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == (
        "Es fehlt Python 3. Abhilfe: sudo apt-get install python3 python3-venv"
    )


def test_lock_files_are_in_step_and_name_no_address():
    done = subprocess.run([sys.executable, ROOT / "bin" / "locks"], capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (0, "Sperrdateien passen.\n")
