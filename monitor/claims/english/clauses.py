"""Who does what a trigger tells, and what governs it: a walk to the left of the trigger, and a look to its right."""

from __future__ import annotations

from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import (
    COMITATIVES,
    GERUND_PREPOSITIONS,
    MAX_WALK,
    STRONG,
    SUBJECT_PREPOSITIONS,
)
from monitor.claims.english.governing import govern
from monitor.claims.english.grammar import DASHES, NUMERALS, Actor, Parsed
from monitor.claims.english.groups import before_brackets, group_left
from monitor.claims.english.lexicon import Node
from monitor.claims.english.phrases import is_place_before, opens_aside
from monitor.claims.english.subjecthood import (
    is_between,
    is_counted_then,
    is_exception,
    is_object,
    is_predicate,
    is_pressed,
    is_renaming,
    listed_in_brackets,
    owns_cue,
    stands_apart,
)
from monitor.claims.english.verb_groups import note_group

_AHEAD = frozenset(("before", "until", "once", "unless", "when", "after"))
"""With these before its subject a verb in the present has not come about: "before it joins"."""
_EARLY = frozenset(("early", "soon"))
_VOWS = frozenset(
    ("agreed", "agrees", "agree", "vowed", "vows", "promised", "promises", "pledged", "swore")
)
"""Who does so "not to join" refuses."""
_MARKS = STRONG | DASHES | {'"', ","}
_STAND_INS = frozenset(("its", "their", "his", "her", "there"))
_RELATIVES = frozenset(("which", "who", "that", "whom"))
_NONE_OF = frozenset(("none", "neither"))
_ASKS_WHO = frozenset(
    (
        "in",
        "on",
        "about",
        "over",
        "decide",
        "decides",
        "decided",
        "choose",
        "know",
        "knows",
        "asked",
    )
)
"""Behind these "who" asks for somebody: ``has no say in who joins``, ``to decide who could be a member``."""
_SOME_OF = NUMERALS | {"one", "some", "most", "few", "many", "several", "half"}
_OPENS_CLAUSE = frozenset(
    ("but", "while", "whereas", "although", "though", "because", "when", "where", "than")
)
_JOINTS = _RELATIVES | _OPENS_CLAUSE | {"yet", "and", "or", "nor"}
"""Where one clause meets another."""


def walk_left(parsed: Parsed, at: int, form: str) -> Clause:
    """The clause of the verb at node ``at``: its subject and the cues between, and those beyond."""
    return _Walk(parsed, at, form).run()


class _Walk:
    """One walk; ``cursor`` moves to the left."""

    def __init__(self, parsed: Parsed, at: int, form: str) -> None:
        self.parsed = parsed
        self.nodes = parsed.nodes
        self.covering = parsed.covering
        self.verb = at
        self.form = form
        self.cursor = at - 1
        self.clause = Clause(start=at)
        self.collecting = True
        self.plain = 0
        self.adjacent = True
        self.shared = False
        self.pending: list[Actor] = []

    def run(self) -> Clause:
        limit = max(-1, self.verb - MAX_WALK)
        while self.cursor > limit:
            if not self._step():
                break
        if self.clause.subject:
            self.clause.start = self.clause.subject[-1].start
        else:
            self.clause.start = self.cursor + 1
        return self.clause

    def _step(self) -> bool:
        """Take one step; whether to go on."""
        node = self.nodes[self.cursor]
        low = node.low
        actor = self.covering.get(self.cursor)
        if low == "both" and is_between(self.parsed, self.cursor):
            self.cursor -= 1
            return True
        if actor is not None and actor.end == self.cursor:
            return self._over_exception(actor) or self._meet(actor)
        if low in _MARKS:
            return self._at_mark(low)
        if low in _STAND_INS and (stand_in := self._stand_in(low)) is not None:
            return self._meet_stand_in(stand_in)
        if (
            self.collecting
            and self._governs(node)
            and note_group(self.nodes, self.cursor, self.form, self.clause, shared=self.shared)
        ):
            self.cursor -= 1
            return True
        if low in _JOINTS and (goes_on := self._at_joint(low)) is not None:
            return goes_on
        self._go_over(node)
        return True

    def _go_over(self, node: Node) -> None:
        """Go over a word that is neither of the verb's group nor a joint of the sentence."""
        clause = self.clause
        if self.shared and node.low in ("was", "were", "been"):
            clause.beside_passive = True
        if (
            self.adjacent
            and self.form in ("base", "ing")
            and not clause.cues
            and node.use("verb") is not None
        ):
            clause.by_trigger = True
        if node.low in _VOWS and clause.infinitive and clause.cues == ["neg"]:
            clause.cues.append("commit")
        self.adjacent = self.adjacent and bool(node.tags & {"adverbs"} or node.low.endswith("ly"))
        self.plain += 1
        self.cursor -= 1

    def _over_exception(self, actor: Actor) -> bool:
        """Go over ``but Hungary``, if that is where the walk is."""
        if not is_exception(self.nodes, actor):
            return False
        self.cursor = actor.start - 2
        return True

    def _stand_in(self, low: str) -> Actor | None:
        """``its decision [to join]``, ``there would be [no joining]``: a word that stands where a subject would."""
        clause = self.clause
        if not clause.cues:
            return None
        if low == "there":
            stands = clause.has_finite
        else:
            stands = self.nodes[self.cursor + 1].use("cue") is not None
        return Actor(self.cursor, self.cursor, "pronoun", word=low) if stands else None

    def _meet_stand_in(self, stand_in: Actor) -> bool:
        """Take "there" as the subject; look at a possessive as at any noun phrase."""
        if stand_in.word != "there":
            return self._meet(stand_in)
        self.clause.subject = [stand_in]
        return False

    def _at_mark(self, low: str) -> bool:
        """Jump over what a mark closes; whether to go on."""
        if low == ")":
            return self._brackets()
        if low in STRONG:
            return False
        if low == '"':
            return self._quote()
        if low in DASHES:
            return self._jump_dash()
        return self._comma()

    def _at_joint(self, low: str) -> bool | None:
        """Whether to go on where two clauses meet; None where the word is to be gone over like any other."""
        if low in _RELATIVES and self._relative():
            return True
        if low in ("but", "yet") and not self.plain:
            return self._share_subject()
        if low in _OPENS_CLAUSE:
            return False
        if low in ("and", "or", "nor"):
            self._coordination()
        return None

    def _brackets(self) -> bool:
        """Jump over brackets, but for those that list who acts."""
        behind = before_brackets(self.nodes, self.cursor)
        if behind < self.cursor:
            self.cursor = behind
            return True
        self.clause.subject = listed_in_brackets(self.parsed, self.cursor)
        return False

    def _governs(self, node: Node) -> bool:
        """Whether a word can still be of this verb's group: behind other words only a modal or a governor can."""
        if not self.plain or node.tags & {"adverbs"}:
            return True
        if self.form in ("past", "third", "participle") and not self.clause.has_finite:
            return False
        return node.use("cue") is not None or self.clause.infinitive

    def _comma(self) -> bool:
        """Jump over an apposition, else over the comma."""
        start = self.cursor
        for back in range(start - 1, max(start - 18, 0), -1):
            low = self.nodes[back].low
            if low in STRONG or low == "but":
                break
            if low == ",":
                before = self.covering.get(back - 1)
                opener = self.nodes[back + 1]
                if is_renaming(self.parsed, back + 1, start):
                    break
                if before is not None and before.end == back - 1 and opens_aside(opener):
                    self.clause.asides.append((back, start))
                    self.cursor = back - 1
                    return True
                break
        self.collecting = self.collecting and not self.clause.has_finite
        self.adjacent = False
        self.cursor -= 1
        return True

    def _quote(self) -> bool:
        """Behind a quotation the clause goes on that stands before it; of one that opens here, what speaks."""
        before = [k for k in range(self.cursor) if self.nodes[k].low == '"']
        closes = len(before) % 2 == 1 and self.plain < 3
        self.cursor = before[-1] - 1 if closes else self.cursor - 1
        return closes or self.plain < 8

    def _jump_dash(self) -> bool:
        start = self.cursor
        for back in range(start - 1, max(start - 25, 0), -1):
            if self.nodes[back].low in DASHES:
                self.cursor = back - 1
                return True
        return False

    def _coordination(self) -> None:
        """Behind "and" the other verb's cues are its own, but for a shared auxiliary."""
        cues = set(self.clause.cues) - {"neg"}
        bare = self.form == "base" and not self.clause.infinitive and not cues
        if not bare:
            self.collecting = False
        self.shared = True

    def _share_subject(self) -> bool:
        """``X respects Y's choice but has declined``: the subject of the clause before the "but"."""
        begin = self.cursor
        while begin > 0 and self.nodes[begin - 1].low not in STRONG:
            begin -= 1
            if self.nodes[begin].use("report") is not None:
                break
        actors = (a for a in self.parsed.actors if begin <= a.start and a.end < self.cursor)
        first = next(actors, None)
        if first is None:
            return False
        self.collecting = False
        self.cursor = first.end
        return True

    def _share_of(self, low: str) -> str:
        """``none`` of "none of which", ``two`` of "two of whom"; empty where it is no share of a group."""
        at = self.cursor
        partitive = low in ("which", "whom") and at > 2 and self.nodes[at - 1].low == "of"
        before = self.nodes[at - 2].low if partitive else ""
        return before if before in _NONE_OF or before in _SOME_OF else ""

    def _relative(self) -> bool:
        """Go to the antecedent of ``which`` or ``who``; of ``some of which`` the text does not say which."""
        low = self.nodes[self.cursor].low
        share = self._share_of(low)
        if low == "who" and self.cursor and self.nodes[self.cursor - 1].low in _ASKS_WHO:
            self.cursor = -1
            return False
        if share in _SOME_OF or (low == "whom" and not share):
            self.cursor = -1
            return False
        if share in _NONE_OF:
            self.clause.cues.append("neg")
        at = self.cursor - (3 if share else 1)
        if at >= 0 and self.nodes[at].low == ",":
            at -= 1
        before = self.covering.get(at)
        if before is None or before.end != at:
            if low == "that" or "other_bodies" in self.nodes[at].tags:
                self.cursor = self.cursor if low == "that" else -1
                return False
            at2 = next(
                (
                    i
                    for i in range(at, max(at - 6, -1), -1)
                    if (a := self.covering.get(i)) and a.codes
                ),
                None,
            )
            if at2 is None:
                self.cursor = -1
                return False
            at = at2
        elif low == "that" and not (before.codes or before.kind == "group"):
            return False
        self.clause.relative = True
        self.cursor = at
        return True

    def _meet(self, actor: Actor) -> bool:
        """A noun phrase: the subject, or something in the way."""
        if is_predicate(self.nodes, self.clause, actor):
            return self._over_predicate(actor)
        group = self._group_of(actor)
        previous = group[-1].start - 1
        while previous >= 0 and self.nodes[previous].low in ("the", "both", "even"):
            previous -= 1
        low = self.nodes[previous].low if previous >= 0 else ""
        if low in COMITATIVES and previous > 0 and not self.clause.relative:
            self.pending += group
            self.cursor = previous - 1
            return True
        if self._over_what_stands_apart(actor, group, previous, low):
            return True
        if self.shared and is_object(self.nodes, self.clause, self.form, group[-1].start):
            self.cursor = group[-1].start - 1
            return True
        if actor.how.endswith("'s") and not owns_cue(self.nodes, self.clause, actor):
            self.cursor = actor.start - 1
            self.adjacent = False
            return True
        self._take_subject(group, previous, low)
        return False

    def _over_predicate(self, actor: Actor) -> bool:
        """Go on to the subject, which stands before the verb of being."""
        self.collecting = self.collecting and not self.clause.relative
        if is_counted_then(self.nodes, self.clause, actor):
            self.clause.cues.append("manage")
        self.cursor = actor.start - 2
        return True

    def _group_of(self, actor: Actor) -> list[Actor]:
        """The actor with those beside it, without a place that is set off before them."""
        alone = not actor.codes and actor.kind != "group"
        if alone or actor.word in ("former", "latter"):
            return [actor]
        group = group_left(self.parsed, actor)
        if len(group) > 1 and is_place_before(self.nodes, group[-1].start, group[-1].end):
            group.pop()
        return group

    def _over_what_stands_apart(
        self, actor: Actor, group: list[Actor], previous: int, low: str
    ) -> bool:
        """Go over those behind a preposition; of a gerund, note it instead: ``the idea of X joining``."""
        if self.form == "ing" and self.adjacent and low in GERUND_PREPOSITIONS:
            self.clause.gerund = True
            return False
        if self.clause.relative or (self.adjacent and low in SUBJECT_PREPOSITIONS):
            return False
        if actor.kind == "pronoun" and low in ("after", "since", "before"):
            return False
        if not stands_apart(self.nodes, self.clause, self.form, actor, previous):
            return False
        self.cursor = previous - 1 if low == "to" else group[-1].start - 1
        self.adjacent = False
        return True

    def _take_subject(self, group: list[Actor], previous: int, low: str) -> None:
        """The subject is found: note what stands before it, and what governs the clause from outside."""
        self._note_opening(previous, low)
        clause = self.clause
        that = low == "that" or self.nodes[group[-1].start].low == "that"
        clause.mandative = that and len(group) == 1 and not clause.has_finite
        clause.subject = [*group, *self.pending]
        self.cursor = clause.subject[-1].start - 1
        if not clause.relative:
            self.cursor = govern(self.parsed, clause, self._sure_form(), self.cursor)

    def _note_opening(self, previous: int, low: str) -> None:
        """Note what the word before the subject, at node ``previous``, says of the clause."""
        clause = self.clause
        if low in ("since", "after", "ago") or (low == "before" and self.form == "past"):
            clause.since = True
        if low in _AHEAD and self.form in ("base", "third") and not clause.has_finite:
            clause.cues.append("if")
        if low == "had" and self.form == "past" and not clause.pluperfect:
            clause.cues.append("void")
        if clause.infinitive and not clause.cues and is_pressed(self.nodes, previous):
            clause.cues.append("possible")
        if low == "for" and clause.infinitive:
            before = [node.low for node in self.nodes[max(0, previous - 3) : previous]]
            too = "too" in before and not _EARLY.intersection(before)
            clause.cues.append("refuse" if too else "possible")

    def _sure_form(self) -> str:
        """The verb's form; of one that is spelt alike in all forms, the base."""
        uses = self.nodes[self.verb].uses
        alike = any(use.kind == "verb" and use.form == "base" for use in uses)
        return "base" if alike else self.form
