"""Questions to the database that are put together once and asked often.

Django puts a query together anew each time. One with many conditions takes ten times as long for
that as for its answer, on every page of a list.
"""

from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Expression, QuerySet


class Blank(Expression):
    """A number, such as a primary key, that is filled in when the question is asked."""

    def __init__(self, place: int):
        super().__init__(output_field=BigIntegerField())
        self.place = place

    def as_sql(self, compiler, connection) -> tuple[str, list[Any]]:
        return "%s", [self]


class Question:
    """Rows of plain values: `Question(Goal.objects.filter(field=Blank(0)).values_list("pk"))`.

    The answer is what the database says: a boolean of SQLite is 0 or 1, and a column that Python
    has in a shape of its own does not belong here. What else the rows depend on, such as a day,
    makes another question.
    """

    def __init__(self, rows: QuerySet):
        self._sql, self._values = rows.query.sql_with_params()

    def ask(self, *numbers: int) -> list[tuple[Any, ...]]:
        """The rows for these numbers: one for each blank, by its place."""
        fitting = [connection.ops.adapt_integerfield_value(n, "BigIntegerField") for n in numbers]
        values = [fitting[v.place] if isinstance(v, Blank) else v for v in self._values]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, values)
            return cursor.fetchall()
