"""Who speaks where somebody says "we", "our country" or "it": in a quotation, a report or an interview."""

from __future__ import annotations

from functools import cached_property

from monitor.claims.english.document import Line
from monitor.claims.english.grammar import Actor
from monitor.claims.english.recency import is_place


class Quotations:
    """Finds the party whose official speaks in a line.

    ``shut`` are those who can be no party of the accord.
    """

    def __init__(self, lines: list[Line], shut: frozenset[str]) -> None:
        self._lines = lines
        self._shut = shut

    def speaker(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """Who says what ``actor`` stands in: the actor beside the reporting verb behind it."""
        nodes = line.parsed.nodes
        actors = line.parsed.actors
        behind = [found for found in actors if found.start >= actor.end]
        before = [found for found in actors if found.end < actor.start]
        for found in (*behind, *reversed(before)):
            if not found.codes or is_place(line, found):
                continue
            around = (*nodes[max(0, found.start - 2) : found.start], *nodes[found.end + 1 :][:4])
            if any(node.use("report") for node in around):
                return tuple(code for code in found.codes if code not in self._shut)
        return ()

    def speaker_before(self, line: Line) -> tuple[str, ...]:
        """Who was quoted in the line before, where a quotation goes on: ``"… ," Trump said. "We will …"``."""
        before = self._lines[line.index - 1] if line.index else None
        if before is None or not line.text.lstrip().startswith('"') or '"' not in before.text:
            return ()
        nodes = before.parsed.nodes
        for found in reversed(before.parsed.actors):
            around = (*nodes[max(0, found.start - 2) : found.start], *nodes[found.end + 1 :][:3])
            if found.codes and any(node.use("report") is not None for node in around):
                return found.codes
        return ()

    def reporter(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``…, and Azerbaijan has said that it``: who reports right before the pronoun."""
        nodes = line.parsed.nodes
        if actor.word != "it" or actor.start < 2 or nodes[actor.start - 1].low != "that":
            return ()
        said = actor.start - 2
        if nodes[said].use("report") is None:
            return ()
        for k in range(said - 1, max(said - 4, -1), -1):
            found = line.parsed.covering.get(k)
            if found is not None and found.codes:
                return tuple(code for code in found.codes if code not in self._shut)
        return ()

    def answers(self, line: Line) -> bool:
        """Whether the line is of an answer in an interview: its paragraph opens with "A:"."""
        if not self.interviewee:
            return False
        opening = line
        while opening.before is not None and opening.before.paragraph == line.paragraph:
            opening = self._lines[opening.index - 1]
        return opening.text.lstrip(" *").startswith(("a:", "a."))

    @cached_property
    def interviewee(self) -> tuple[str, ...]:
        """Whose official is interviewed: the first one named, where questions and answers are marked."""
        if not any(line.text.lstrip(" *").startswith(("q:", "q.")) for line in self._lines):
            return ()
        for line in self._lines[:6]:
            for actor in line.parsed.actors:
                if actor.kind == "office" and actor.codes:
                    return tuple(code for code in actor.codes if code not in self._shut)
        return ()


def is_quoted(line: Line) -> bool:
    """Whether somebody speaks in the line: "we" is then the speaker's country."""
    return any(node.low == '"' or node.use("report") for node in line.parsed.nodes)
