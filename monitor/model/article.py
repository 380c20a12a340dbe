"""An article, as the contract gives it (CLAIMS: Article)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Article:
    """One text of one publisher; all fields are plain text, never markup.

    ``source`` is the publisher's host, ``published`` is aware and in UTC, ``lang`` an ISO 639-1 code.
    """

    id: str
    source: str
    url: str
    published: datetime
    title: str = ""
    summary: str = ""
    body: str = ""
    lang: str | None = None

    def field(self, name: str) -> str:
        """The text of ``title``, ``summary`` or ``body``."""
        return {"title": self.title, "summary": self.summary, "body": self.body}[name]
