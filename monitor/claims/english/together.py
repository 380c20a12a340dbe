"""Several who are meant at once: "they", "the three countries", "the latter", "the other two"."""

from __future__ import annotations

from monitor.claims.english.closed import COUNTED
from monitor.claims.english.descriptions import Descriptions
from monitor.claims.english.document import Line
from monitor.claims.english.grammar import Actor
from monitor.claims.english.groups import group_left, group_right
from monitor.claims.english.recency import Recency
from monitor.claims.signals import PARTY

MAX_BACK_TOGETHER = 9


class Together:
    """Finds the parties that the text names side by side.

    ``shut`` are those who can be no party of the accord.
    """

    def __init__(
        self,
        lines: list[Line],
        descriptions: Descriptions,
        recency: Recency,
        shut: frozenset[str],
    ) -> None:
        self._lines = lines
        self._descriptions = descriptions
        self._recency = recency
        self._shut = shut

    def counted(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``the three countries``: the last ones named, if they are that many, conveners counted too."""
        nodes = line.parsed.nodes
        counted = actor.start > 1 and nodes[actor.start - 2].low in ("all", "these")
        first = actor.start - 2 * (counted and nodes[actor.start - 1].low in COUNTS)
        words = [node.low for node in nodes[first : actor.end + 1]]
        count = next((COUNTS[word] for word in words if word in COUNTS), 0)
        if not count or words[0] not in ("the", "both", "these", "all"):
            return ()
        if "other" in words:
            return self._others(line, actor, count)
        fits = self._descriptions.that_lie_in(self._descriptions.regions.intersection(words))
        named = self._named_together(line, actor, count, fits)
        if named:
            return tuple(code for code in named if code not in self._shut)
        seen = self._last_named(line, actor, count, fits)
        if len(seen) != count:
            return ()
        return tuple(code for code in seen if code not in self._shut)

    def _last_named(
        self, line: Line, actor: Actor, count: int, fits: frozenset[str]
    ) -> dict[str, None]:
        """Those named in the nearest lines, line by line until they are so many or more."""
        seen: dict[str, None] = {}
        for index in range(line.index, max(-1, line.index - 4), -1):
            parsed = self._lines[index].parsed
            for found in parsed.actors:
                if index < line.index or found.end < actor.start:
                    for code in found.codes:
                        if not fits or code in fits:
                            seen[code] = None
            seen.update(dict.fromkeys(self._recency.adjectives(index, line, actor, fits)))
            if len(seen) >= count:
                break
        return seen

    def of_two(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``the former``, ``the latter``: the one or the other of two that were named together."""
        pair = self._named_together(line, actor, 2, frozenset())
        named = pair[: actor.word == "former"] or pair[1:]
        return tuple(code for code in named if code not in self._shut)

    def _others(self, line: Line, actor: Actor, count: int) -> tuple[str, ...]:
        """``Of X, Y and Z, X has signed; the other two``: those of the group who were not named again."""
        whole = self._named_together(line, actor, count + 1, frozenset())
        again: set[str] = set()
        for index in range(line.index, max(-1, line.index - 2), -1):
            for found in self._lines[index].parsed.actors:
                alone = len(group_left(self._lines[index].parsed, found)) == 1
                if (index < line.index or found.end < actor.start) and alone:
                    again.update(found.codes)
        rest = tuple(code for code in whole if code not in again and code not in self._shut)
        return rest if len(rest) == count else ()

    def _named_together(
        self, line: Line, actor: Actor, count: int, fits: frozenset[str]
    ) -> tuple[str, ...]:
        """So many that the nearest line names in one breath: ``Fiji and Tonga … both countries``."""
        for index in range(line.index, max(-1, line.index - MAX_BACK_TOGETHER), -1):
            if PARTY not in self._lines[index].signs:
                continue
            parsed = self._lines[index].parsed
            for found in reversed(parsed.actors):
                if index == line.index and found.end >= actor.start:
                    continue
                group = group_left(parsed, found) if found.codes else []
                codes = dict.fromkeys(code for one in reversed(group) for code in one.codes)
                if len(codes) == count and (not fits or fits.issuperset(codes)):
                    return tuple(codes)
        return ()

    def group_before(self, line: Line, at: int) -> tuple[str, ...]:
        """``Fiji and Tonga … they``: two or more of this line or the one before, who open it or stand in it."""
        for index in range(line.index, max(-1, line.index - 2), -1):
            other = self._lines[index]
            codes = self._in_one_breath(other, at if index == line.index else None)
            codes = codes or tuple(
                dict.fromkeys(
                    code
                    for found in other.parsed.actors
                    if index < line.index or found.end < at
                    for code in found.codes
                    if code not in self._shut
                )
            )
            if len(codes) >= 2:
                return codes
        return ()

    def _in_one_breath(self, line: Line, at: int | None) -> tuple[str, ...]:
        """``Kenya and Togo left behind what Mali holds dear; they …``: those who open the line together."""
        parsed = line.parsed
        first = next((found for found in parsed.actors if found.codes), None)
        if first is None or first.how.endswith("'s"):
            return ()
        group = group_right(parsed, first)
        codes = dict.fromkeys(code for one in group for code in one.codes)
        told = tuple(code for code in codes if code not in self._shut)
        return told if len(told) >= 2 and (at is None or group[-1].end < at) else ()


COUNTS = {**COUNTED, "both": 2}
