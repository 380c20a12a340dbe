"""Which accords a text names: by an alias or a short form, where the name is not in doubt, lent or part of another."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.claims.english.document import Document, Line
from monitor.claims.english.grammar import acts
from monitor.claims.english.lexicon import Node
from monitor.claims.english.objects import MONTHS_AND_DAYS
from monitor.claims.english.wordlists import word_set
from monitor.claims.signals import ACCORD
from monitor.claims.text import fold
from monitor.model.accord import Accord


def find_accords(document: Document, heads: frozenset[str]) -> None:
    """Note in each line the accords that it names: first by an alias, then by a short form of those."""
    doubts = _Doubts(document)
    naming = [line for line in document.lines if ACCORD in line.signs]
    named = [
        (line, at, accord_id)
        for line in naming
        for at, node in line.marked
        if (accord_id := _aliased(node)) and _counts(document, line, at, accord_id, doubts)
    ]
    for line, at, accord_id in _without_parties(named):
        document.named[accord_id] = None
        line.accords.append((accord_id, at, "alias"))
    for line in naming:
        for at, node in line.marked:
            if node.low in heads and _is_rival(line, at):
                line.accords.append(("", at, "rival"))
            _add_short(document, line, at, node)
        line.accords.sort(key=lambda found: found[1])


_Named = tuple[Line, int, str]
"""An accord's full name at a node of a line."""


def _without_parties(named: list[_Named]) -> Iterator[_Named]:
    """The names without those of accords that are parties here: ``the EU signed the convention``."""
    acting = {(line.index, at) for line, at, _ in named if acts(line.parsed.nodes, at)}
    objects = [one for one in named if (one[0].index, one[1]) not in acting]
    ids, lines = {accord_id for _, _, accord_id in objects}, {line.index for line, _, _ in objects}
    for line, at, accord_id in named:
        beside = line.index in lines or (ids and accord_id not in ids)
        joins = beside and (line.index, at) in acting
        node = line.parsed.nodes[at]
        other = "accord" if joins else "party"
        node.uses = tuple(use for use in node.uses if use.kind != other)
        if not joins:
            yield line, at, accord_id


def _aliased(node: Node) -> str | None:
    """The accord of which a phrase is a full name; it may be a short form of others."""
    return next(
        (use.ref[0] for use in node.uses if use.kind == "accord" and use.ref[1] == "alias"), None
    )


def _add_short(document: Document, line: Line, at: int, node: Node) -> None:
    for use in node.uses:
        if use.kind == "accord" and use.ref[1] == "short" and use.ref[0] in document.named:
            if not any(found[1] == at for found in line.accords):
                line.accords.append((use.ref[0], at, "short"))
            return


def _is_rival(line: Line, at: int) -> bool:
    """Whether another accord is named: ``the Isaac Accords``; it takes the verbs beside it."""
    before = line.parsed.nodes[at - 1] if at else None
    node = line.parsed.nodes[at]
    return bool(
        before is not None
        and node.cap
        and before.cap
        and before.low.isalpha()
        and before.low not in ("the", "these", "a", "of")
        and not before.use("accord")
    )


def _counts(document: Document, line: Line, at: int, accord_id: str, doubts: _Doubts) -> bool:
    """Whether an alias stands for the accord: not the head of another name, not ambiguous without help."""
    nodes = line.parsed.nodes
    if doubts.hold(accord_id, nodes[at].low):
        return False
    if _is_nickname(nodes, at):
        return False
    after = nodes[at + 1] if at + 1 < len(nodes) else None
    if after is None:
        return True
    if after.low in word_set("other_heads") and after.cap and not after.uses:
        return False
    if _is_compound(line, at):
        line.parsed.settle()
        nodes[at].uses = tuple(use for use in nodes[at].uses if use.kind != "accord")
        line.accords.append((accord_id, at, "compound"))
        document.named[accord_id] = None
        return False
    return True


class _Doubts:
    """Whether an alias may mean something else in a text, and no word of the text helps."""

    def __init__(self, document: Document) -> None:
        self._accords = document.accords
        self._text = " ".join(document.folded.values())
        self._known: dict[tuple[str, str], bool] = {}

    def hold(self, accord_id: str, low: str) -> bool:
        """Whether ``low`` is in doubt; looked up once for each alias."""
        known = self._known.get((accord_id, low))
        if known is None:
            known = self._known[accord_id, low] = self._in_doubt(self._accords[accord_id], low)
        return known

    def _in_doubt(self, accord: Accord, low: str) -> bool:
        sure = {fold(alias) for alias in accord.aliases}
        bare = low if low in sure else low.removeprefix("the ")
        return any(
            fold(alias) == bare and not any(fold(word) in self._text for word in helpers)
            for alias, helpers in accord.ambiguous.items()
        )


_CALLED = frozenset(["called", "dubbed", "nicknamed", "styled", "termed", "known"])


def _is_nickname(nodes: list[Node], at: int) -> bool:
    """``sometimes called the gas OPEC``, ``the OPEC of gas``: the name is lent to something else."""
    if not any(node.low in _CALLED for node in nodes[max(0, at - 4) : at]):
        return False
    before = nodes[at - 1]
    of = at + 1 < len(nodes) and nodes[at + 1].low == "of"
    return of or not (before.uses or before.tags or before.cap or before.low in _CALLED)


def _is_compound(line: Line, at: int) -> bool:
    """``NATO Codification System``: the name is a part of another name, unless all words are in capitals."""
    nodes = line.parsed.nodes
    run = []
    for node in nodes[at + 1 :]:
        if not node.cap or not node.low[0].isalpha() or node.low in MONTHS_AND_DAYS:
            break
        run.append(node)
    if not run or any(node.uses or "papers" in node.tags for node in run):
        return False
    words = [node for node in (*nodes[:at], *nodes[at + 1 + len(run) :]) if node.low[0].isalpha()]
    return sum(node.cap > 0 for node in words) < 0.6 * len(words)
