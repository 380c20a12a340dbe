"""The sample queries: what analysts ask, as SQL over the views, a module a topic; ``QUERIES`` holds them all.

They read nothing but the views, so that a reader's role can run each of them, and each runs in the tests
on every database.
"""

from __future__ import annotations

from store.samples import claims, membership, service, sources
from store.samples.base import Parameter, Query

__all__ = ["QUERIES", "TOPICS", "Parameter", "Query"]

TOPICS: dict[str, tuple[Query, ...]] = {
    "Who is in": membership.QUERIES,
    "What it rests on": claims.QUERIES,
    "Outlets": sources.QUERIES,
    "The service itself": service.QUERIES,
}
"""Topic → its queries, the most asked first."""

QUERIES: tuple[Query, ...] = tuple(query for topic in TOPICS.values() for query in topic)
