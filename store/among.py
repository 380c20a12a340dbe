"""``column IN (…)`` with one parameter, however many values it has.

SQLAlchemy writes an IN list anew for each number of values, which takes longer than to find them; this one is
written once, so statements with it can be kept.
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import ARRAY, BindParameter, Boolean, ColumnElement, Dialect, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class _Texts(TypeDecorator[list[str]]):
    """Several texts as one parameter: ``text[]`` on PostgreSQL, a JSON array on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type that the driver is given."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(ARRAY(Text))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """The texts as the driver takes them; any iterable of them will do."""
        texts = list(value)
        return texts if dialect.name == "postgresql" else msgspec.json.encode(texts).decode()


class _Among(FunctionElement[bool]):
    """Two clauses: a column of text, and the parameter."""

    inherit_cache = True
    type = Boolean()

    def self_group(self, against: Any = None) -> Any:
        """As it stands: ``IN (…) = 1``, as SQLAlchemy writes a condition for SQLite, would use no index."""
        del against
        return self


@compiles(_Among, "sqlite")
def _on_sqlite(element: _Among, compiler: Any, **_said: Any) -> str:
    column, values = (compiler.process(clause) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - both come from the compiler


@compiles(_Among, "postgresql")
def _on_postgresql(element: _Among, compiler: Any, **_said: Any) -> str:
    column, values = (compiler.process(clause) for clause in element.clauses)
    return f"{column} = ANY({values})"


def among(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """Whether ``column`` is one of the texts that are given as the parameter ``name``."""
    values: BindParameter[Any] = bindparam(name, type_=_Texts())
    return _Among(column, values)
