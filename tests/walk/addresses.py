"""The addresses of the portal as the resolver knows them, and how the walk makes one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace

from django.urls import URLPattern, get_resolver, reverse

KWARG = re.compile(r"<(?:\w+:)?(\w+)>|\?P<(\w+)>")


@dataclass(frozen=True)
class Address:
    name: str  # "concepts:field"
    route: str  # "<slug:authority>/konzept/<slug:edition>/<int:pk>/"

    @property
    def kwargs(self) -> list[str]:
        return [first or second for first, second in KWARG.findall(self.route)]


def addresses(resolver=None, route="", spaces=()) -> Iterator[Address]:
    """Every pattern, with the names of its namespaces; the unnamed are called by their route."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Address(":".join([*spaces, entry.name or here]), here)
        else:
            deeper = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from addresses(entry, here, deeper)


def value(world: SimpleNamespace, kwarg: str, named: dict[str, str]):
    """What stands for a part of an address: the thing of that name, or the one the table names."""
    key = named.get(kwarg, kwarg)
    thing = getattr(world, key, key)
    attribute = {"authority": "slug", "edition": "slug", "number": "number"}.get(kwarg, "pk")
    return getattr(thing, attribute, thing)


def address(world: SimpleNamespace, line, **instead) -> str:
    """The address of a line of the table; `instead` puts other values into it."""
    kwargs = {part: value(world, part, dict(line.named)) for part in parts(line.name)}
    return reverse(line.name, kwargs=kwargs | instead) + filled(world, line.query)


def filled(world: SimpleNamespace, query: str, own: SimpleNamespace | None = None) -> str:
    """`?feld={field}` with the ids of the world's things; `{own.field}` is always one's own."""

    def found(match: re.Match) -> str:
        at = own if own and match[1].startswith("own.") else world
        thing, _dot, attribute = match[1].removeprefix("own.").partition(".")
        return str(getattr(getattr(at, thing), attribute or "pk"))

    return re.sub(r"\{([\w.]+)\}", found, query)


@cache
def parts(name: str) -> tuple[str, ...]:
    return next(tuple(entry.kwargs) for entry in addresses() if entry.name == name)
