"""What the schema remembers of itself, beside Alembic's own table."""

from __future__ import annotations

from sqlalchemy import Column, Text

from store.tables.base import table

schema_state = table(
    "schema_state",
    Column("name", Text, primary_key=True, comment="What is remembered: views."),
    Column(
        "value",
        Text,
        nullable=False,
        comment="For views: digest of the definitions that made them.",
    ),
    comment="By what the derived parts of the schema were made.",
)
