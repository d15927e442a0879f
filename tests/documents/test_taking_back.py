"""Documents that are withdrawn or erased, and what the database refuses."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from integration_portal.documents import rules, storage
from integration_portal.documents.actions.withdraw import erase, withdraw
from integration_portal.documents.models import IssuedDocument, Job


def test_a_withdrawn_document_stays_with_its_reason(issued, officer, reader):
    withdraw(document=issued, reason=" Falsche  Zahlen ", by=officer)

    issued.refresh_from_db()
    assert (issued.withdrawn_reason, issued.withdrawn_by) == ("Falsche Zahlen", officer)
    assert issued.file.open("rb").read().startswith(b"%PDF")
    assert IssuedDocument.objects.visible_to(officer).get() == issued
    assert not IssuedDocument.objects.visible_to(reader).exists()
    assert not IssuedDocument.objects.valid().exists()


def test_erasing_takes_file_and_data_and_leaves_entry_and_checksum(issued, officer):
    path, checksum = Path(issued.file.path), issued.sha256

    erase(document=issued, reason="Löschverlangen", by=officer)

    issued.refresh_from_db()
    assert (issued.file.name, issued.data, issued.options) == ("", {}, {})
    assert (issued.sha256, issued.erased_by) == (checksum, officer)
    assert not path.exists()


@pytest.mark.parametrize("action", [withdraw, erase])
@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_taking_back_needs_a_reason(issued, officer, action, reason):
    with pytest.raises(ValidationError):
        action(document=issued, reason=reason, by=officer)


@pytest.mark.parametrize("action", [withdraw, erase])
def test_taking_back_happens_once(issued, officer, action):
    action(document=issued, reason="Grund", by=officer)

    with pytest.raises(ValidationError):
        action(document=issued, reason="Grund", by=officer)


def test_a_file_that_is_gone_already_is_no_error():
    storage.remove("dokumente/gibt-es-nicht.pdf")
    storage.remove_leftovers("gibtesnicht")


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "x"},
        {"size": 0},
        {"pages": 0},
        {"withdrawn_at": timezone.now()},
        {"withdrawn_reason": "Grund"},
        {"erased_at": timezone.now(), "erased_reason": "Grund"},
        {"file": ""},
    ],
)
def test_the_database_refuses_a_broken_entry(issued, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedDocument.objects.filter(pk=issued.pk).update(**change)


@pytest.mark.parametrize("change", [{"state": "done"}, {"state": "running"}])
def test_the_database_refuses_a_broken_job(queued, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=queued.pk).update(**change)


def test_an_erased_document_can_no_longer_be_withdrawn(issued, officer):
    erased = erase(document=issued, reason="Grund", by=officer)

    assert not rules.can_withdraw(officer, erased)
    assert not rules.can_erase(officer, erased)
