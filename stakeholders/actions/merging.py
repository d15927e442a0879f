"""Two entries for the same organisation, person or body become one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from integration_portal.core.relations import field_of
from integration_portal.history.actions import record, repoint
from integration_portal.history.models import Revision, RevisionAction, context_key, subject_type
from integration_portal.history.registry import is_tracked, own_fields

from ..models import Body, Membership, Organisation, Person, Representation
from ..naming import renamed
from ..usage import joined_by, owner, relations, rows_of

type Entry = Organisation | Person | Body

# Said twice about the same two, these rows mean it once.
ONCE: dict[type[models.Model], tuple[str, ...]] = {
    Membership: ("body", "person", "organisation", "role", "since", "until"),
    Representation: ("user", "organisation", "body", "since", "until"),
}
# What is empty at the one that stays is taken over from the other.
FILLED: dict[type[models.Model], tuple[str, ...]] = {
    Organisation: ("email", "phone", "website", "address"),
    Person: ("organisation", "name", "email", "phone"),
    Body: ("short_name", "rhythm", "office"),
}
_NAMED = 10  # things a preview names of each kind; the rest is a number


@dataclass
class Plan:
    """What a merge would do; `hindrances` are reasons not to."""

    moves: list[dict] = field(default_factory=list)
    fills: list[str] = field(default_factory=list)
    hindrances: list[str] = field(default_factory=list)


def plan(survivor: Entry, others: Sequence[Entry]) -> Plan:
    """Look ahead: which rows would move to the survivor. Reads only."""
    made = Plan(hindrances=_hindrances(survivor, others))
    for relation in relations(type(survivor)):
        rows = [row for other in others for row in rows_of(other, relation)]
        if rows:
            things = list(dict.fromkeys(str(owner(row)) for row in rows))
            label = _label(relation)
            more = max(len(things) - _NAMED, 0)
            made.moves.append(
                {"label": label, "count": len(rows), "list": things[:_NAMED], "more": more}
            )
    made.fills = [
        str(field_of(type(survivor), name).verbose_name)
        for name in FILLED[type(survivor)]
        if not getattr(survivor, name) and any(getattr(other, name) for other in others)
    ]
    return made


@transaction.atomic
def merge(*, survivor: Entry, others: Sequence[Entry], by) -> Entry:
    """Everything that points to the others points to the survivor afterwards; they are deleted.

    An organisation keeps their names as its other names. All or nothing: raises ValidationError if
    they belong to different authorities or if a row cannot be moved without losing something.
    """
    model = type(survivor)
    pks = {survivor.pk, *(other.pk for other in others)}
    rows = {row.pk: row for row in model.objects.select_for_update(of=("self",)).filter(pk__in=pks)}
    if set(rows) != pks:
        raise ValidationError(_("Ein Eintrag wurde inzwischen gelöscht. Nichts wurde geändert."))
    survivor = rows.pop(survivor.pk)
    if reasons := _hindrances(survivor, list(rows.values())):
        raise ValidationError(reasons)
    touched: set[tuple] = set()
    for pk in rows:  # read afresh: the one before may have changed it
        _absorb(survivor, model.objects.get(pk=pk), touched, by)
    survivor.full_clean()
    survivor.save()
    record(survivor, by=by)
    if isinstance(survivor, Organisation):
        renamed(survivor)
    for kind, pk in touched:
        _record_if_tracked(kind._base_manager.filter(pk=pk).first(), by)
    return survivor


def _hindrances(survivor: Entry, others: Sequence[Entry]) -> list[str]:
    found = []
    if not others or survivor in others:
        found.append(_("Wählen Sie mindestens zwei verschiedene Einträge aus."))
    if any(other.authority_id != survivor.authority_id for other in others):
        found.append(_("Die Einträge gehören zu verschiedenen Kommunen."))
    if isinstance(survivor, Person) and any(
        (other.anonymised_at is None) != (survivor.anonymised_at is None)
        for other in others
        if isinstance(other, Person)
    ):
        found.append(
            _("Ein anonymisierter Eintrag lässt sich nur mit anonymisierten zusammenführen.")
        )
    return found


def _absorb(survivor: Entry, other: Entry, touched: set, by) -> None:
    _untie(survivor, other)
    for relation in relations(type(survivor)):
        for row in rows_of(other, relation).select_for_update(of=("self",)):
            _relink(row, relation.field, survivor, touched)
    for name in FILLED[type(survivor)]:
        if not getattr(survivor, name):
            setattr(survivor, name, getattr(other, name))
    if isinstance(survivor, Organisation) and isinstance(other, Organisation):
        survivor.aliases = "\n".join(_names(survivor, other))
    survivor.save()
    _hand_over_history(survivor, other, by)
    other.delete()  # nothing points to it any more: whoever wants to waits for the lock of `merge`


def _untie(survivor: models.Model, other: models.Model) -> None:
    """Units and successors among the two would end in a circle; the survivor steps in between."""
    for relation in relations(type(survivor)):
        name = relation.field.name
        if relation.related_model is not type(survivor):
            continue
        if _leads_to(survivor, name, other):
            setattr(survivor, name, getattr(other, name))
            if getattr(survivor, name) == survivor:
                setattr(survivor, name, None)
    survivor.save()


def _leads_to(thing: models.Model, name: str, target: models.Model) -> bool:
    seen, above = set(), getattr(thing, name)
    while above is not None and above.pk not in seen:
        if above == target:
            return True
        seen.add(above.pk)
        above = getattr(above, name)
    return False


def _relink(row: models.Model, key: models.ForeignKey, survivor: models.Model, touched) -> None:
    whole = owner(row)
    touched.add((type(whole), whole.pk))
    setattr(row, key.name, survivor)
    if _said_already(row):
        row.delete()
        return
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        _fold(row, error)


def _said_already(row: models.Model) -> bool:
    names = ONCE.get(type(row))
    if names is None:
        return False
    same = {name: getattr(row, name) for name in names}
    return type(row)._base_manager.filter(**same).exclude(pk=row.pk).exists()


def _fold(row: models.Model, error: IntegrityError) -> None:
    """The survivor stands there already: drop the second row, unless it says something of its own.

    Raises ValidationError then, for a person has to decide which of the two is right.
    """
    twin = _twin(row)
    if twin is None or _says_more(row, twin):
        place = {"place": owner(row), "kind": row._meta.verbose_name}
        raise ValidationError(
            _(
                "Bei „%(place)s“ stehen beide Einträge mit verschiedenen Angaben (%(kind)s). "
                "Gleichen Sie sie dort zuerst an. Nichts wurde geändert."
            )
            % place
        ) from error
    row.delete()


def _twin(row: models.Model) -> models.Model | None:
    """The row that stands in its place already."""
    sets = [c.fields for c in row._meta.total_unique_constraints]
    alike = Q(pk__in=())
    for names in [*sets, *row._meta.unique_together]:
        alike |= Q(**{name: getattr(row, name) for name in names})
    return type(row)._base_manager.filter(alike).exclude(pk=row.pk).first()


def _says_more(row: models.Model, twin: models.Model) -> bool:
    own = any(
        getattr(row, f.attname) not in (None, "", getattr(twin, f.attname))
        for f in own_fields(type(row))
    )
    return own or any(rows_of(row, relation).exists() for relation in relations(type(row)))


def _names(survivor: Organisation, other: Organisation) -> list[str]:
    names = [*survivor.alias_list, other.name, *other.alias_list]
    return [name for name in dict.fromkeys(names) if name != survivor.name]


def _hand_over_history(survivor: models.Model, other: models.Model, by) -> None:
    """The other's states stay, within the survivor's; stored references lead to the survivor.

    Names in old states stay as they were said then.
    """
    record(other, by=by, action=RevisionAction.DELETED, reason=_into(survivor))
    own = Q(subject_id=other.pk) | Q(context=context_key(other))
    Revision.objects.filter(own, subject_type=subject_type(other)).update(
        context=context_key(survivor)
    )
    repoint(other, survivor)


def _into(survivor: models.Model) -> str:
    if isinstance(survivor, Person):  # its name would outlive an anonymisation here
        return _("zusammengeführt mit „%(survivor)s“") % {"survivor": survivor.function}
    return _("zusammengeführt mit „%(survivor)s“") % {"survivor": survivor}


def _record_if_tracked(thing: models.Model | None, by) -> None:
    """Nothing to record for what has no history, or went as a duplicate."""
    if thing is not None and is_tracked(type(thing)):
        record(thing, by=by)


def _label(relation: models.ManyToOneRel) -> str:
    model = relation.related_model
    if source := joined_by(model):
        return str(source._meta.verbose_name_plural)
    return f"{model._meta.verbose_name_plural} ({relation.field.verbose_name})"
