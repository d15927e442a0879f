"""The set-up's own decisions, without installing anything."""

import importlib.machinery
import importlib.util
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


def test_lock_files_are_in_step_and_name_no_address():
    done = subprocess.run([sys.executable, ROOT / "bin" / "locks"], capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (0, "Sperrdateien passen.\n")
