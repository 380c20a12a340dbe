"""All words that reading knows, compiled once into one table of phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from monitor.claims.data import load
from monitor.claims.inflect import forms_of
from monitor.claims.text import Token, words_of
from monitor.model.accord import Accord
from monitor.model.party import Parties
from monitor.model.stage import Stage

_POSSESSIVES = ("its", "his", "her", "their", "our", "my", "your", "the", "its own", "their own")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells a stage; ``role`` says who the party is, ``needs`` what must follow."""

    name: str
    stage: Stage
    role: str
    needs: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """One reading of a phrase: a trigger or a cue in a form of the verb, a party, an accord, a word class."""

    kind: str
    ref: Any = None
    form: str = ""


@dataclass(slots=True)
class Node:
    """A phrase in a sentence with all its uses; offsets are the field's."""

    low: str
    start: int
    end: int
    cap: int
    uses: tuple[Use, ...] = ()
    tags: frozenset[str] = frozenset()

    def use(self, kind: str) -> Use | None:
        """The first use of ``kind``."""
        for use in self.uses:
            if use.kind == kind:
                return use
        return None


_NO_TAGS: frozenset[str] = frozenset()


Branch = dict[str, Any]
"""A step of the table: token → the next step; the uses of a phrase that ends here stand under ``""``."""


@dataclass
class Lexicon:
    """The table of phrases as a tree of tokens, and the classes of single words."""

    tree: Branch = field(default_factory=dict)
    tags: dict[str, frozenset[str]] = field(default_factory=dict)
    split: dict[str, dict[str, tuple[Use, ...]]] = field(default_factory=dict)

    def parse(self, tokens: list[Token]) -> list[Node]:
        """The sentence as nodes: at each place the longest phrase, else the plain token."""
        nodes: list[Node] = []
        at, size = 0, len(tokens)
        tree, tags = self.tree, self.tags
        while at < size:
            first = tokens[at]
            branch = tree.get(first.low)
            if branch is not None:
                node, end = self._phrase(branch, tokens, at)
                if node is not None:
                    nodes.append(node)
                    at = end
                    continue
            found = tags.get(first.low, _NO_TAGS)
            nodes.append(Node(first.low, first.start, first.end, first.cap, (), found))
            at += 1
        self._join_split(nodes)
        return nodes

    def _join_split(self, nodes: list[Node]) -> None:
        """``ruled it out``: the particle may stand behind a short object."""
        for at, node in enumerate(nodes):
            particles = self.split.get(node.low)
            if particles is None or node.use("verb") is not None:
                continue
            for other in nodes[at + 2 : at + 6]:
                if other.low in particles:
                    node.uses = (*node.uses, *particles[other.low])
                    break
                if other.low in _HARD_STOPS:
                    break

    def _phrase(self, branch: Branch, tokens: list[Token], at: int) -> tuple[Node | None, int]:
        """The longest phrase that begins at ``at``, and the token behind it."""
        ends: list[tuple[int, tuple[Use, ...]]] = []
        here: Branch | None = branch
        end = at
        while here is not None:
            end += 1
            uses = here.get("")
            if uses is not None:
                ends.append((end, uses))
            here = here.get(tokens[end].low) if end < len(tokens) else None
        for stop, uses in reversed(ends):
            fitting = tuple(use for use in uses if _case_fits(use, tokens, at, stop - at))
            if fitting:
                first, last = tokens[at], tokens[stop - 1]
                low = (
                    first.low
                    if stop == at + 1
                    else " ".join(token.low for token in tokens[at:stop])
                )
                tags = self.tags.get(low, _NO_TAGS)
                return Node(low, first.start, last.end, first.cap, fitting, tags), stop
        return None, at


def _case_fits(use: Use, tokens: list[Token], at: int, size: int) -> bool:
    """Names are capitalised; ``us`` is a name only where it stands as ``US``."""
    if use.form == "acronym":
        return tokens[at].cap == 2
    if use.kind == "party":
        return tokens[at].cap > 0 or tokens[at + size - 1].cap > 0
    return True


_PARTICLES = frozenset(("out", "down", "in", "back", "away", "off", "aside"))
_HARD_STOPS = frozenset((".", ";", ",", ":", "!", "?", "and", "but", "that", "which"))


class LexiconBuilder:
    """Collects uses and hands out the table."""

    def __init__(self) -> None:
        self._uses: dict[tuple[str, ...], list[Use]] = {}
        self._tags: dict[str, set[str]] = {}

    def add(self, phrase: str, use: Use) -> None:
        """``phrase`` has this use; possessives are filled in for ``{poss}``."""
        if "{poss}" in phrase:
            for word in _POSSESSIVES:
                self.add(phrase.replace("{poss}", word), use)
            return
        words = words_of(phrase)
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
        tree: Branch = {}
        for words, uses in self._uses.items():
            branch = tree
            for word in words:
                branch = branch.setdefault(word, {})
            branch[""] = tuple(uses)
        tags = {word: frozenset(names) for word, names in self._tags.items()}
        split: dict[str, dict[str, tuple[Use, ...]]] = {}
        for words, uses in self._uses.items():
            verbs = tuple(use for use in uses if use.kind == "verb")
            if len(words) == 2 and words[1] in _PARTICLES and verbs:
                split.setdefault(words[0], {})[words[1]] = verbs
        return Lexicon(tree, tags, split)


def build_lexicon(accords: Iterable[Accord], parties: Parties) -> Lexicon:
    """The English table for these accords and parties."""
    builder = LexiconBuilder()
    for name, words in load("en", "words").items():
        builder.tag(words, name)
    _add_reports(builder)
    _add_triggers(builder)
    _add_cues(builder)
    _add_parties(builder, parties)
    _add_accords(builder, accords)
    return builder.build()


def _add_triggers(builder: LexiconBuilder) -> None:
    for entry in load("en", "triggers")["trigger"]:
        trigger = Trigger(
            entry["name"],
            Stage(entry["stage"]),
            entry["role"],
            entry["needs"],
            entry.get("weak", False),
        )
        for verb in entry.get("verbs", ()):
            builder.add_verb(verb, "verb", trigger)
        for noun in entry.get("nouns", ()):
            builder.add(noun, Use("noun", trigger))


def _add_cues(builder: LexiconBuilder) -> None:
    for category, entry in load("en", "cues").items():
        for verb in entry.get("verbs", ()):
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


def _add_accords(builder: LexiconBuilder, accords: Iterable[Accord]) -> None:
    for accord in accords:
        for alias in accord.aliases:
            builder.add(alias, Use("accord", (accord.id, "alias"), _case(alias, "alias")))
        for alias in accord.ambiguous:
            builder.add(alias, Use("accord", (accord.id, "alias"), _case(alias, "alias")))
        for short in accord.short_forms:
            builder.add(short, Use("accord", (accord.id, "short"), "short"))
        for alike in accord.look_alikes:
            builder.add(alike, Use("alike", accord.id))
