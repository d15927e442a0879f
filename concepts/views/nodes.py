"""The five pages of every part of an edition: create, edit, delete, move, history."""

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from integration_portal.core.addresses import number
from integration_portal.editing.views import CreateView, DeleteView, EditView, MoveView
from integration_portal.editing.views.deleting import delete
from integration_portal.history.views import HistoryView

from .. import rules
from ..actions import amendments, parts
from ..actions.editions import hold
from ..actions.numbering import renumber
from ..amending import AmendmentFields
from ..enums import AmendmentKind
from .base import DELETE, FORM, HISTORY, EditionMixin
from .tree import tree_context


class PartMixin(EditionMixin):
    """One part of the edition in the address. `owner` is the path from the part to the edition."""

    model: type[models.Model]
    owner = "edition"

    def get_queryset(self) -> models.QuerySet:
        visible = self.model.objects.visible_to(self.request.user)
        return visible.filter(**{self.owner.replace(".", "__"): self.edition})

    def get_thing(self) -> models.Model:
        thing = super().get_thing()
        hold_edition(thing, self.owner, self.edition)
        return thing

    def check(self, thing: models.Model) -> None:
        self.check_edition()


def hold_edition(thing: models.Model, owner: str, edition) -> None:
    """Let the part know the edition that was read already."""
    *above, last = owner.split(".")
    for name in above:
        thing = getattr(thing, name)
    setattr(thing, last, edition)


class PartCreate(EditionMixin, CreateView):
    """A new part. If the edition was closed meanwhile, the form refuses and nothing is lost."""

    template_name = FORM

    def new_part(self) -> models.Model:
        """Unsaved, in its place."""
        raise NotImplementedError

    def new_thing(self) -> models.Model:
        typed = self.request.method == "POST" and rules.is_officer(
            self.request.user, self.authority
        )
        if not (typed and self.edition.is_closed):
            self.check_edition()
        return self.new_part()

    def get_cancel_url(self) -> str:
        return self.edition.get_absolute_url()

    def parent_from_address(self, siblings: models.QuerySet) -> models.Model | None:
        """`?unter=12`: what the new part stands below."""
        pk = number(self.request.GET.get("unter"))
        return get_object_or_404(siblings, pk=pk) if pk else None


class PartEdit(PartMixin, EditView):
    template_name = FORM


class PartDelete(PartMixin, DeleteView):
    """After adoption it asks for day and reason, and what goes is kept as an amendment."""

    template_name = DELETE
    amends = True
    form: AmendmentFields | None = None

    def get_success_url(self, thing) -> str:
        return self.edition.get_absolute_url()

    @transaction.atomic
    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        hold(self.edition)
        if self._asks():
            self.form = self._questions(request.POST)
            if not self.form.is_valid():
                self.thing = self.get_thing()
                return self.ask()
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        form = (self.form or self._questions()) if self._asks() else None
        return super().get_context_data(form=form, **kwargs)

    def _questions(self, data=None) -> AmendmentFields:
        form = AmendmentFields(data)
        form.ask_for_resolution(self.edition, self.request.user)
        return form

    def _asks(self) -> bool:
        return self.amends and self.edition.is_amendable

    def action(self, thing: models.Model, *, by, reason: str = "") -> None:
        with transaction.atomic():
            if self.form is not None:
                reason = self.form.cleaned_data["amendment_reason"]
                amendment = amendments.note(
                    edition=self.edition,
                    thing=thing,
                    kind=AmendmentKind.REMOVED,
                    on=self.form.cleaned_data["amendment_on"],
                    reason=reason,
                    by=by,
                )
                self.form.attach_resolution(amendment, by=by)
            delete(thing, by=by, reason=reason)
            if isinstance(thing, parts.NUMBERED):
                renumber(edition=self.edition, by=by)


class PartMove(PartMixin, MoveView):
    """Order is free while the edition is open. Answers with the list the part stands in."""

    edition_rule = rules.can_edit_concept

    @transaction.atomic
    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        hold(self.edition)
        return super().post(request, *args, **kwargs)

    def moved(self, thing: models.Model) -> None:
        parts.moved(thing, by=self.request.user)

    def get_success_url(self, thing: models.Model) -> str:
        return self.edition.get_absolute_url()


class TreeMove(PartMove):
    """Answers with a list of the edition's page."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**tree_context(self.edition, self.request.user), **kwargs)


class PartHistory(PartMixin, HistoryView):
    """Earlier wordings are for those who work inside."""

    edition_rule = rules.can_read_history
    template_name = HISTORY
