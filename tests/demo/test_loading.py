"""The demo loads whole files or nothing, changes nothing the second time, and stays out of
portals for real use."""

import datetime as dt
import hashlib
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from demo.loading import accounts, whole
from demo.loading.values import DemoError, day, fuzzy_date, value
from integration_portal.accounts.models import LocalAuthority, User
from integration_portal.accounts.presenters import places_of
from integration_portal.history.actions import record
from integration_portal.history.models import Revision
from measures.models import Measure
from stakeholders.models import Organisation

TODAY = dt.date(2026, 11, 22)


def fingerprint() -> dict[str, tuple[int, str]]:
    """Of every table: how many rows, and a checksum of what stands in them."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        rows = sorted(repr(row) for row in model._base_manager.values_list())
        found[model._meta.label] = (len(rows), hashlib.sha256("".join(rows).encode()).hexdigest())
    return found


def file_with(tmp_path: Path, stem: str, change) -> Path:
    """A demo file in which something was changed."""
    data = yaml.safe_load((whole.DATA / f"{stem}.yaml").read_text(encoding="utf-8"))
    change(data)
    path = tmp_path / f"{stem}.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def say_nothing(*args, **kwargs) -> None:
    call_command(*args, stdout=StringIO(), **kwargs)


@pytest.fixture
def again(demo, settings):
    """The command, in a portal that has the demo already."""
    settings.DEMO = True
    return lambda: say_nothing("load_demo")


def test_loading_twice_changes_nothing(again):
    before = fingerprint()

    again()

    assert fingerprint() == before


def test_loading_again_keeps_what_somebody_changed(again):
    Measure.objects.filter(edition__authority__slug="waiblingen").delete()
    User.objects.filter(email="rat@portal.example").update(function="Stadträtin")

    again()

    assert not Measure.objects.filter(edition__authority__slug="waiblingen").exists()
    assert User.objects.get(email="rat@portal.example").function == "Stadträtin"


@pytest.mark.parametrize("email", ["integration@portal.example", "verwaltung@portal.example"])
def test_the_fictional_town_stands_first_whatever_was_changed_since(email, demo):
    user = User.objects.get(email=email)
    organisation = Organisation.objects.filter(authority__slug="waiblingen").first()
    organisation.note = "Neu bezogen."
    organisation.save()
    record(organisation, by=user)

    assert [place.authority.slug for place in places_of(user)[:2]] == ["musterstadt", "waiblingen"]


def test_a_deleted_account_comes_back(again):
    """What somebody tried to break by hand is whole again after the next start."""
    User.objects.filter(email="nachbar@portal.example").delete()

    again()

    neighbour = User.objects.get(email="nachbar@portal.example")
    assert [role.authority.slug for role in neighbour.roles.all()] == ["friesenheim"]


@pytest.mark.django_db
def test_a_real_portal_refuses_the_demo(settings):
    settings.DEMO = settings.DEBUG = False

    with pytest.raises(CommandError, match="In einem echten Portal werden sie nicht geladen"):
        say_nothing("load_demo")

    assert not User.objects.exists()
    assert not LocalAuthority.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("demo_on", "debug"), [(True, False), (False, True)])
def test_the_demo_loads_in_demo_or_debug(settings, tmp_path, monkeypatch, demo_on, debug):
    settings.DEMO, settings.DEBUG = demo_on, debug
    file_with(tmp_path, "friesenheim", lambda data: None)
    monkeypatch.setattr(whole, "DATA", tmp_path)

    say_nothing("load_demo")

    assert LocalAuthority.objects.filter(slug="friesenheim").exists()


def unknown_field(data):
    data["measures"][-1]["colour"] = "blau"


def unknown_key(data):
    data["concepts"][0]["editions"][0]["roles"] = [{"organisation": "nobody", "role": "moderation"}]


def unknown_choice(data):
    data["organisations"][-1]["kind"] = "geheim"


def no_date(data):
    data["concepts"][0]["editions"][0]["transitions"][-1]["on"] = "irgendwann"


def same_key_twice(data):
    data["organisations"].append(dict(data["organisations"][0]))


def bad_authority(data):
    data["authority"]["kind"] = "Königreich"


BROKEN = (unknown_field, unknown_key, unknown_choice, no_date, same_key_twice, bad_authority)


@pytest.mark.django_db
@pytest.mark.parametrize("change", BROKEN, ids=lambda change: change.__name__)
def test_a_broken_entry_leaves_nothing_of_its_file(tmp_path, change):
    path = file_with(tmp_path, "friesenheim", change)
    before = fingerprint()

    with pytest.raises(DemoError):
        whole.load(path, today=TODAY)

    assert fingerprint() == before


@pytest.mark.django_db
@pytest.mark.parametrize("path", whole.files(), ids=lambda path: path.stem)
def test_every_file_breaks_as_a_whole(tmp_path, path, monkeypatch):
    """Even at its very last step, when all rows are there."""

    def stop(authority):
        assert LocalAuthority.objects.filter(pk=authority.pk).exists()
        raise DemoError("zum Schluss")

    monkeypatch.setattr(whole, "_record_the_rest", stop)
    monkeypatch.setattr(whole, "record_parts", lambda **kwargs: None)

    with pytest.raises(DemoError, match="zum Schluss"):
        whole.load(path, today=TODAY)

    assert not LocalAuthority.objects.exists()
    assert not Revision.objects.exists()


@pytest.mark.django_db
def test_a_broken_file_is_named_and_no_account_is_made(settings, tmp_path, monkeypatch):
    settings.DEMO = True
    file_with(tmp_path, "filderstadt", lambda data: None)
    file_with(tmp_path, "friesenheim", unknown_choice)
    monkeypatch.setattr(whole, "DATA", tmp_path)

    with pytest.raises(CommandError, match=r"friesenheim\.yaml: .*geheim"):
        say_nothing("load_demo")

    assert not LocalAuthority.objects.exists()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("+10d", dt.date(2026, 12, 2)),
        ("-1d", dt.date(2026, 11, 21)),
        ("+0d mi", dt.date(2026, 11, 25)),
        ("14.12.2020", dt.date(2020, 12, 14)),
    ],
)
def test_days_of_the_fictional_town_count_from_today(said, meant):
    assert day(said, TODAY) == meant


def test_a_rough_date_is_no_day():
    assert str(fuzzy_date("Ende 2014", TODAY)) == "Ende 2014"
    with pytest.raises(DemoError, match="genauer Tag"):
        day("Ende 2014", TODAY)


def test_lists_become_lines_and_unknown_choices_are_refused():
    field = Measure._meta.get_field("commitment")
    with pytest.raises(DemoError, match="gibt es nicht"):
        value(field, "fast fertig", TODAY)
    text = LocalAuthority._meta.get_field("letterhead")
    assert value(text, ["Rathaus", "Am Markt 1"], TODAY) == "Rathaus\nAm Markt 1"


def test_everybody_logs_in_with_the_printed_password(demo):
    passwords = {
        email: User.objects.get(email=email).check_password("portal-demo-2026")
        for email, *_rest in accounts.ACCOUNTS
    }

    assert passwords == dict.fromkeys(passwords, True)
    assert User.objects.count() == 5
    assert connection.in_atomic_block  # what tests do to the demo is undone
