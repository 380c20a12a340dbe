"""Two states of one short name: which of them a text means by it."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.claims.english.document import Document, Line
from monitor.claims.english.lexicon import Node, Use
from monitor.claims.signals import PARTY


def settle_namesakes(document: Document, shared: Mapping[str, str]) -> None:
    """Leave each shared word to the one state that the text also names otherwise.

    Its owner in ``shared`` has it where the text names none of them otherwise, and nobody where it names
    several.
    """
    if not any(word in text for text in document.folded.values() for word in shared):
        return
    lines = [line for line in document.lines if PARTY in line.signs]
    doubtful = [node for line in lines for node in line.parsed.nodes if node.low in shared]
    named = _named_alone(lines)
    for node in doubtful:
        _settle(node, named, shared[node.low])


def _named_alone(lines: list[Line]) -> frozenset[str]:
    """The parties that a word names which is theirs alone."""
    found = [_parties(node) for line in lines for node in line.parsed.nodes if node.uses]
    return frozenset(uses[0].ref[0] for uses in found if len(uses) == 1)


def _settle(node: Node, named: frozenset[str], owner: str) -> None:
    """Keep the one use that is meant."""
    uses = _parties(node)
    if len(uses) < 2:
        return
    meant = [use for use in uses if use.ref[0] in named]
    meant = meant or [use for use in uses if use.ref[0] == owner]
    kept = meant if len(meant) == 1 else []
    node.uses = tuple(use for use in node.uses if use.kind != "party" or use in kept)


def _parties(node: Node) -> list[Use]:
    return [use for use in node.uses if use.kind == "party"]
