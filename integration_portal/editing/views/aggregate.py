"""Creating and editing a thing with its rows."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from integration_portal.core.forms import with_added_row

from .. import tokens
from ..forms import AggregateForm, Stale
from ..models import SentPage
from .conflict import ConflictMixin
from .pages import FormPageView, say_refusal
from .stranded import stranded
from .things import ThingMixin


class CreateView(FormPageView):
    """A new thing. A room says `form_class` and `new_thing()`."""

    form_class: type[AggregateForm]
    more = False  # a second button saves and opens an empty form

    def new_thing(self) -> models.Model:
        """Unsaved, with everything the form does not ask for: its parent above all."""
        return self.form_class._meta.model()

    def get_thing(self) -> models.Model:
        return self.new_thing()

    def get_title(self) -> str:
        name = self.form_class._meta.model._meta.verbose_name
        return str(self.title) or _("%(name)s anlegen") % {"name": name}

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"instance": self.thing}

    def get_context_data(self, **kwargs) -> dict:
        if self.more:
            kwargs.setdefault("more_label", self.more_label or _("Speichern und weitere anlegen"))
        return super().get_context_data(**kwargs)

    def form_valid(self, form: AggregateForm) -> HttpResponse:
        thing = form.save(by=self.request.user)
        if self.more and "more" in self.request.POST:
            return self.saved_and_more(thing)
        return self.saved(thing)

    def saved_and_more(self, thing: models.Model) -> HttpResponse:
        self.drop_kept()
        messages.success(self.request, self.get_saved_message(thing))
        return redirect(_without_kept(self.request))


class EditView(ThingMixin, ConflictMixin, FormPageView):
    """A stored thing. Whoever saves second sees both versions; nothing typed is lost."""

    form_class: type[AggregateForm]

    def get_title(self) -> str:
        return str(self.title) or _("%(thing)s bearbeiten") % {"thing": str(self.thing)[:120]}

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"instance": self.thing}

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except (Http404, PermissionDenied) as refused:
            kept = self.kept_input()
            if kept is None:
                raise
            return stranded(self, kept, refused)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if (answer := self.sent_before()) is not None:
            return answer
        try:
            self.thing = self.get_thing()
        except (Http404, PermissionDenied) as refused:
            return stranded(self, request.POST, refused)
        if (grown := with_added_row(request.POST)) is not None:
            return self.draw_again(grown)
        return self.take(request.POST)

    def take(self, data: QueryDict) -> HttpResponse:
        """Judge and save what was sent, unless somebody else has saved since it was opened."""
        data, opened = self.resolved(data)
        if opened != self.current_version():
            merged = self.merge(data, opened)
            if merged.taken or merged.choices:
                return self.draw_conflict(data, opened, merged)
            data, opened = merged.data, self.current_version()
        if self.goes_on_editing:
            return self.draw_again(data)
        title = self.get_title()
        form = self.get_form(data, self.request.FILES)
        if not form.is_valid():
            # Judging wrote into the thing; the page speaks of the stored one.
            return self.draw(form, thing=self.get_thing(), title=title)
        try:
            return self.once(lambda: self.form_valid_in(form, opened))
        except IntegrityError as error:
            return self.judge_again(data, error)
        except OSError as error:
            return self.say_no_room(form, error)
        except ValidationError as error:
            say_refusal(form, error)
            return self.draw(form, thing=self.get_thing(), title=title)
        except Stale:
            self.thing = self.get_thing()
            return self.draw_conflict(data, opened, self.merge(data, opened))

    def answer_changed(self, page: SentPage) -> None:
        """Nothing to say: the version it was opened with leads to the page that shows both."""

    def form_valid_in(self, form: AggregateForm, opened: int) -> HttpResponse:
        """Save under the version the form was opened with. Raises Stale if it is no longer that."""
        return self.saved(form.save(by=self.request.user, opened=opened))


def _without_kept(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop(tokens.KEPT, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
