"""A page with a form: drawn, judged, saved, and never losing what was typed."""

import logging

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.core.files import no_room
from integration_portal.core.forms import with_added_row, without_errors
from integration_portal.history.actions import version

from .. import tokens
from ..models import KeptInput, SentPage
from .once import OnceMixin
from .things import came_from

logger = logging.getLogger(__name__)


class FormPageView(OnceMixin, AuthorityMixin, TemplateResponseMixin, ContextMixin, View):
    """A form below an authority. A room says `form_class`, `title` and `form_valid(form)`."""

    form_class: type[forms.BaseForm]
    template_name = "editing/form.html"
    title = ""
    save_label = ""
    more_label = ""
    thing: models.Model | None = None
    typed_again = False  # drawn again with what was typed and is not saved

    # What a room answers

    def get_title(self) -> str:
        return str(self.title)

    def get_thing(self) -> models.Model | None:
        """What the form is about, if anything is stored yet."""
        return None

    def get_form_kwargs(self) -> dict:
        return {"authority": self.authority, "user": self.request.user}

    def get_cancel_url(self) -> str:
        return url_of(self.thing) or url_of(self.authority)

    def get_success_url(self, thing: models.Model | None) -> str:
        return url_of(thing) or url_of(self.authority)

    def get_saved_message(self, thing: models.Model | None) -> str:
        if thing is None:
            return _("Gespeichert.")
        return _("„%(thing)s“ ist gespeichert.") % {"thing": str(thing)[:120]}

    def form_valid(self, form) -> HttpResponse:
        """Save and answer, usually with `self.saved(thing)`."""
        return self.saved(form.save(by=self.request.user))

    # The flow

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if (kept := self.kept_input()) is not None:
            messages.info(request, _kept_message())
            return self.draw_again(kept)
        self.thing = self.get_thing()
        return self.draw(self.get_form())

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if (answer := self.sent_before()) is not None:
            return answer
        self.thing = self.get_thing()
        if (grown := with_added_row(request.POST)) is not None:
            return self.draw_again(grown)
        form = self.get_form(request.POST, request.FILES)
        if not form.is_valid():
            # What is in its way may be what a faster sending of the same page has made.
            return self.sent_before() or self.draw(form)
        try:
            return self.once(lambda: self.form_valid(form))
        except IntegrityError as error:
            return self.judge_again(request.POST, error)
        except OSError as error:
            return self.say_no_room(form, error)
        except ValidationError as error:
            say_refusal(form, error)
            return self.draw(form)

    def say_no_room(self, form, error: OSError) -> HttpResponse:
        """An uploaded file found no place on the disk. Raises any other `error`."""
        if not no_room(error):
            raise error
        logger.error("no room on the disk for what was uploaded at %s", self.request.path)
        form.add_error(None, _no_room_message())
        return self.draw(form)

    def answer_changed(self, page: SentPage) -> HttpResponse:
        """The page made something already; what stands in it now is neither lost nor doubled."""
        typed = self.request.POST.copy()
        del typed[tokens.FIELD]  # a page of its own from here on
        messages.warning(self.request, _changed_message(page.url))
        return self.draw_again(with_added_row(typed) or typed)

    def judge_again(self, data: QueryDict, error: IntegrityError) -> HttpResponse:
        """Somebody was faster between judging and writing: the form says now what is in its way.

        Raises `error` if it finds nothing.
        """
        self.thing = self.get_thing()
        form = self.get_form(data, self.request.FILES)
        if form.is_valid():
            raise error
        return self.draw(form)

    def get_form(self, data: QueryDict | None = None, files=None):
        return self.form_class(data, files, **self.get_form_kwargs())

    def draw_again(self, data: QueryDict) -> HttpResponse:
        """What was typed, unjudged."""
        if self.thing is None:
            self.thing = self.get_thing()
        form = self.get_form(data, None)
        without_errors(form, *_formsets(form))
        self.typed_again = True
        return self.draw(form)

    def draw(self, form, **context) -> HttpResponse:
        self.typed_again = self.typed_again or form.is_bound
        return self.render_to_response(self.get_context_data(form=form, **context))

    def get_context_data(self, **kwargs) -> dict:
        form = kwargs["form"]
        kwargs.setdefault("page_token", self.page_token(form))
        return super().get_context_data(
            **{
                "title": self.get_title(),
                "thing": self.thing,
                "formsets": _formsets(form),
                "parts": getattr(form, "parts", None),
                "cancel_url": came_from(self.request) or self.get_cancel_url(),
                "save_label": self.save_label,
                "more_label": self.more_label,
                "multipart": form.is_multipart(),
                "unsaved": self.typed_again,
                "has_errors": bool(getattr(form, "error_entries", form.errors)),
            }
            | kwargs
        )

    def kept_input(self) -> QueryDict | None:
        """What this person typed here before the login ran out."""
        kept = self._kept()
        return kept.data if kept else None

    def _kept(self) -> KeptInput | None:
        key, path = self.request.GET.get(tokens.KEPT), self.request.path
        return KeptInput.objects.find(key=key, user=self.request.user, path=path) if key else None

    def saved(self, thing: models.Model | None = None) -> HttpResponse:
        """Say that it is saved and go back to where one was."""
        self.drop_kept()
        messages.success(self.request, self.get_saved_message(thing))
        return redirect(came_from(self.request) or self.get_success_url(thing))

    def drop_kept(self) -> None:
        if (kept := self._kept()) is not None:
            kept.delete()

    # The sealed note

    def page_token(self, form) -> SafeString:
        """A form drawn again goes on under the version it was opened with."""
        token = self.opened(form.data) if form.is_bound else None
        return hidden(tokens.FIELD, (token or self.fresh_token()).sealed())

    def fresh_token(self) -> tokens.PageToken:
        return tokens.page_token(self.request.user, self.thing, self.current_version())

    def current_version(self) -> int:
        return version(self.thing) if self.thing is not None else 0


def say_refusal(form, error: ValidationError) -> None:
    """What an action refuses stands at the field it is about, if the form has it."""
    about = set(getattr(error, "error_dict", ())) - {NON_FIELD_ERRORS}
    form.add_error(None, error if about <= form.fields.keys() else error.messages)


def hidden(name: str, value: str) -> SafeString:
    return format_html('<input type="hidden" name="{}" value="{}">', name, value)


def _kept_message() -> str:
    return _(
        "Ihre Anmeldung war abgelaufen. Was Sie eingegeben haben, steht wieder im Formular; "
        "gespeichert ist es noch nicht. Ausgewählte Dateien wählen Sie bitte noch einmal aus."
    )


def _changed_message(url: str) -> SafeString:
    return format_html(
        _(
            'Dieses Formular ist <a href="{}">schon gespeichert</a>. Was jetzt hier steht, weicht '
            "davon ab und ist noch nicht gespeichert; mit „Speichern“ geschieht es ein weiteres "
            "Mal. Ausgewählte Dateien wählen Sie bitte noch einmal aus."
        ),
        url,
    )


def _no_room_message() -> str:
    return _(
        "Der Speicherplatz für Dateien ist voll, deshalb wurde nichts gespeichert. Ihre Eingaben "
        "stehen noch hier. Bitten Sie die technische Betreuung um Platz und wählen Sie die Datei "
        "dann noch einmal aus, oder speichern Sie ohne Datei."
    )


def _formsets(form) -> list:
    return list(getattr(form, "formsets", {}).values())


def url_of(thing) -> str:
    """Where a stored thing is to be seen; empty if it has no page."""
    return thing.get_absolute_url() if hasattr(thing, "get_absolute_url") and thing.pk else ""
