"""What one row says about a measure, in plain values: understood, nothing compared yet."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Column:
    """Where something stands in the table, and what it is."""

    index: int
    target: str
    year: int | None = None


@dataclass
class Line:
    """One row below a measure, as a line of a cell said it: `exchange.lines`."""

    text: str
    values: dict[str, Any]


@dataclass
class Wanted:
    """One row understood. References are ids, or {"new": name} for what is still to be made."""

    line: int
    number: str = ""
    formerly: str = ""
    parent: str = ""  # number or title of what it is a part of, as it was said
    belongs_to: int | dict[str, int] | None = None  # the same of a new part: id, or {"line": …}
    values: dict[str, Any] = field(default_factory=dict)  # field of Measure -> plain value
    fields: list[Any] = field(default_factory=list)  # further fields of action
    goals: list[int] = field(default_factory=list)
    themes: list[int] = field(default_factory=list)
    members: list[int] = field(default_factory=list)  # of the district: where it applies
    roles: dict[str, list[Any]] = field(default_factory=dict)
    costs: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[str, list[Line]] = field(default_factory=dict)  # relation -> its rows
    partial: set[str] = field(default_factory=set)  # roles and rows of which something was left out
    report: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.values.get("title", "")

    @property
    def is_faulty(self) -> bool:
        return any(problem["fatal"] for problem in self.problems)

    def trouble(self, column: int, text: Any, *, fatal: bool = False) -> None:
        self.problems.append({"column": column, "text": str(text), "fatal": fatal})
