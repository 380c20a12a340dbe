"""What "it", "the kingdom" and "the minister" stand for."""

from __future__ import annotations

from functools import cached_property

from monitor.claims.english.closed import COUNTED, ORDINALS
from monitor.claims.english.descriptions import ANY_STATE, Descriptions
from monitor.claims.english.document import Document, Line, place_of_writing
from monitor.claims.english.grammar import Actor, party_use
from monitor.claims.english.groups import group_left, group_right, heading_of
from monitor.claims.signals import PARTY

MAX_BACK = 5
MAX_BACK_FITTING = 40
MAX_BACK_TOGETHER = 9


class Referents:
    """Resolves actors of a document to party codes.

    ``shut`` are those who can be no party of the accord, ``home`` is the party whose own page it is.
    """

    def __init__(
        self, document: Document, descriptions: Descriptions, shut: frozenset[str], home: str | None
    ) -> None:
        self._lines = document.lines
        self._descriptions = descriptions
        self._shut = shut
        self._home = home
        self._desk = descriptions.at(place_of_writing(document))

    def codes(self, line: Line, actor: Actor) -> tuple[tuple[str, ...], str]:
        """The codes that ``actor`` stands for, and by which rule; empty where it stands for none."""
        found, how = self._named(line, actor)
        own = actor.kind in ("described", "person") or actor.word in ("we", "our", "both")
        if not found and own and self._home and self._home not in self._shut:
            return (self._home,), "own-site"
        return found, how

    def _named(self, line: Line, actor: Actor) -> tuple[tuple[str, ...], str]:
        """What the text itself says of whom ``actor`` is."""
        if actor.codes:
            if self._shut.isdisjoint(actor.codes):
                return actor.codes, actor.how
            return tuple(code for code in actor.codes if code not in self._shut), actor.how
        if owner := self._owner(line, actor):
            return owner, "owner"
        if actor.kind == "described":
            return self._described(line, actor), "description"
        if actor.kind == "pronoun":
            return self._pronoun(line, actor), "pronoun"
        if actor.word in ("former", "latter"):
            return self._of_two(line, actor), "group"
        if actor.kind == "group" and (actor.word in _PLURALS or actor.word in _COUNTS):
            return self._counted(line, actor), "group"
        if actor.kind == "person":
            first = line.parsed.nodes[actor.start].low in ("my", "our")
            spoken = self._speaker(line, actor) if first else ()
            if spoken:
                return spoken, "title"
            return self._office(line, actor)
        return (), "none"

    def _office(self, line: Line, actor: Actor) -> tuple[tuple[str, ...], str]:
        """Whose ``the Senate`` or ``the minister`` is: the state's last spoken of, the dateline's, or the only one's.

        An institution is of the dateline's state rather than of one that another line names.
        """
        recent = self._recent(line, actor.start, frozenset())
        if not _is_unowned(line, actor):
            return recent, "title"
        own_desk = self._descriptions.at(line.place) if line.place else None
        at = own_desk or self._desk
        desk = (at,) if at and at not in self._shut else ()
        here = self._recent(line, actor.start, frozenset(), reach=0)
        own = "institutions" in line.parsed.nodes[actor.end].tags
        own = own and (own_desk is not None or self._desk in self._told)
        if desk and not here and (own or not recent):
            return desk, "dateline"
        return (recent, "title") if recent else (self._sole, "sole")

    @cached_property
    def _told(self) -> frozenset[str]:
        """The parties that the text names at all, by whatever word."""
        return frozenset(
            party[0]
            for line in self._lines
            if PARTY in line.signs
            for _, node in line.marked
            if (party := party_use(node)) is not None
        )

    @property
    def _sole(self) -> tuple[str, ...]:
        """The one party that the text names; none where it names several."""
        told = self._told - self._shut
        return tuple(told) if len(told) == 1 else ()

    def _owner(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``In Abu Dhabi, whose government …``: who stands last before "whose", a place too."""
        if actor.start == 0 or line.parsed.nodes[actor.start - 1].low != "whose":
            return ()
        before = [
            found for found in line.parsed.actors if actor.start - 7 < found.end < actor.start
        ]
        codes = before[-1].codes if before else ()
        return tuple(code for code in codes if code not in self._shut)

    def _described(self, line: Line, actor: Actor) -> tuple[str, ...]:
        if _is_described_only(line, actor):
            return ()
        fits = self._descriptions.that_fit(actor)
        specific = actor.word not in ANY_STATE
        if specific or not self._descriptions.regions.isdisjoint(actor.adjectives):
            return (
                self._recent(line, actor.start, fits)
                or self._by_adjective(line, actor, fits)
                or self._ahead(line, fits)
            )
        return (
            self._own_country(line, actor)
            or self._modifier(line, actor)
            or self._place(line, actor)
            or self._recent(line, actor.start, frozenset())
            or self._people(line, actor)
        )

    def _own_country(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``"Our country joined", X's minister said``: whoever speaks says whose it is."""
        own = line.parsed.nodes[actor.start].low in ("our", "my")
        return self._speaker(line, actor) if own and self._is_quoted(line) else ()

    def _people(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``a Kenyan delegation said that the country …``, where no state is named: the adjective's."""
        named = self._adjectives(line.index, line, actor, self._descriptions.codes)
        return tuple(code for code in named[-1:] if code not in self._shut)

    def _place(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``prices in X have risen since the country …``: the place, where nobody else is named before."""
        named = [found for found in line.parsed.actors if found.codes and found.end < actor.start]
        if len(named) != 1 or not _is_place(line, named[0]):
            return ()
        between = line.parsed.nodes[named[0].end : actor.start]
        if not any(node.low in _SUBORDINATE for node in between):
            return ()
        return tuple(code for code in named[0].codes if code not in self._shut)

    def _by_adjective(self, line: Line, actor: Actor, fits: frozenset[str]) -> tuple[str, ...]:
        """``Moroccan growers … the kingdom``: of those that fit, the one named by an adjective before."""
        for index in range(line.index, max(-1, line.index - MAX_BACK - 1), -1):
            found = self._adjectives(index, line, actor, fits)
            if found and found[-1] not in self._shut:
                return (found[-1],)
        return ()

    def _modifier(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``Kazakh colleagues remind us that their country …``: whose it is may be said by an adjective."""
        nodes = line.parsed.nodes
        if nodes[actor.start].low not in ("their", "his", "her"):
            return ()
        for node in reversed(nodes[: actor.start]):
            party = party_use(node)
            if party is not None and party[0] not in self._shut:
                return (party[0],)
        return ()

    def _pronoun(self, line: Line, actor: Actor) -> tuple[str, ...]:
        if actor.word in _FIRST_PERSON:
            heading = [code for one in heading_of(line) for code in one.codes]
            if heading:
                return tuple(code for code in heading if code not in self._shut)
            if self._answers(line):
                return self._interviewee
            if not self._is_quoted(line):
                return () if actor.word != "there" else self._recent(line, actor.start, frozenset())
            codes = self._speaker(line, actor) or self._speaker_before(line)
            if codes:
                return codes
        near = self._cataphor(line, actor) or self._reporter(line, actor)
        if near:
            return near
        if actor.word == "it" and _is_of_any(line, actor):
            return ()
        if actor.word == "it" and self._is_quoted(line):
            speakers = {
                code
                for found in line.parsed.actors
                if found.start > actor.end
                for code in found.codes
            }
            codes = self._recent(line, actor.start, self._descriptions.codes - speakers)
            if codes:
                return codes
        if actor.word in ("they", "their", "both"):
            group = self._group_before(line, actor.start)
            if group:
                return group
        return self._recent(line, actor.start, frozenset())

    def _answers(self, line: Line) -> bool:
        """Whether the line is of an answer in an interview: its paragraph opens with "A:"."""
        if not self._interviewee:
            return False
        opening = line
        while opening.before is not None and opening.before.paragraph == line.paragraph:
            opening = self._lines[opening.index - 1]
        return opening.text.lstrip(" *").startswith(("a:", "a."))

    @cached_property
    def _interviewee(self) -> tuple[str, ...]:
        """Whose official is interviewed: the first one named, where questions and answers are marked."""
        if not any(line.text.lstrip(" *").startswith(("q:", "q.")) for line in self._lines):
            return ()
        for line in self._lines[:6]:
            for actor in line.parsed.actors:
                if actor.kind == "office" and actor.codes:
                    return tuple(code for code in actor.codes if code not in self._shut)
        return ()

    def _cataphor(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``After its accession, Croatia …``: the name follows behind the comma."""
        nodes = line.parsed.nodes
        opens = any(node.low in _OPENING for node in nodes[: min(4, actor.start)])
        if actor.word not in ("its", "their", "it") or not opens:
            return ()
        if any(found.codes for found in line.parsed.actors if found.end < actor.start):
            return ()
        comma = next((k for k, node in enumerate(nodes) if node.low == ","), len(nodes))
        for found in line.parsed.actors:
            if comma < found.start <= comma + 2 and found.codes and not found.how.endswith("'s"):
                return tuple(code for code in found.codes if code not in self._shut)
        return ()

    def _reporter(self, line: Line, actor: Actor) -> tuple[str, ...]:
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

    def _speaker(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """Who says what ``actor`` stands in: the actor beside the reporting verb behind it."""
        nodes = line.parsed.nodes
        actors = line.parsed.actors
        behind = [found for found in actors if found.start >= actor.end]
        before = [found for found in actors if found.end < actor.start]
        for found in (*behind, *reversed(before)):
            if not found.codes or _is_place(line, found):
                continue
            around = (*nodes[max(0, found.start - 2) : found.start], *nodes[found.end + 1 :][:4])
            if any(node.use("report") for node in around):
                return tuple(code for code in found.codes if code not in self._shut)
        return ()

    def _speaker_before(self, line: Line) -> tuple[str, ...]:
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

    def _is_quoted(self, line: Line) -> bool:
        """Whether somebody speaks in the line: "we" is then the speaker's country."""
        return any(node.low == '"' or node.use("report") for node in line.parsed.nodes)

    def _group_before(self, line: Line, at: int) -> tuple[str, ...]:
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

    def _counted(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``the three countries``: the last ones named, if they are that many, conveners counted too."""
        words = [node.low for node in line.parsed.nodes[actor.start : actor.end + 1]]
        count = next((_COUNTS[word] for word in words if word in _COUNTS), 0)
        if not count or words[0] not in ("the", "both", "these", "all"):
            return ()
        if "other" in words:
            return self._others(line, actor, count)
        fits = self._descriptions.that_lie_in(self._descriptions.regions.intersection(words))
        named = self._named_together(line, actor, count, fits)
        if named:
            return tuple(code for code in named if code not in self._shut)
        seen: dict[str, None] = {}
        for index in range(line.index, max(-1, line.index - 4), -1):
            parsed = self._lines[index].parsed
            for found in parsed.actors:
                if index < line.index or found.end < actor.start:
                    for code in found.codes:
                        if not fits or code in fits:
                            seen[code] = None
            seen.update(dict.fromkeys(self._adjectives(index, line, actor, fits)))
            if len(seen) >= count:
                break
        if len(seen) != count:
            return ()
        return tuple(code for code in seen if code not in self._shut)

    def _of_two(self, line: Line, actor: Actor) -> tuple[str, ...]:
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

    def _adjectives(self, index: int, line: Line, actor: Actor, fits: frozenset[str]) -> list[str]:
        """``the Finnish file``: those of a region that are named by adjectives alone."""
        if PARTY not in self._lines[index].signs:
            return []
        nodes = self._lines[index].parsed.nodes
        nodes = nodes[: actor.start] if index == line.index else nodes
        named = [party[0] for node in nodes if (party := party_use(node)) is not None]
        return [code for code in named if code in fits]

    def _recent(
        self, line: Line, at: int, fits: frozenset[str], reach: int = MAX_BACK
    ) -> tuple[str, ...]:
        """The party last spoken of: in this line, else the subject of one before, else the first named there."""
        reach = MAX_BACK_FITTING if fits else reach
        beside: str | None = None
        for index in range(line.index, max(-1, line.index - reach - 1), -1):
            other = self._lines[index]
            if PARTY not in other.signs:
                continue
            found = [
                (actor, code)
                for actor in other.parsed.actors
                if (index < line.index or actor.end < at) and not _is_place(other, actor)
                for code in actor.codes
                if code not in self._shut and (not fits or code in fits)
            ]
            if index == line.index and not fits:
                found = _in_clause(other, at, found)
            if found and (fits or index == line.index or not _is_beside(other, found[0][0])):
                return (found[0][1],)
            beside = beside or (found[0][1] if found else None)
        return (beside,) if beside is not None else ()

    def _ahead(self, line: Line, fits: frozenset[str]) -> tuple[str, ...]:
        """A headline may say "the kingdom" before the text names it."""
        for other in self._lines[line.index : line.index + 4]:
            for actor in other.parsed.actors:
                for code in actor.codes:
                    if code in fits and code not in self._shut:
                        return (code,)
        return ()


def _is_of_any(line: Line, actor: Actor) -> bool:
    """``allows a party to give notice that it leaves``: what is said of any state is said of none."""
    nodes = line.parsed.nodes
    for k in range(actor.start - 1, 0, -1):
        one = line.parsed.covering.get(k)
        if one is not None and one.codes:
            return False
        if nodes[k].low in _MEMBERS and nodes[k - 1].low in ("a", "an", "any", "each", "every"):
            return not any(other.codes for other in line.parsed.actors if other.end < k)
    return False


_MEMBERS = frozenset(("party", "member", "state", "country", "nation", "ally", "signatory"))


def _in_clause(line: Line, at: int, found: list[tuple[Actor, str]]) -> list[tuple[Actor, str]]:
    """``When A struck, B turned to the club it had joined``: of those named, the ones of the pronoun's own clause."""
    nodes = line.parsed.nodes
    begin = max((k for k in range(at) if nodes[k].low == ";"), default=-1) + 1
    if begin < at and nodes[begin].low in _OPENING_CLAUSE:
        comma = next((k for k in range(begin, at) if nodes[k].low == ","), begin)
        begin = comma
    own = [one for one in found if one[0].start >= begin]
    return own or found


_OPENING_CLAUSE = frozenset(("when", "while", "although", "though", "as", "if", "since", "after"))
_SUBORDINATE = frozenset(("since", "after", "before", "when", "until"))
_OPENING = frozenset(
    ("after", "since", "before", "with", "following", "despite", "upon", "ever", "until", "when")
)
_FIRST_PERSON = frozenset(("we", "i", "our", "my", "us", "there"))
"""Words of one who speaks; "there is no plan" is said by whoever speaks of a plan."""
_PLURALS = frozenset(
    [
        "countries",
        "states",
        "nations",
        "neighbours",
        "neighbors",
        "republics",
        "kingdoms",
        "monarchies",
        "governments",
    ]
)
_COUNTS = {**COUNTED, "both": 2}
_OFFICES = frozenset(("offices", "institutions"))


def _is_unowned(line: Line, actor: Actor) -> bool:
    """``the [interim] government``, ``Parliament``; not ``his minister``, ``whose Senate``, ``President Mora``."""
    nodes = line.parsed.nodes
    tags = nodes[actor.end].tags
    before = nodes[actor.start - 1].low if actor.start else ""
    if not tags & _OFFICES or before in ("whose", "a", "an"):
        return False
    return nodes[actor.start].low == "the" or "institutions" in tags & nodes[actor.start].tags


def _is_described_only(line: Line, actor: Actor) -> bool:
    """``The last country to enter was X``: who it was is told behind."""
    behind = line.parsed.nodes[actor.end + 1 :]
    ranked = not ORDINALS.isdisjoint(actor.adjectives) and [n.low for n in behind[:1]] == ["to"]
    return ranked and actor.start == 0


_PLACE_PREPOSITIONS = frozenset(
    ("in", "at", "from", "near", "outside", "around", "to", "via", "into", "against", "between")
)


def _is_place(line: Line, actor: Actor) -> bool:
    """Whether the actor only says where: "at Bucharest"."""
    if actor.how not in ("seat", "name") or actor.start == 0:
        return False
    return line.parsed.nodes[actor.start - 1].low in _PLACE_PREPOSITIONS


def _is_beside(line: Line, actor: Actor) -> bool:
    """``She did not mention X``: another is the subject, and X does not speak."""
    nodes = line.parsed.nodes
    if actor.start and nodes[actor.start - 1].use("report") is not None:
        return False
    before = [other for other in line.parsed.actors if other.end < actor.start]
    return any(other.kind in ("person", "described") or other.word in _ONE for other in before)


_ONE = frozenset(("it", "he", "she", "i"))
