"""Lines that the text itself does not stand by: what it takes back, answers with "no" or holds up to the facts."""

from __future__ import annotations

from monitor.claims.english.document import Document
from monitor.claims.english.lexicon import Node
from monitor.claims.english.wordlists import word_set


def find_checked(document: Document) -> None:
    """``CLAIM: "X has left." RATING: False``: a paragraph that quotes what is checked, up to the verdict."""
    begun: int | None = None
    for line in document.lines:
        start = line.page.folded.rfind("\n", 0, line.span[0]) + 1
        opening = line.page.folded[start : line.span[1]].lstrip(' *•"')
        if opening.startswith(("claim:", "the claim:")):
            begun = line.paragraph
        line.checked = line.paragraph == begun and not line.text.lstrip().startswith(_VERDICTS)
        begun = begun if line.checked else None


_VERDICTS = ("verdict", "rating", "our rating", "the facts", "fact", "false", "true", "misleading")


def find_answers(document: Document) -> None:
    """A question that the next line answers with "no" is denied: asked in the text's own words or reported."""
    told = any("asked" in text for text in document.folded.values())
    for line, after in zip(document.lines, document.lines[1:], strict=False):
        if not (line.question or (told and "asked" in line.text)):
            continue
        if after.text.lstrip(' "-–—').startswith("no"):
            nodes = after.parsed.nodes
            first = next((k for k, node in enumerate(nodes) if node.low[0].isalpha()), 0)
            if is_bare_no(nodes, first):
                line.answer = "no"


def is_bare_no(nodes: list[Node], at: int) -> bool:
    """``No.``, ``"No," he said``: an answer, and no word of what follows; "no, but …" leaves something open."""
    if nodes[at].low != "no":
        return False
    behind = [node.low for node in nodes[at + 1 : at + 4]]
    return not behind or (not behind[0][0].isalnum() and not set(behind) & _OPEN)


_OPEN = frozenset(("but", "not", "not yet", "yet"))
_OWN_REPORT = frozenset(
    [
        "report",
        "reported",
        "reports",
        "article",
        "edition",
        "version",
        "wrote",
        "wrong",
        "wrongly",
        "incorrect",
        "incorrectly",
        "error",
        "stated",
        "retracts",
    ]
)


def find_corrections(document: Document) -> None:
    """Note which lines of a correction take something back: its headline, and what speaks of the outlet's report."""
    for line in document.lines:
        words = {node.low for node in line.parsed.nodes}
        line.correction = line.correction or line.field == "title" or bool(words & _OWN_REPORT)


def takes_back(text: str) -> bool:
    """Whether a line corrects or withdraws what was told."""
    return any(words in text for words in word_set("corrections"))
