"""The exact words behind a claim."""

from __future__ import annotations

from monitor.claims.document import Line
from monitor.model.article import Article
from monitor.model.claim import Evidence


def evidence_of(article: Article, line: Line) -> Evidence:
    """The whole sentence, by its offsets in the field."""
    sentence = line.sentence
    quote = article.field(sentence.field)[sentence.start : sentence.end]
    return Evidence(sentence.field, sentence.start, sentence.end, quote)
