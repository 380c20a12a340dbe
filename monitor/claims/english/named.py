"""Where in a line, and how near, an accord is named."""

from __future__ import annotations

from monitor.claims.english.document import Document, Line

STOPS = frozenset((";", ".", "!", "?", ":"))


def about(document: Document) -> bool:
    """Whether the article is about its main accord: named at its head, or more than once."""
    return document.is_about


def accord_at(line: Line, where: int) -> str | None:
    """The accord that node ``where`` of the line names."""
    return next((accord for accord, node, _ in line.accords if node == where), None)


def nearest(line: Line, at: int) -> tuple[str, int] | None:
    """The accord named next to node ``at`` in the line, on either side, and its node."""
    if not line.accords:
        return None
    accord, node, _ = min(line.accords, key=lambda found: abs(found[1] - at))
    return accord, node


def right_accord(line: Line, at: int) -> tuple[str, int] | None:
    """The first accord behind node ``at`` in its clause, and its node."""
    nodes = line.parsed.nodes
    for accord, node, how in line.accords:
        if node > at and how != "compound":
            between = nodes[at + 1 : node]
            if any(n.low in STOPS or n.low == "but" for n in between):
                return None
            return accord, node
    return None
