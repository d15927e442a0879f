"""What every table of the portal has."""

from typing import Self, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from .text import words_sought

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class BaseModel(models.Model):
    created_at = models.DateTimeField(_("angelegt am"), auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(_("geändert am"), auto_now=True, editable=False)

    class Meta:
        abstract = True


class SortKeyField(models.CharField):
    """A key made by `text.sort_key`, compared sign by sign on every database.

    SQLite does so anyway. A PostgreSQL cluster sorts as its system speaks: a German one overlooks
    spaces and puts "~" before the digits. Only there does the column say otherwise, for SQLite
    knows no collation of that name.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 200, "editable": False} | kwargs)

    def db_parameters(self, connection):
        given = super().db_parameters(connection)
        return given | {"collation": "C"} if connection.vendor == "postgresql" else given


class ChosenField(models.JSONField):
    """Several of some choices, kept as the list of their values: `among=Question`."""

    def __init__(self, *args, among: type[models.TextChoices] | None = None, **kwargs):
        self.among = among
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs  # to the database it is one

    def words(self, values: list[str]) -> list[str]:
        """As the interface says them; a value that is no choice any more stands for itself."""
        known = dict(self.among.choices) if self.among else {}
        return [str(known.get(value, value)) for value in values]


class SearchedQuerySet(models.QuerySet[Row_co]):
    """Rows that keep their words folded in `search_text`.

    Only the measures have a trigram index on it: there are thousands of them with long texts. An
    address book has some hundred rows of a few words each, which are read faster than an index.
    """

    def matching(self, text: str) -> Self:
        """Every word somewhere inside: "foerderung" finds "Sprachförderung"."""
        found = self
        for word in words_sought(text):
            found = found.filter(search_text__contains=word)
        return found


class OrderedModel(BaseModel):
    """A row that stands at a place among its siblings; `siblings()` says who they are."""

    position = models.PositiveIntegerField(_("Reihenfolge"), default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ("position", "pk")

    def save(self, *args, **kwargs):
        if self._state.adding and not self.position:
            last = self.siblings().aggregate(last=models.Max("position"))["last"]
            self.position = (last or 0) + 1
        super().save(*args, **kwargs)

    def siblings(self) -> models.QuerySet:
        raise NotImplementedError

    @transaction.atomic
    def move(self, steps: int) -> bool:
        """Shift by `steps` places (negative: upwards). False if there is no place to go.

        Of two people who move something at once the second waits, and moves what is there then.
        """
        locked = self.siblings().order_by("pk").select_for_update(of=("self",))
        # Put in order only here: while waiting, the database has read another one.
        rows = sorted(locked, key=lambda row: (row.position, row.pk))
        if self not in rows:  # gone, or put elsewhere meanwhile
            return False
        here = rows.index(self)
        there = min(max(here + steps, 0), len(rows) - 1)
        if here == there:
            return False
        rows.insert(there, rows.pop(here))
        for position, row in enumerate(rows, start=1):
            row.position = position
        type(self)._default_manager.bulk_update(rows, ["position"])
        self.position = there + 1
        return True
