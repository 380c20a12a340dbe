"""Column types that mean the same on SQLite (STRICT tables) and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType

BigInt = BigInteger().with_variant(Integer(), "sqlite")
"""64-bit integer; STRICT tables know only INTEGER."""


class Flag(Integer):
    """0 or 1: plain for SQL on both databases."""


class Day(Text):
    """A day of the calendar, ``YYYY-MM-DD``, as text."""


class PartialDate(Text):
    """A date as exact as its source: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, as text."""


class CommaList(Text):
    """Words joined by commas, none of which has one; empty for none."""


class SemicolonList(Text):
    """Phrases joined by ``; ``; empty for none."""


Bytes = LargeBinary
"""A blob."""


class Instant(TypeDecorator[datetime]):
    """An aware instant: ``timestamptz`` on PostgreSQL; on SQLite text of fixed width in UTC.

    The text sorts as the instants do: ``2025-11-06T17:04:00.000000Z``. A naive datetime raises ValueError.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type that stores it."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """The instant as stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: instants are aware, in UTC")
        return value if dialect.name == "postgresql" else instant_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The stored value as an instant in UTC."""
        del dialect
        if value is None:
            return None
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
        assert isinstance(found, datetime)
        return found.astimezone(UTC)


def instant_text(value: datetime) -> str:
    """``value`` as SQLite stores it."""
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class _PlainJson(UserDefinedType[str]):
    """PostgreSQL's ``json``, bound and read as text; ``store.engine`` sees to the reading."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """The type's name in DDL."""
        return "JSON"


class JsonText(TypeDecorator[str]):
    """JSON as text that we encode and decode ourselves: TEXT on SQLite, ``json`` on PostgreSQL.

    Not ``jsonb``: that stores another text than was written (order of keys, form of numbers), and the
    hash chain is over what was written. ``data::jsonb`` makes one of it.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type that stores it."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(_PlainJson())
        return dialect.type_descriptor(Text())
