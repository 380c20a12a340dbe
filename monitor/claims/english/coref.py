"""What "it", "the kingdom" and "the minister" stand for."""

from __future__ import annotations

from monitor.claims.english.closed import ORDINALS
from monitor.claims.english.descriptions import ANY_STATE, Descriptions
from monitor.claims.english.document import Document, Line, place_of_writing
from monitor.claims.english.grammar import Actor, party_use
from monitor.claims.english.groups import heading_of
from monitor.claims.english.quotations import Quotations, is_quoted
from monitor.claims.english.recency import Recency, is_place
from monitor.claims.english.together import COUNTS, Together


class Referents:
    """Resolves actors of a document to party codes.

    ``shut`` are those who can be no party of the accord, ``home`` is the party whose own page it is.
    """

    def __init__(
        self, document: Document, descriptions: Descriptions, shut: frozenset[str], home: str | None
    ) -> None:
        self._lines = document.lines
        self._recency = Recency(document.lines, shut)
        self._quotations = Quotations(document.lines, shut)
        self._together = Together(document.lines, descriptions, self._recency, shut)
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
            return self._together.of_two(line, actor), "group"
        if actor.kind == "group" and (actor.word in _PLURALS or actor.word in COUNTS):
            return self._together.counted(line, actor), "group"
        if actor.kind == "person":
            first = line.parsed.nodes[actor.start].low in ("my", "our")
            spoken = self._quotations.speaker(line, actor) if first else ()
            if spoken:
                return spoken, "title"
            return self._office(line, actor)
        return (), "none"

    def _office(self, line: Line, actor: Actor) -> tuple[tuple[str, ...], str]:
        """Whose ``the Senate`` or ``the minister`` is: the state's last spoken of, the dateline's, or the only one's.

        An institution is of the dateline's state rather than of one that another line names.
        """
        recent = self._recency.last(line, actor.start, frozenset())
        if not _is_unowned(line, actor):
            return recent, "title"
        scene = self._scene(line, actor)
        if scene:
            return scene, "title"
        own_desk = self._descriptions.at(line.place) if line.place else None
        at = own_desk or self._desk
        desk = (at,) if at and at not in self._shut else ()
        here = self._recency.last(line, actor.start, frozenset(), reach=0)
        own = "institutions" in line.parsed.nodes[actor.end].tags
        own = own and (own_desk is not None or self._desk in self._recency.told)
        if desk and not here and (own or not recent):
            return desk, "dateline"
        return (recent, "title") if recent else (self._recency.sole, "sole")

    def _scene(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``In Tbilisi, the president …``, ``In Niamey the tone is another. The government …``: where it is told of."""
        before = [found for found in line.parsed.actors if found.codes and found.end < actor.start]
        if not before and line.index:
            line = self._lines[line.index - 1]
            before = [found for found in line.parsed.actors if found.codes]
        opens = len(before) == 1 and before[0].start == 1 and before[0].how == "seat"
        if not (opens and line.parsed.nodes[0].low == "in"):
            return ()
        return tuple(code for code in before[0].codes if code not in self._shut)

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
        """Whom "the kingdom" or "their country" means: of those that it fits, or of any."""
        if _is_described_only(line, actor):
            return ()
        fits = self._descriptions.that_fit(actor)
        specific = actor.word not in ANY_STATE
        if specific or not self._descriptions.regions.isdisjoint(actor.adjectives):
            return (
                self._recency.last(line, actor.start, fits)
                or self._recency.by_adjective(line, actor, fits)
                or self._recency.first_ahead(line, fits)
            )
        return (
            self._own_country(line, actor)
            or self._modifier(line, actor)
            or self._place(line, actor)
            or self._recency.last(line, actor.start, frozenset())
            or self._people(line, actor)
            or self._written_from()
        )

    def _written_from(self) -> tuple[str, ...]:
        """``MANILA – The country …``: the state of the dateline, where the text has named none."""
        at = self._desk
        return (at,) if at is not None and at not in self._shut else ()

    def _own_country(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``"Our country joined", X's minister said``: whoever speaks says whose it is."""
        own = line.parsed.nodes[actor.start].low in ("our", "my")
        return self._quotations.speaker(line, actor) if own and is_quoted(line) else ()

    def _people(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``a Kenyan delegation said that the country …``, where no state is named: the adjective's."""
        named = self._recency.adjectives(line.index, line, actor, self._descriptions.codes)
        return tuple(code for code in named[-1:] if code not in self._shut)

    def _place(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``prices in X have risen since the country …``: the place, where nobody else is named before."""
        named = [found for found in line.parsed.actors if found.codes and found.end < actor.start]
        if len(named) != 1 or not is_place(line, named[0]):
            return ()
        between = line.parsed.nodes[named[0].end : actor.start]
        if not any(node.low in _SUBORDINATE for node in between):
            return ()
        return tuple(code for code in named[0].codes if code not in self._shut)

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
        """Whom "we", "it" or "they" mean: who speaks, who reports it, or who was named last."""
        if actor.word in _FIRST_PERSON:
            spoken = self._first_person(line, actor)
            if spoken is not None:
                return spoken
        near = self._cataphor(line, actor) or self._quotations.reporter(line, actor)
        if near:
            return near
        if actor.word == "it" and _is_of_any(line, actor):
            return ()
        if actor.word == "it" and is_quoted(line):
            codes = self._spoken_of(line, actor)
            if codes:
                return codes
        if actor.word in ("they", "their", "both"):
            group = self._together.group_before(line, actor.start)
            if group:
                return group
        return self._recency.last(line, actor.start, frozenset()) or self._of_description(
            line, actor
        )

    def _of_description(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``The North African country said that it …``: whom the description means that stands before it."""
        first = line.parsed.covering.get(0)
        if first is None or first.kind != "described" or first.end >= actor.start:
            return ()
        return self._described(line, first)

    def _first_person(self, line: Line, actor: Actor) -> tuple[str, ...] | None:
        """Whose "we" or "our" it is; None where somebody is quoted and the text does not say who."""
        heading = [code for one in heading_of(line) for code in one.codes]
        if heading:
            return tuple(code for code in heading if code not in self._shut)
        if self._quotations.answers(line):
            return self._quotations.interviewee
        if not is_quoted(line):
            there = actor.word == "there"
            return self._recency.last(line, actor.start, frozenset()) if there else ()
        return (
            self._quotations.speaker(line, actor) or self._quotations.speaker_before(line) or None
        )

    def _spoken_of(self, line: Line, actor: Actor) -> tuple[str, ...]:
        """``"it will sign", B's minister said``: the party last named that is none of those who speak."""
        speakers = {
            code for found in line.parsed.actors if found.start > actor.end for code in found.codes
        }
        return self._recency.last(line, actor.start, self._descriptions.codes - speakers)

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


_OPENING = frozenset(
    ("after", "since", "before", "with", "following", "despite", "upon", "ever", "until", "when")
)
_SUBORDINATE = frozenset(("since", "after", "before", "when", "until"))
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


def _is_unowned(line: Line, actor: Actor) -> bool:
    """``the [interim] government``, ``Parliament``; not ``his minister``, ``whose Senate``, ``President Mora``."""
    nodes = line.parsed.nodes
    tags = nodes[actor.end].tags
    before = nodes[actor.start - 1].low if actor.start else ""
    if not tags & _OFFICES or before in ("whose", "a", "an"):
        return False
    return nodes[actor.start].low == "the" or "institutions" in tags & nodes[actor.start].tags


_OFFICES = frozenset(("offices", "institutions"))


def _is_described_only(line: Line, actor: Actor) -> bool:
    """``The last country to enter was X``: who it was is told behind."""
    behind = line.parsed.nodes[actor.end + 1 :]
    ranked = not ORDINALS.isdisjoint(actor.adjectives) and [n.low for n in behind[:1]] == ["to"]
    return ranked and actor.start == 0
