"""One change as a sentence a clerk understands."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

_QUOTABLE = 80  # longer texts are not quoted in a sentence
# A label that ends like this reads on into its value: "erledigt am 12.03.2019".
_LEADS_ON = (" am", " bis", " seit", " ab", " im")


@dataclass(frozen=True)
class Change:
    """One field or one row that differs. `old` and `new` are printable; empty means nothing.

    `row` names the row it happened in, with its kind before it: "Auftrag „Bericht erstatten“"; for
    rows that came or went it is the name alone.
    """

    path: str
    label: str
    old: str
    new: str
    row: str = ""
    kind: str = "changed"  # changed, added, removed, moved

    @property
    def is_long(self) -> bool:
        """Too long for a sentence: old and new are shown on demand."""
        return self.kind == "changed" and max(len(self.old), len(self.new)) > _QUOTABLE

    @property
    def sentence(self) -> str:
        if self.kind == "added":
            return _("%(label)s „%(row)s“ ergänzt") % {"label": self.label, "row": self.row}
        if self.kind == "removed":
            return _("%(label)s „%(row)s“ entfernt") % {"label": self.label, "row": self.row}
        if self.kind == "moved":
            return _("Reihenfolge geändert: %(label)s") % {"label": self.label}
        return f"{self.row}: {self._change}" if self.row else self._change

    @property
    def _change(self) -> str:
        words = {
            "label": self.label,
            "old": _on_one_line(self.old),
            "new": _on_one_line(self.new),
        }
        if self.path == "position":
            return _("an Stelle %(new)s gerückt") % words
        if self.label[:1].islower():
            return self._like_a_note(words)
        if self.is_long:
            return _("%(label)s überarbeitet") % words
        if not self.old:
            return _("%(label)s auf „%(new)s“ gesetzt") % words
        if not self.new:
            return _("%(label)s „%(old)s“ entfernt") % words
        return _("%(label)s von „%(old)s“ zu „%(new)s“ geändert") % words

    def _like_a_note(self, words: dict[str, str]) -> str:
        """Labels that are no nouns: "erledigt am", "verantwortlich", "nichtöffentlich"."""
        if self.is_long:
            return _("%(label)s: überarbeitet") % words
        if not self.new:
            return _("%(label)s: „%(old)s“ entfernt") % words
        if not self.label.endswith(_LEADS_ON):
            words["label"] += ":"
        if not self.old:
            return f"{words['label']} {words['new']}"
        return _("%(label)s %(new)s statt %(old)s") % words


def _on_one_line(text: str) -> str:
    """Lists are typed one entry a line."""
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())
