"""Two people in one draft: what both have typed is kept.

A page carries the texts it was opened with (`base`). Where only one of the two has changed a field,
that one's text counts. Where both have, the stored text stays and the other one is put beside it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Merged:
    values: dict[str, str]
    beside: dict[str, str]  # what found no place, by field

    @property
    def clash(self) -> bool:
        return bool(self.beside)


def merged(*, base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]) -> Merged:
    values, beside = dict(theirs), {}
    for name, typed in mine.items():
        stored, opened = theirs.get(name, ""), base.get(name, "")
        if typed in (stored, opened):
            continue
        if stored == opened or not stored:
            values[name] = typed
        elif typed:
            beside[name] = typed
    return Merged(values, beside)
