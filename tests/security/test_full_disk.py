"""A full disk costs nobody what they typed."""

import datetime as dt
import errno

import pytest
from django.core.files.storage import FileSystemStorage
from django.urls import reverse

from council.models import Attachment
from tests.factories.council import CouncilPaperFactory, pdf


@pytest.fixture
def announced(authority):
    paper = CouncilPaperFactory(authority=authority, sent=True)
    return paper.attachments.create(title="Bericht", announced_until=dt.date(2030, 1, 1))


@pytest.fixture
def address(announced, authority):
    return reverse(
        "council:attachment_supply", args=[authority.slug, announced.paper.pk, announced.pk]
    )


def write_fails(monkeypatch, number: int) -> None:
    def fail(*_args):
        raise OSError(number, "said by the system")

    monkeypatch.setattr(FileSystemStorage, "_save", fail)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_an_upload_without_room_is_refused_in_a_sentence(
    number, address, announced, officer, enter, monkeypatch
):
    write_fails(monkeypatch, number)

    answer = enter(officer).post(address, {"file": pdf()})

    assert answer.status_code == 200
    assert "Der Speicherplatz für Dateien ist voll" in answer.text
    assert not Attachment.objects.get(pk=announced.pk).file


def test_another_fault_of_the_disk_is_no_secret(address, officer, enter, monkeypatch):
    write_fails(monkeypatch, errno.EIO)

    with pytest.raises(OSError, match="said by the system"):
        enter(officer).post(address, {"file": pdf()})
