"""The page that shows both versions, and what comes back from it."""

from django.http import HttpResponse, QueryDict

from integration_portal.history.models import Revision
from integration_portal.history.registry import whole_of

from .. import merging, tokens

# Never carried from page to page: buttons, the notes themselves, the protection of the form.
_OWN = {"csrfmiddlewaretoken", "save", "more", "weiter", tokens.FIELD, tokens.SEEN}


class ConflictMixin:
    """For a page whose form carries the version it was opened with."""

    conflict_template_name = "editing/conflict.html"

    @property
    def goes_on_editing(self) -> bool:
        """The choices are made, but there is more to write before saving."""
        return "weiter" in self.request.POST and tokens.SEEN in self.request.POST

    def resolved(self, data: QueryDict) -> tuple[QueryDict, int]:
        """What was sent, with the choices of the conflict page put into it, and its version.

        Choices were made against the version that page showed; that is the base from then on, so a
        third writer meets the result of them.
        """
        opened = self.opened(data)
        base = opened.version if opened and opened.subject == self._subject() else 0
        seen = tokens.read(data.get(tokens.SEEN))
        if not seen or seen.user != self.request.user.pk or seen.subject != self._subject():
            return data, base
        shown = merging.state_at(self.thing, seen.version)
        merged = self.merge(data, base, theirs=shown)
        result = merged.data
        result[tokens.FIELD] = seen.sealed()
        result.pop(tokens.SEEN, None)
        return result, seen.version

    def draw_conflict(self, data: QueryDict, base: int, merged: merging.Merged) -> HttpResponse:
        form = self.form_class(data, **self.get_form_kwargs())
        carried = [(k, v) for k, values in data.lists() if self._carries(k) for v in values]
        seen = self.fresh_token()
        opened = tokens.page_token(self.request.user, self.thing, base)
        told = Revision.objects.of(whole_of(self.thing))
        since = told.filter(pk__gt=base).select_related("by")
        context = self.get_context_data(
            form=form,
            thing=self.get_thing(),
            merged=merged,
            carried=[*carried, (tokens.FIELD, opened.sealed()), (tokens.SEEN, seen.sealed())],
            since=since,
            files=[f.name for f in self.request.FILES.values()],
            formsets=[],
        )
        return self.response_class(
            request=self.request,
            template=[self.conflict_template_name],
            context=context,
            using=self.template_engine,
            status=409,
        )

    def merge(self, data: QueryDict, base: int, theirs: dict | None = None) -> merging.Merged:
        return merging.merge(
            form_class=self.form_class,
            thing=self.get_thing(),
            base=merging.state_at(self.thing, base),
            theirs=theirs,
            data=data,
            kwargs={k: v for k, v in self.get_form_kwargs().items() if k != "instance"},
        )

    def _carries(self, name: str) -> bool:
        return name not in _OWN and not name.startswith(f"{merging.CHOICE}-")

    def _subject(self) -> str:
        return tokens.page_token(self.request.user, self.thing, 0).subject
