"""All words that reading knows, compiled once into one table of phrases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from monitor.claims.candidate import Trigger
from monitor.claims.data import load
from monitor.claims.english.closed import (
    ACCORD_HEADS,
    COUNTED,
    GENERIC_HEADS,
    NEWCOMERS,
    PLURAL_GROUPS,
    POSSESSIVES,
    PRONOUNS,
    ROUND,
)
from monitor.claims.english.inflect import forms_of
from monitor.claims.english.words import capitals, words_of
from monitor.claims.signals import (
    ACCORD,
    APPROVES,
    CHAMBER,
    CORRECTS,
    ECHO,
    LISTS,
    PARTY,
    REFERS,
    TELLS,
    Signals,
)
from monitor.claims.text import fold
from monitor.model.accord import Accord
from monitor.model.party import Parties
from monitor.model.stage import Stage

_POSSESSIVES: tuple[tuple[str, ...], ...] = (
    ("its",), ("his",), ("her",), ("their",), ("our",), ("my",), ("your",), ("the",), ("its", "own"), ("their", "own")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Use:
    """One reading of a phrase: a trigger or a cue in a form of the verb, a party, an accord, a word class."""

    kind: str
    ref: Any = None
    form: str = ""


@dataclass(slots=True)
class Node:
    """A phrase in a sentence with all its uses; offsets are those of ``text``, the original field."""

    low: str
    start: int
    end: int
    text: str
    uses: tuple[Use, ...] = ()
    tags: frozenset[str] = frozenset()

    @property
    def cap(self) -> int:
        """The capitals at its front, up to two."""
        return capitals(self.text, self.start)

    def use(self, kind: str) -> Use | None:
        """The first use of ``kind``."""
        for use in self.uses:
            if use.kind == kind:
                return use
        return None


_NO_TAGS: frozenset[str] = frozenset()


@dataclass(slots=True)
class Branch:
    """A step of the table: the phrase up to here with its uses, if it is one, and the tokens that go on."""

    low: str
    uses: tuple[Use, ...] = ()
    tags: frozenset[str] = _NO_TAGS
    cased: bool = False
    onward: dict[str, Branch] = field(default_factory=dict)
    split: dict[str, tuple[Use, ...]] = field(default_factory=dict)


@dataclass
class Lexicon:
    """The table of phrases as a tree of tokens; a word that only has a class is a branch without uses.

    ``heads`` are the last words of the accords' names, ``shared`` are words that name
    two parties, with whose own name it is; ``signals`` tell which sentences are worth parsing.
    """

    tree: dict[str, Branch]
    signals: Signals
    heads: frozenset[str] = frozenset()
    shared: dict[str, str] = field(default_factory=dict)

    def parse(self, original: str, words: list[str], places: list[int]) -> list[Node]:
        """``words`` as nodes: at each place the longest phrase, else the plain word."""
        nodes: list[Node] = []
        apart: list[int] = []
        find, behind, last = self.tree.get, 0, len(words) - 1
        for at, low in enumerate(words):
            if at < behind:
                continue
            start = places[at]
            branch = find(low)
            if branch is None:
                nodes.append(Node(low, start, start + len(low), original))
                continue
            end = at
            if at < last and words[at + 1] in branch.onward:
                branch, end = _longest(branch, words, places, at, original)
                if branch.low in _TALLIES and _counts(words, end + 1):
                    branch, end = self.tree[low], at
                behind = end + 1
            uses = branch.uses
            if branch.cased:
                uses = _fitting(uses, original, start, places[end])
            if branch.split:
                apart.append(len(nodes))
            stop = places[end] + len(words[end])
            nodes.append(Node(branch.low, start, stop, original, uses, branch.tags))
        for at in apart:
            self._join_split(nodes, at)
        return nodes

    def _join_split(self, nodes: list[Node], at: int) -> None:
        """``ruled it out``: the particle may stand behind a short object."""
        node = nodes[at]
        if node.use("verb") is not None:
            return
        particles = self.tree[node.low].split
        for k, other in enumerate(nodes[at + 2 : at + 6], at + 2):
            behind = nodes[k + 1] if k + 1 < len(nodes) else None
            if other.low in particles and not _is_preposition(other, behind):
                node.uses = (*node.uses, *particles[other.low])
                return
            if other.low in _HARD_STOPS:
                return


_TALLIES = frozenset(("vote to", "votes to"))
_NUMBERS = frozenset(
    ["nil", "none", "zero", "nothing", "one", "two", "three", "four", "five", "six", "seven",
     "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
     "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty"]
)  # fmt: skip


def _counts(words: list[str], at: int) -> bool:
    """``by 188 votes to six``: what follows is a number, and nobody votes to do something."""
    return at < len(words) and (words[at][0].isdigit() or words[at].split("-")[0] in _NUMBERS)


def _is_preposition(particle: Node, behind: Node | None) -> bool:
    """``took X out in 2020``: before a number or a determiner, "in" is no particle."""
    if particle.low != "in" or behind is None:
        return False
    return behind.low[0].isdigit() or "determiners" in behind.tags or behind.cap > 0


def _longest(
    branch: Branch, words: list[str], places: list[int], at: int, original: str
) -> tuple[Branch, int]:
    """The longest phrase that begins at ``at``, and its last word; the single word where none fits."""
    best, last = branch, at
    here = branch
    for end in range(at + 1, len(words)):
        found = here.onward.get(words[end])
        if found is None:
            break
        here = found
        if here.uses and (not here.cased or _fitting(here.uses, original, places[at], places[end])):
            best, last = here, end
    return best, last


def _fitting(uses: tuple[Use, ...], original: str, first: int, last: int) -> tuple[Use, ...]:
    """The uses whose case fits a phrase with its first and last word there.

    Names are capitalised; ``us`` is a name only where it stands as ``US``.
    """
    cap = capitals(original, first)
    named = cap > 0 or original[last].isupper()
    return tuple(
        use for use in uses if (cap == 2 if use.form == "acronym" else named or use.kind != "party")
    )


_SIGNS = {
    "verb": TELLS, "noun": TELLS, "composed": LISTS, "grown": LISTS, "made": LISTS, "accord": ACCORD,
    "party": PARTY, "offices": REFERS, "chambers": CHAMBER,
}  # fmt: skip
"""What the uses and classes of words are signs of."""
_REFERRING = (
    PRONOUNS
    | POSSESSIVES
    | GENERIC_HEADS
    | PLURAL_GROUPS
    | NEWCOMERS
    | {"there", "latter", *COUNTED}
)
_SEPARABLE = frozenset(("reject", "admit", "expel", "take-back", "take-back-application", "court"))
_PARTICLES = frozenset(("out", "down", "in", "back", "away", "off", "aside"))
_HARD_STOPS = frozenset((".", ";", ",", ":", "!", "?", "and", "but", "that", "which"))


class LexiconBuilder:
    """Collects uses and hands out the table."""

    def __init__(self) -> None:
        self._uses: dict[tuple[str, ...], list[Use]] = {}
        self._tags: dict[str, set[str]] = {}

    def add(self, phrase: str, use: Use) -> None:
        """``phrase`` has this use; possessives are filled in for ``{poss}``."""
        before, hole, after = phrase.partition("{poss}")
        head, tail = words_of(before), words_of(after)
        for filling in _POSSESSIVES if hole else ((),):
            words = (*head, *filling, *tail)
            if words:
                uses = self._uses.setdefault(words, [])
                if use not in uses:
                    uses.append(use)

    def add_verb(self, phrase: str, kind: str, ref: object) -> None:
        """All forms of the verb that begins ``phrase``."""
        verb, _, rest = phrase.partition(" ")
        for form, word in forms_of(verb).items():
            self.add(f"{word} {rest}".strip(), Use(kind, ref, form))
        if verb == "be":
            for word, form in (("are", "third"), ("were", "past"), ("am", "third")):
                self.add(f"{word} {rest}".strip(), Use(kind, ref, form))

    def tag(self, words: Iterable[str], name: str) -> None:
        """``words`` are of the class ``name``; phrases become nodes of their own."""
        for word in words:
            split = words_of(word)
            self._tags.setdefault(" ".join(split), set()).add(name)
            if len(split) > 1:
                self.add(word, Use("word"))

    def build(self) -> Lexicon:
        """The table."""
        tags = {word: frozenset(names) for word, names in self._tags.items()}
        tree: dict[str, Branch] = {}
        for words, uses in self._uses.items():
            branch = _grow(tree, words, tags)
            branch.uses = tuple(uses)
            branch.cased = any(use.form == "acronym" or use.kind == "party" for use in uses)
            verbs = tuple(use for use in uses if use.kind == "verb" and use.ref.name in _SEPARABLE)
            if len(words) == 2 and words[1] in _PARTICLES and verbs:
                _grow(tree, words[:1], tags).split[words[1]] = verbs
        for word in tags:
            if " " not in word:
                _grow(tree, (word,), tags)
        return Lexicon(tree, Signals(self._telling()))

    def _telling(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Each phrase that is a sign of something, and of what."""
        for words, uses in self._uses.items():
            for use in uses:
                if use.kind in _SIGNS:
                    yield words, _SIGNS[use.kind]
                if use.kind == "verb":
                    yield from _telling_verb(words, use)
        for phrase, names in self._tags.items():
            for name in names & _SIGNS.keys():
                yield tuple(phrase.split()), _SIGNS[name]
        for sign, known in ((REFERS, _REFERRING), (APPROVES, ROUND), (ACCORD, ACCORD_HEADS)):
            yield from (((word,), sign) for word in known)
        yield from (((word,), APPROVES) for word in load("en", "words")["approvals"])
        yield from ((words_of(words), CORRECTS) for words in load("en", "words")["corrections"])


def _telling_verb(words: tuple[str, ...], use: Use) -> Iterator[tuple[tuple[str, ...], str]]:
    """What else a verb is a sign of; the subject of a passive outlook may be left unsaid."""
    trigger: Trigger = use.ref
    if trigger.name in _SEPARABLE:
        yield words[:1], TELLS
    if trigger.needs == "echo":
        yield words, ECHO
    if trigger.name == "outlook" and use.form in ("past", "participle"):
        yield words, REFERS


def _grow(
    tree: dict[str, Branch], words: tuple[str, ...], tags: dict[str, frozenset[str]]
) -> Branch:
    """The branch for ``words``, with those before it."""
    low = words[0]
    branch = tree.setdefault(low, Branch(low, tags=tags.get(low, _NO_TAGS)))
    for word in words[1:]:
        low = f"{low} {word}"
        branch = branch.onward.setdefault(word, Branch(low, tags=tags.get(low, _NO_TAGS)))
    return branch


def build_lexicon(accords: Collection[Accord], parties: Parties) -> Lexicon:
    """The English table for these accords and parties."""
    builder = LexiconBuilder()
    for name, words in load("en", "words").items():
        builder.tag(words, name)
    _add_reports(builder)
    _add_triggers(builder)
    _add_cues(builder)
    _add_parties(builder, parties)
    _add_accords(builder, accords)
    lexicon = builder.build()
    lexicon.heads = frozenset(
        fold(alias).split()[-1] for accord in accords for alias in accord.aliases if " " in alias
    )
    lexicon.shared = _shared_words(parties)
    return lexicon


def _shared_words(parties: Parties) -> dict[str, str]:
    """What names more than one party, and whose own name it is: ``Congo``."""
    owners: dict[str, list[str]] = {}
    for party in parties.by_code.values():
        for word in (*party.names, *party.demonyms):
            owners.setdefault(" ".join(words_of(word)), []).append(party.code)
    official = {fold(party.name): party.code for party in parties.by_code.values()}
    shared = {word: codes for word, codes in owners.items() if len(set(codes)) > 1}
    return {word: official.get(word, codes[0]) for word, codes in shared.items()}


def _add_triggers(builder: LexiconBuilder) -> None:
    for entry in load("en", "triggers")["trigger"]:
        trigger = Trigger(
            entry["name"],
            Stage(entry["stage"]),
            entry["role"],
            entry["needs"],
            entry.get("weak", False),
        )
        for verb in _with_objects(entry):
            builder.add_verb(verb, "verb", trigger)
        for noun in entry.get("nouns", ()):
            builder.add(noun, Use("noun", trigger))


def _with_objects(entry: Mapping[str, Any]) -> Iterator[str]:
    """The verbs of an entry, each with each of its objects."""
    for verb, rest in product(entry.get("verbs", ()), entry.get("objects", ("",))):
        yield f"{verb} {rest}".strip()


def _add_cues(builder: LexiconBuilder) -> None:
    for category, entry in load("en", "cues").items():
        for verb in _with_objects(entry):
            builder.add_verb(verb, "cue", category)
        for word in entry.get("words", ()):
            builder.add(word, Use("cue", category, "word"))


def _add_reports(builder: LexiconBuilder) -> None:
    words = load("en", "words")
    for verb in words["reports"]:
        builder.add_verb(verb, "report", verb)
    for word in words["report_words"]:
        builder.add(word, Use("report", word, "word"))


def _add_parties(builder: LexiconBuilder, parties: Parties) -> None:
    for party in parties.by_code.values():
        for kind, words in (
            ("name", party.names),
            ("demonym", _with_plurals(party.demonyms)),
            ("seat", party.seats),
            ("leader", party.leaders),
        ):
            for word in words:
                builder.add(word, Use("party", (party.code, kind), _case(word, kind)))


def _case(word: str, otherwise: str) -> str:
    letters = word.replace(".", "")
    return "acronym" if letters.isupper() and len(letters) <= 3 else otherwise


def _with_plurals(demonyms: Iterable[str]) -> Iterator[str]:
    for demonym in demonyms:
        yield demonym
        if not demonym.endswith(("s", "ch", "sh", "ese")):
            yield f"{demonym}s"


def _add_accords(builder: LexiconBuilder, accords: Collection[Accord]) -> None:
    shorts = tuple(f"{fold(short)} " for accord in accords for short in accord.short_forms)
    for accord in accords:
        for alias in (*accord.aliases, *accord.ambiguous):
            for name in _unhidden(alias, shorts):
                builder.add(name, Use("accord", (accord.id, "alias"), _case(alias, "alias")))
        for short in accord.short_forms:
            builder.add(short, Use("accord", (accord.id, "short"), "short"))
            for determiner in ("those", "these", "this", "said", "such"):
                if short.lower().startswith("the "):
                    again = f"{determiner} {short[4:]}"
                    builder.add(again, Use("accord", (accord.id, "short"), "short"))
        for alike in accord.look_alikes:
            for name in _unhidden(alike, shorts):
                builder.add(name, Use("alike", accord.id))


def _unhidden(name: str, shorts: tuple[str, ...]) -> Iterator[str]:
    """A name, and with its article where a short form would take the first words: ``the Treaty on …``."""
    yield name
    if fold(f"the {name} ").startswith(shorts):
        yield f"the {name}"
