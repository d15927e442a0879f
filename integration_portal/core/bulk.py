"""Many rows in one short transaction: what takes time is done before it begins.

On SQLite one writes at a time, so whoever computes while writing keeps everybody waiting. Here rows
get their ids, and their statements are made, beforehand; in the transaction they are only sent.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from django.db import connection, models, transaction
from django.db.models.sql import InsertQuery

from .relations import field_of

BATCH = 500  # rows of one statement


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Ids for rows to come, ascending: no row has one, and no other will ever get it."""
    if not count:
        return []
    table, column = model._meta.db_table, model._meta.pk.column
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), column, count],
            )
            return [pk for (pk,) in cursor.fetchall()]
        cursor.execute(  # a table that never had a row is not counted yet
            "INSERT INTO sqlite_sequence (name, seq) SELECT %s, 0 WHERE NOT EXISTS "
            "(SELECT 1 FROM sqlite_sequence WHERE name = %s)",
            [table, table],
        )
        cursor.execute(
            "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq",
            [count, table],
        )
        (last,) = cursor.fetchone()
    return list(range(last - count + 1, last + 1))


class Prepared:
    """What a transaction will write, in this order. `run` belongs into it, all else before it."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], object]] = []

    def run(self) -> None:
        for step in self._steps:
            step()

    def later(self, step: Callable[[], object]) -> None:
        """Something that must see the database as it is then."""
        self._steps.append(step)

    def insert(self, rows: Sequence[models.Model]) -> None:
        """Rows of one model, all with their ids or all without."""
        for part in parts(rows):
            own = type(part[0])._meta
            fields = [f for f in own.concrete_fields if not f.primary_key or part[0].pk]
            query = InsertQuery(type(part[0]))
            query.insert_values(fields, list(part))
            for sql, values in query.get_compiler(connection=connection).as_sql():
                self.later(partial(_execute, sql, values))

    def update(self, rows: Sequence[models.Model], names: Iterable[str]) -> None:
        """The named columns of rows of one model that exist."""
        names = list(names)
        if not rows or not names:
            return
        model = type(rows[0])
        fields = [field_of(model, name) for name in names]
        columns = ", ".join(f"{_column(field)} = %s" for field in fields)
        where = f"{_column(model._meta.pk)} = %s"
        # Names come from the model, values as parameters.
        sql = f"UPDATE {_table(model)} SET {columns} WHERE {where}"  # noqa: S608
        values = [
            (
                *(f.get_db_prep_save(f.pre_save(row, False), connection) for f in fields),
                row.pk,
            )
            for row in rows
        ]
        self.later(partial(_execute_many, sql, values))

    def delete(self, model: type[models.Model], name: str, ids: Sequence[int]) -> None:
        """Rows whose id, or whose foreign key, is among these. Nothing that points to them goes
        along: what still does so, the database refuses when the transaction ends.
        """
        column = _column(field_of(model, name))
        for part in parts(ids):
            marks = ", ".join(["%s"] * len(part))
            # Names come from the model, values as parameters.
            sql = f"DELETE FROM {_table(model)} WHERE {column} IN ({marks})"  # noqa: S608
            self.later(partial(_execute, sql, list(part)))


def parts[Row](rows: Sequence[Row], size: int = BATCH) -> list[Sequence[Row]]:
    """The rows in their order, so many at a time."""
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _column(field: models.Field) -> str:
    return connection.ops.quote_name(str(field.column))


def _execute(sql: str, values: Sequence) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _execute_many(sql: str, values: Sequence[Sequence]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)
