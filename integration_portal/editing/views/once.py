"""A page that is sent twice, by a double click for example, is carried out once."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .. import tokens
from ..models import SentPage
from ..models.sent_page import AlreadySent, digest

# Another button of the same page, or a new protection, makes no other page of it.
_NOT_TYPED = {"csrfmiddlewaretoken", "save", "more"}


class OnceMixin:
    """For a page with a sealed note. `post` asks `sent_before()` first and saves by `once(…)`."""

    request: HttpRequest

    def opened(self, data: QueryDict) -> tokens.PageToken | None:
        """The note that came back with the form, if this person was given it."""
        token = tokens.read(data.get(tokens.FIELD))
        return token if token and token.user == self.request.user.pk else None

    def sent_before(self) -> HttpResponse | None:
        """The answer to a page that was carried out before; None for a fresh one."""
        page = SentPage.objects.find(nonce) if (nonce := self._nonce()) else None
        return self.answer_again(page) if page else None

    def once(self, save: Callable[[], HttpResponse]) -> HttpResponse:
        """What `save` answers; or, if another sending of this page was faster, where that led.

        The claim stands in the transaction of the save: both are written or none. What ends with a
        page instead of a redirect has not been carried out, and may be sent again.
        """
        nonce = self._nonce()
        if not nonce:
            return save()
        try:
            with transaction.atomic():
                page = SentPage.objects.claim(nonce=nonce, content=self._content(nonce))
                response = save()
                if 300 <= response.status_code < 400:
                    page.url = response["Location"]
                    page.save(update_fields=["url"])
                else:
                    page.delete()
                return response
        except AlreadySent as sent:
            return self.answer_again(sent.page) or save()

    def answer_again(self, page: SentPage) -> HttpResponse | None:
        if page.content_hash != self._content(self._nonce()):
            return self.answer_changed(page)
        messages.info(self.request, self.get_again_message())
        return redirect(page.url)

    def answer_changed(self, page: SentPage) -> HttpResponse | None:
        """Somebody went back to the page and sent something else. None: carry it out."""
        return None

    def get_again_message(self) -> str:
        return _("Das Formular kam zweimal an. Gespeichert ist es einmal.")

    def _nonce(self) -> str:
        token = self.opened(self.request.POST)
        return token.nonce if token else ""

    def _content(self, nonce: str) -> str:
        """A fingerprint of what was sent, salted by what nobody reads in the table."""
        typed = self.request.POST.copy()
        for name in _NOT_TYPED:
            typed.pop(name, None)
        parts = [nonce.encode(), self.request.get_full_path().encode(), typed.urlencode().encode()]
        for name, files in self.request.FILES.lists():
            for file in files:
                parts += [f"{name}/{file.name}".encode(), *file.chunks()]
                file.seek(0)
        return digest(*parts)
