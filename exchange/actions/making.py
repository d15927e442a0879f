"""What a list names and an officer decided to make: organisations, fields of action, own fields."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from concepts.actions.amendments import note
from concepts.actions.parts import saved as part_saved
from concepts.enums import AmendmentKind
from concepts.models import FieldOfAction
from integration_portal.core.text import fold
from integration_portal.history.actions import record
from measures.enums import ExtraKind
from measures.models import ExtraField
from stakeholders.enums import OrganisationKind
from stakeholders.models import Organisation

from ..models import MeasureImport
from ..planning.catalogue import NEW
from .failing import RowFailed

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
    """Name -> id of what was made; every reference of a plan is looked up here."""

    def __init__(self, imported: MeasureImport, plans: Iterable[dict], *, by, on, reason: str):
        self.imported, self.by, self.on, self.reason = imported, by, on, reason
        self.fields: dict[str, int] = {}
        self.organisations: dict[str, int] = {}
        self.extra: dict[str, int] = {}
        for plan in plans:
            self._make(plan)
        imported.made = {
            "fields": list(self.fields.values()),
            "organisations": list(self.organisations.values()),
            "extra": list(self.extra.values()),
        }

    def _make(self, plan: dict[str, Any]) -> None:
        for reference in [plan.get("values", {}).get("field"), *plan.get("further_fields", [])]:
            if isinstance(reference, dict) and fold(reference[NEW]) not in self.fields:
                self.fields[fold(reference[NEW])] = self._new_field(reference[NEW])
        for _kind, reference in plan.get("roles", {}).get("added", []):
            if isinstance(reference, dict) and fold(reference[NEW]) not in self.organisations:
                self.organisations[fold(reference[NEW])] = self._new_organisation(reference[NEW])
        for key in plan.get("extra", {}):
            if key.startswith("new:") and key not in self.extra:
                self.extra[key] = self._new_extra(int(key.removeprefix("new:")))

    def field(self, reference: Any) -> int | None:
        return self.fields[fold(reference[NEW])] if isinstance(reference, dict) else reference

    def organisation(self, reference: Any) -> int:
        if isinstance(reference, dict):
            return self.organisations[fold(reference[NEW])]
        return reference

    def extra_key(self, key: str) -> str:
        return str(self.extra[key]) if key.startswith("new:") else key

    def _new_field(self, name: str) -> int:
        edition = self.imported.edition
        # Somebody may have made it since the preview: then it is that one.
        if found := edition.fields.filter(title=name).first():
            return found.pk
        field = FieldOfAction(edition=edition, title=name)
        field.save()
        part_saved(field, by=self.by, reason=self.reason)
        if edition.is_amendable:
            note(
                edition=edition,
                thing=field,
                kind=AmendmentKind.ADDED,
                on=self.on,
                reason=self.reason,
                by=self.by,
            )
        return field.pk

    def _new_organisation(self, name: str) -> int:
        own = {"authority": self.imported.authority, "name": name}
        if found := Organisation.objects.filter(**own).first():
            return found.pk
        internal = fold(name).startswith(_INTERNAL) or fold(name).endswith("amt")
        kind = OrganisationKind.ADMINISTRATION if internal else OrganisationKind.OTHER
        organisation = Organisation.objects.create(kind=kind, internal=internal, **own)
        record(organisation, by=self.by, reason=self.reason)
        return organisation.pk

    def _new_extra(self, column: int) -> int:
        said = self.imported.columns[column]
        kind, name = said["target"].removeprefix("new:"), said["heading"][:80]
        concept = self.imported.edition.concept
        if found := concept.extra_fields.filter(name=name).first():
            if found.kind != kind:
                raise RowFailed(
                    self.imported.head_line,
                    name,
                    _("Ein Zusatzfeld dieses Namens gibt es schon, aber für etwas anderes."),
                )
            return found.pk
        choices = ""
        if kind == ExtraKind.CHOICE:
            plans = self.imported.rows.values_list("plan__extra", flat=True)
            key = f"new:{column}"
            words = (plan[key] for plan in plans if plan and key in plan)
            choices = "\n".join(dict.fromkeys(words))[:4000]
        field = ExtraField(concept=concept, name=name, kind=kind, choices=choices)
        field.save()
        record(field, by=self.by, reason=self.reason)
        said["target"] = f"extra:{field.pk}"
        return field.pk
