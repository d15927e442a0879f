"""What a list names and an officer decided to make: organisations, fields of action, own fields."""

import datetime as dt
from functools import partial
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from concepts.actions.numbering import number_new
from concepts.enums import AmendmentKind
from concepts.models import Amendment, FieldOfAction
from integration_portal.core.bulk import Prepared, reserve
from integration_portal.core.text import fold
from integration_portal.history.many import revisions_of
from integration_portal.history.models import subject_type
from measures.enums import ExtraKind
from measures.models import ExtraField
from stakeholders.enums import OrganisationKind
from stakeholders.models import Organisation

from ..models import MeasureImport
from ..planning.catalogue import NEW
from .failing import RowFailed
from .lined import named

_INTERNAL = (
    "amt",
    "fachbereich",
    "fachdienst",
    "stabsstelle",
    "dezernat",
    "referat",
    "abteilung",
    "fb ",
    "fd ",
)


class Made:
    """Every reference of a plan becomes a thing here: one that is there, or one to be made.

    First `hear` all plans, then `settle`; what was made has its id then and is stored by `prepare`.
    """

    def __init__(self, imported: MeasureImport):
        self.imported, self.edition = imported, imported.edition
        self._fields: dict[str, Any] = {}  # folded name -> name, then the thing
        self._organisations: dict[str, Any] = {}
        self._extra: dict[str, Any] = {}
        self._choices: dict[str, dict[str, None]] = {}
        self.new: dict[type[models.Model], list[Any]] = {}

    def hear(self, plan: dict[str, Any]) -> None:
        for reference in [plan.get("values", {}).get("field"), *plan.get("further_fields", [])]:
            _note(self._fields, reference)
        for _kind, reference in plan.get("roles", {}).get("added", []):
            _note(self._organisations, reference)
        for reference in named(plan):
            _note(self._organisations, reference)
        for key, value in plan.get("extra", {}).items():
            if key.startswith("new:"):
                self._choices.setdefault(key, {})[value] = None

    def settle(self) -> None:
        """Raises RowFailed for an own field that has become something else since the preview."""
        self._settle_fields()
        self._settle_organisations()
        self._settle_extra()

    def field(self, reference: Any) -> FieldOfAction | None:
        """Raises KeyError for one that was deleted since the preview."""
        if isinstance(reference, dict):
            return self._fields[fold(reference[NEW])]
        return self.fields[reference] if reference else None

    def field_id(self, reference: Any) -> int | None:
        return self._fields[fold(reference[NEW])].pk if isinstance(reference, dict) else reference

    def organisation(self, reference: Any) -> Organisation:
        if isinstance(reference, dict):
            return self._organisations[fold(reference[NEW])]
        return self.organisations[reference]

    def extra_key(self, key: str) -> str:
        return self._extra[key].key if key.startswith("new:") else key

    def prepare(self, prepared: Prepared, *, by, on: dt.date, reason: str) -> None:
        for things in self.new.values():
            for thing in things:
                prepared.later(partial(thing.save, force_insert=True))
            prepared.insert(revisions_of(things, by=by, reason=reason))
        if self.edition.is_amendable:
            for field in self.new.get(FieldOfAction, ()):
                note = amendment(field, AmendmentKind.ADDED, by=by, on=on, reason=reason)
                prepared.insert([note])

    def tell(self) -> None:
        """Into the import: what was made with it, and what its columns have become."""
        for key, field in self._extra.items():
            self.imported.columns[_column(key)]["target"] = f"extra:{field.pk}"
        self.imported.made = {
            name: [thing.pk for thing in things.values()]
            for name, things in (
                ("fields", self._fields),
                ("organisations", self._organisations),
                ("extra", self._extra),
            )
        }

    # What is there already, or was made by somebody since the preview, is not made again

    def _settle_fields(self) -> None:
        self.fields = {field.pk: field for field in self.edition.fields.order_by("-position")}
        there = {field.title: field for field in self.fields.values()}
        top = [field.position for field in self.fields.values() if field.parent_id is None]
        made = [
            FieldOfAction(edition=self.edition, title=name, position=position)
            for position, name in enumerate(
                (name for name in self._fields.values() if name not in there),
                start=max(top, default=0) + 1,
            )
        ]
        number_new(self.edition, made)
        self._settled(made)
        self.fields |= {field.pk: field for field in made}
        there |= {field.title: field for field in made}
        self._fields = {key: there[name] for key, name in self._fields.items()}

    def _settle_organisations(self) -> None:
        authority = self.imported.authority
        self.organisations = {one.pk: one for one in authority.organisations.all()}
        there = {one.name: one for one in self.organisations.values()}
        made: list[Organisation] = []
        for name in self._organisations.values():
            if name not in there:
                internal = fold(name).startswith(_INTERNAL) or fold(name).endswith("amt")
                kind = OrganisationKind.ADMINISTRATION if internal else OrganisationKind.OTHER
                made.append(
                    Organisation(authority=authority, name=name, kind=kind, internal=internal)
                )
        self._settled(made)
        self.organisations |= {one.pk: one for one in made}
        there |= {one.name: one for one in made}
        self._organisations = {key: there[name] for key, name in self._organisations.items()}

    def _settle_extra(self) -> None:
        concept = self.edition.concept
        there = {field.name: field for field in concept.extra_fields.all()}
        last = max((field.position for field in there.values()), default=0)
        made: list[ExtraField] = []
        for key, words in self._choices.items():
            said = self.imported.columns[_column(key)]
            kind, name = said["target"].removeprefix("new:"), said["heading"][:80]
            field = there.get(name)
            if field is None:
                choices = "\n".join(words)[:4000] if kind == ExtraKind.CHOICE else ""
                field = ExtraField(concept=concept, name=name, kind=kind, choices=choices)
                field.position = last + len(made) + 1
                there[name] = field
                made.append(field)
            elif field.kind != kind:
                raise RowFailed(
                    self.imported.head_line,
                    name,
                    _("Ein Zusatzfeld dieses Namens gibt es schon, aber für etwas anderes."),
                )
            self._extra[key] = field
        self._settled(made)
        # A state asks the concept of its edition for them.
        concept.__dict__["_prefetched_objects_cache"] = {"extra_fields": [*there.values()]}

    def _settled(self, made: list[Any]) -> None:
        if not made:
            return
        model = type(made[0])
        for thing, pk in zip(made, reserve(model, len(made)), strict=True):
            thing.pk = pk
            thing.__dict__["_prefetched_objects_cache"] = {"strategic_goals": [], "needs": []}
        self.new[model] = made


def amendment(thing: Any, kind: str, *, by, on: dt.date, reason: str) -> Amendment:
    """As `concepts.actions.amendments.note`, not stored: day and reason were judged by the form."""
    return Amendment(
        edition=thing.edition,
        kind=kind,
        on=on,
        reason=reason,
        subject_type=subject_type(thing),
        subject_id=thing.pk,
        label=str(thing)[:300],
        by=by,
    )


def _note(names: dict[str, str], reference: Any) -> None:
    if isinstance(reference, dict):
        names.setdefault(fold(reference[NEW]), reference[NEW])


def _column(key: str) -> int:
    return int(key.removeprefix("new:"))
