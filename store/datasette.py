"""The metadata of Datasette, made from the definitions: `python -m store.datasette > docs/datasette.json`.

The views with their texts, the sample queries as canned queries with their parameters, and the tables behind
them hidden. The file names the database ``accords``: Datasette calls a file by its stem.
"""

from __future__ import annotations

import json
import re
import sys
from html import escape
from typing import Any

from store.samples import QUERIES, TOPICS
from store.samples.base import TODAY, Parameter, Query
from store.tables import metadata
from store.views import VIEWS, View
from store.views.base import quoted

_FACETS = ("accord", "stage", "status", "state", "tier", "kind")


def datasette_metadata() -> dict[str, Any]:
    """What ``datasette --metadata`` reads (docs.datasette.io: Metadata)."""
    behind = sorted([*metadata.tables, "alembic_version"])
    tables: dict[str, Any] = {name: {"hidden": True} for name in behind}
    return {
        "title": "Accords",
        "description": "Who is in which accord, since when, on whose word, and what we believed when.",
        "databases": {
            "accords": {
                "description": "Views with the meaning of every column, and sample queries. Instants are in UTC.",
                "tables": tables | {view.name: _view(view) for view in VIEWS},
                "queries": {query.name: _query(query) for query in QUERIES},
            }
        },
    }


def _view(view: View) -> dict[str, Any]:
    names = [column.name for column in view.columns]
    return {
        "description": view.comment,
        "columns": {column.name: f"{column.comment} ({column.kind})" for column in view.columns},
        "facets": [name for name in _FACETS if name in names][:3],
    }


def _query(query: Query) -> dict[str, Any]:
    topic = next(topic for topic, members in TOPICS.items() if query in members)
    told = "".join(
        f"<li><code>{one.name}</code>: {escape(_told(one))}</li>" for one in query.parameters
    )
    return {
        "title": query.question,
        "description_html": f"<p>{escape(topic)}. {_code(query.explanation)}</p>"
        + (f"<ul>{told}</ul>" if told else ""),
        "sql": _with_defaults(query),
        "params": [parameter.name for parameter in query.parameters],
    }


def _told(parameter: Parameter) -> str:
    return (
        f"{parameter.meaning}; left empty: {parameter.default}"
        if parameter.default
        else parameter.meaning
    )


def _code(words: str) -> str:
    """Words between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(words))


def _with_defaults(query: Query) -> str:
    """The SQL in which a parameter that is left empty has its default, which Datasette cannot give it."""
    sql = query.select("sqlite")
    for parameter in query.parameters:
        if parameter.default:
            default = "date('now')" if parameter.default == TODAY else quoted(parameter.default)
            sql = re.sub(
                rf":{parameter.name}\b", f"coalesce(nullif(:{parameter.name}, ''), {default})", sql
            )
    return sql


def datasette_file() -> str:
    """The file as it is kept."""
    return json.dumps(datasette_metadata(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(datasette_file())
