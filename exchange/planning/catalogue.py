"""What an edition and its authority have already: things a cell may name."""

import re
from dataclasses import dataclass, field
from typing import Any

from concepts.models import Edition, Goal
from integration_portal.core.text import fold, lines
from measures.models import ExtraField
from stakeholders.models import Organisation

from ..models import ImportMemory, MeasureImport
from ..understanding.words import LISTS, word_key

NEW = "new"  # decided: it is to be made
ORGANISATION, FIELD, STATUS = "organisation", "field", "status"
_LEVEL_WORD = re.compile(
    r"^(?:handlungsfeld|themenfeld|aktionsfeld|arbeitsfeld|schwerpunkt|bereich|kapitel|hf"
    r"|thema)\b[\s:.–-]*",
    re.IGNORECASE,
)
_LEADING_NUMBER = re.compile(
    r"^(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])(?:[.):]|\s+[–-]|(?<=\d))\s*[:–-]?\s+(?=\S)"
)


def bare_field(text: str) -> str:
    """ "Handlungsfeld 1: Sprache" and "1. Sprache" are both called "Sprache"."""
    said = " ".join(text.split())
    bare = _LEADING_NUMBER.sub("", _LEVEL_WORD.sub("", said)).strip(" :–-")
    return bare or said


@dataclass
class Question:
    """Something a list names and the portal does not know: an officer decides."""

    kind: str
    key: str
    name: str
    lines: list[int] = field(default_factory=list)


class Catalogue:
    """Everything is read once; every lookup is a dictionary's."""

    def __init__(self, imported: MeasureImport):
        self.edition: Edition = imported.edition
        memory = ImportMemory.objects.filter(authority=imported.authority_id).first()
        decided = imported.decisions
        self.decided = {kind: decided.get(kind, {}) for kind in (ORGANISATION, FIELD, STATUS)}
        self.words = LISTS["status"] | (memory.words if memory else {})
        self.questions: dict[tuple[str, str], Question] = {}
        self._read_fields()
        self._read_organisations(imported.authority_id, memory)
        self._read_goals()
        self.extra = {
            field.key: field for field in ExtraField.objects.filter(concept=self.edition.concept_id)
        }

    def _read_fields(self) -> None:
        self.field_names: dict[int, str] = {}
        self._fields: dict[str, int] = {}
        for thing in self.edition.fields.order_by("-position", "-pk"):
            self.field_names[thing.pk] = str(thing)
            for alias in (*lines(thing.aliases), thing.number, str(thing), thing.title):
                if alias:
                    self._fields[fold(alias)] = thing.pk

    def _read_organisations(self, authority_id: int, memory: ImportMemory | None) -> None:
        self.organisation_names: dict[int, str] = {}
        self._organisations: dict[str, int] = {}
        rows = Organisation.objects.filter(authority=authority_id).order_by("-pk")
        for pk, name, aliases in rows.values_list("pk", "name", "aliases"):
            self.organisation_names[pk] = name
            for alias in lines(aliases):
                self._organisations.setdefault(fold(alias), pk)
        for pk, name in self.organisation_names.items():
            self._organisations[fold(name)] = pk
        for key, pk in (memory.organisations if memory else {}).items():
            if pk in self.organisation_names:
                self._organisations.setdefault(key, pk)

    def _read_goals(self) -> None:
        self.goal_names: dict[int, str] = {}
        self._goals: dict[str, int] = {}
        for goal in Goal.objects.filter(field__edition=self.edition).order_by("-pk"):
            self.goal_names[goal.pk] = str(goal)
            for name in (goal.number, goal.text, str(goal)):
                if name:
                    self._goals[fold(name)] = goal.pk
        self.theme_names = {theme.pk: theme.title for theme in self.edition.themes.all()}
        self._themes = {fold(title): pk for pk, title in self.theme_names.items()}
        members = self.edition.authority.members.all()
        self.member_names = {member.pk: str(member) for member in members}
        self._members = {fold(name): pk for pk, name in self.member_names.items()}

    # Lookups: a pk, {"new": name}, or nothing (then it is asked about, or left out)

    def knows_organisation(self, name: str) -> bool:
        return fold(name) in self._organisations

    def knows_field(self, name: str) -> bool:
        return fold(name) in self._fields

    def organisation(self, name: str, line: int) -> int | dict[str, str] | None:
        name = name[:200]
        found = self._organisations.get(fold(name))
        return found or self._decided(ORGANISATION, fold(name), name, line)

    def field(self, text: str, line: int) -> int | dict[str, str] | None:
        said, bare = " ".join(text.split()), bare_field(text)[:200]
        found = self._fields.get(fold(said)) or self._fields.get(fold(bare))
        return found or self._decided(FIELD, fold(bare), bare, line)

    def status(self, text: str, line: int) -> str | None:
        key = word_key(text)
        decided = self.decided[STATUS].get(key)
        if decided is not None:
            return decided or None
        return self.words.get(key) or self._decided(STATUS, key, text[:100], line)

    def goal(self, text: str) -> int | None:
        return self._goals.get(fold(text))

    def theme(self, text: str) -> int | None:
        return self._themes.get(fold(text))

    def member(self, text: str) -> int | None:
        return self._members.get(fold(text))

    def _decided(self, kind: str, key: str, name: str, line: int) -> Any:
        decision = self.decided[kind].get(key)
        question = self.questions.setdefault((kind, key), Question(kind, key, name))
        if line not in question.lines[-1:]:
            question.lines.append(line)
        if decision == NEW:
            return {NEW: name}
        known = {ORGANISATION: self.organisation_names, FIELD: self.field_names}.get(kind, {})
        if decision and str(decision).isdigit() and int(decision) in known:
            return int(decision)
        return None

    def is_left_out(self, kind: str, key: str) -> bool:
        """Decided to do without it: nobody needs to be told about every row."""
        return self.decided[kind].get(key) == ""

    def name_of(self, kind: str, reference: int | dict[str, str]) -> str:
        if isinstance(reference, dict):
            return reference[NEW]
        names = {
            ORGANISATION: self.organisation_names,
            FIELD: self.field_names,
            "goal": self.goal_names,
            "theme": self.theme_names,
            "member": self.member_names,
        }[kind]
        return names.get(reference, "")
