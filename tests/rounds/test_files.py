"""Files that come with an answer: with a link as with an account, kept until they are handed in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from integration_portal.history.models import Revision
from rounds.actions.reviewing import approve
from rounds.actions.running import close_round
from rounds.models import RequestFile
from rounds.models.request_file import MOST_FILES
from rounds.views import answer as answer_view
from tests.factories.council import PDF
from tests.rounds.conftest import TEXT, at, opened, page, said


def flyer(name="../Faltblatt.pdf", content=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def sent(guest, request, *files, **typed):
    return guest.post(page(request), opened(guest, request, **typed) | {"files": list(files)})


def names(request) -> list[tuple[str, bool]]:
    files = RequestFile.objects.filter(request=request)
    return [(str(one), one.handed_in_at is not None) for one in files]


def test_files_are_kept_with_a_draft_and_shown_by_name(guest, asked):
    sent(guest, asked[0], flyer(), flyer("Bild.pdf"), draft="1", **TEXT)

    shown = guest.get(page(asked[0])).content.decode()
    assert names(asked[0]) == [("Faltblatt.pdf", False), ("Bild.pdf", False)]
    assert ("Faltblatt.pdf" in shown, "Bild.pdf" in shown) == (True, True)


def test_handed_in_they_are_the_report_s_and_stand_on_the_receipt(guest, asked, browser):
    sent(guest, asked[0], flyer(), hand_in="1", **TEXT)

    asked[0].refresh_from_db()
    receipt = reverse("rounds_by_link:receipt", args=[asked[0].recipient_id])
    (attachment,) = asked[0].report.attachments.all()
    url = reverse(
        "rounds:request_file",
        args=[asked[0].round.authority.slug, RequestFile.objects.get().pk],
    )
    assert (attachment.title, attachment.file.read()) == ("Faltblatt.pdf", PDF)
    assert names(asked[0]) == [("Faltblatt.pdf", True)]
    for shown in (
        guest.get(receipt),
        guest.get(page(asked[0])),
        browser.get(at("request", asked[0])),
    ):
        assert "Faltblatt.pdf" in shown.content.decode()
    assert b"".join(browser.get(url).streaming_content) == PDF


def test_all_drafts_at_once_take_their_files_along(guest, asked):
    sent(guest, asked[0], flyer(), draft="1", **TEXT)

    guest.post(reverse("rounds_by_link:answer_all", args=[asked[0].recipient_id]))

    asked[0].refresh_from_db()
    assert asked[0].report.attachments.count() == 1


def test_a_file_is_taken_away_again_before_it_is_handed_in(
    guest, asked, django_capture_on_commit_callbacks
):
    sent(guest, asked[0], flyer(), draft="1", **TEXT)
    kept = RequestFile.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        guest.post(page(asked[0]), opened(guest, asked[0], draft="1", remove=[kept.pk]))

    assert names(asked[0]) == []
    assert not kept.file.storage.exists(kept.file.name)


def test_a_file_handed_in_by_mistake_is_taken_back_from_the_report(guest, asked):
    sent(guest, asked[0], flyer(), flyer("Bild.pdf"), hand_in="1", **TEXT)
    wrong = RequestFile.objects.first()

    shown = guest.get(page(asked[0])).content.decode()
    answer = guest.post(page(asked[0]), {"take_back": "1", "remove": [wrong.pk]})

    asked[0].refresh_from_db()
    assert "Anlagen zurücknehmen" in shown
    assert said(answer) == ["Die gewählten Anlagen sind zurückgenommen."]
    assert names(asked[0]) == [("Bild.pdf", True)]
    assert [str(one) for one in asked[0].report.attachments.all()] == ["Bild.pdf"]
    assert asked[0].handed_in["text"] == TEXT["text"]
    reason = Revision.objects.of(asked[0].report).first().reason
    assert reason == "Anlage zurückgenommen: Faltblatt.pdf"


def test_a_file_is_taken_back_even_if_its_report_was_removed(guest, asked):
    sent(guest, asked[0], flyer(), hand_in="1", **TEXT)
    asked[0].refresh_from_db()
    asked[0].report.delete()

    guest.post(page(asked[0]), {"take_back": "1", "remove": [RequestFile.objects.get().pk]})

    assert names(asked[0]) == []


def test_what_counts_already_keeps_its_files(guest, asked, officer):
    sent(guest, asked[0], flyer(), hand_in="1", **TEXT)
    asked[0].refresh_from_db()
    approve(request=asked[0], by=officer)

    shown = guest.get(page(asked[0])).content.decode()
    answer = guest.post(
        page(asked[0]), {"take_back": "1", "remove": [RequestFile.objects.get().pk]}
    )

    assert "Anlagen zurücknehmen" not in shown
    assert said(answer)[0].startswith("Es wurde nichts zurückgenommen.")
    assert asked[0].report.attachments.count() == 1


@pytest.mark.parametrize("button", ["draft", "hand_in"])
def test_a_file_of_the_wrong_kind_is_refused_and_the_words_are_kept(guest, asked, button):
    macro = flyer("Makro.xlsm", b"PK\x03\x04 nichts davon")

    shown = sent(guest, asked[0], macro, **TEXT, **{button: "1"})

    asked[0].refresh_from_db()
    text = shown.content.decode()
    assert ("Makro.xlsm" in text, "Es zählt der Inhalt." in text) == (True, True)
    assert shown.context["form"]["text"].value() == TEXT["text"]
    assert (asked[0].draft["text"], asked[0].state, names(asked[0])) == (
        TEXT["text"],
        "drafted",
        [],
    )


def test_a_file_too_large_is_refused(guest, asked, settings):
    settings.UPLOAD_MAX_BYTES = len(PDF) - 1

    shown = sent(guest, asked[0], flyer(), draft="1", **TEXT).content.decode()

    assert "zu groß" in shown
    assert names(asked[0]) == []


def test_more_files_than_a_measure_takes_are_refused(guest, asked):
    sent(guest, asked[0], *(flyer() for _n in range(MOST_FILES)), draft="1", **TEXT)

    shown = sent(guest, asked[0], flyer(), draft="1").content.decode()

    assert "höchstens 10 Dateien." in shown
    assert len(names(asked[0])) == MOST_FILES


def test_too_many_uploads_are_slowed_down(guest, asked, monkeypatch):
    monkeypatch.setattr(answer_view, "may_ask", lambda *args, **kwargs: False)

    shown = sent(guest, asked[0], flyer(), draft="1", **TEXT).content.decode()

    asked[0].refresh_from_db()
    assert "Gerade kommen zu viele Dateien an." in shown
    assert (asked[0].draft["text"], names(asked[0])) == (TEXT["text"], [])


def test_a_full_disk_is_said_and_the_words_are_kept(guest, asked, monkeypatch):
    import errno

    def full(**kwargs):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(answer_view, "replace_files", full)

    shown = sent(guest, asked[0], flyer(), draft="1", **TEXT).content.decode()

    asked[0].refresh_from_db()
    assert "kein Platz" in shown
    assert asked[0].draft["text"] == TEXT["text"]


def test_a_form_that_lacks_something_keeps_its_files(guest, asked):
    shown = sent(guest, asked[0], flyer(), hand_in="1", text="Ohne Stand", status="")

    assert names(asked[0]) == [("Faltblatt.pdf", False)]
    assert shown.context["form"].errors.keys() == {"status"}


def test_what_comes_after_closing_is_kept_for_the_officer(guest, asked, running, officer, browser):
    typed = opened(guest, asked[0], draft="1", **TEXT)
    close_round(reporting_round=running, by=officer)

    guest.post(page(asked[0]), typed | {"files": [flyer()]})
    done = browser.post(at("adopt", asked[0]))

    asked[0].refresh_from_db()
    assert said(done)[0].startswith("Der Entwurf ist als nachgereicht übernommen.")
    assert asked[0].report.attachments.get().title == "Faltblatt.pdf"


def test_a_file_that_is_gone_from_the_disk_is_said(guest, asked, browser):
    sent(guest, asked[0], flyer(), draft="1", **TEXT)
    kept = RequestFile.objects.get()
    kept.file.storage.delete(kept.file.name)

    url = reverse("rounds:request_file", args=[asked[0].round.authority.slug, kept.pk])
    assert browser.get(url).status_code == 404
