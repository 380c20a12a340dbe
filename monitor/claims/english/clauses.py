"""Who does what a trigger tells, and what governs it: a walk to the left of the trigger, and a look to its right."""

from __future__ import annotations

from monitor.claims.english.clause import Clause
from monitor.claims.english.closed import (
    BE,
    COMITATIVES,
    GERUND_PREPOSITIONS,
    HAVE,
    MAX_WALK,
    PLURAL_GROUPS,
    STRONG,
    SUBJECT_PREPOSITIONS,
)
from monitor.claims.english.governing import govern
from monitor.claims.english.grammar import DASHES, NUMERALS, Actor, Parsed
from monitor.claims.english.groups import before_brackets, group_left, group_right
from monitor.claims.english.lexicon import Node
from monitor.claims.english.phrases import (
    is_month,
    is_named_next,
    is_ordinal,
    is_place_before,
    is_rank,
    opens_aside,
    rank_cue,
)

_AHEAD = frozenset(("before", "until", "once", "unless", "when", "after"))
"""With these before its subject a verb in the present has not come about: "before it joins"."""


_EARLY = frozenset(("early", "soon"))
_VOWS = frozenset(
    ("agreed", "agrees", "agree", "vowed", "vows", "promised", "promises", "pledged", "swore")
)
"""Who does so "not to join" refuses."""
_STILL_OPEN = frozenset(("decide on", "deciding on", "decides on"))
"""What is decided on in this form has not been decided: "will decide on joining"."""


def _counts_among(node: Node) -> bool:
    """``one of [five] countries``, ``among the``."""
    return node.low in ("among", "one", "of") or node.low in NUMERALS


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
        if low == "both" and self._is_between():
            self.cursor -= 1
            return True
        if actor is not None and actor.end == self.cursor:
            if self._is_exception(actor):
                self.cursor = actor.start - 2
                return True
            return self._meet(actor)
        if (
            low in ("its", "their", "his", "her")
            and self.clause.cues
            and self.nodes[self.cursor + 1].use("cue")
        ):
            return self._meet(Actor(self.cursor, self.cursor, "pronoun", word=low))
        if low == "there" and self.clause.cues and self.clause.has_finite:
            self.clause.subject = [Actor(self.cursor, self.cursor, "pronoun", word="there")]
            return False
        if low == ")":
            behind = before_brackets(self.nodes, self.cursor)
            if behind < self.cursor:
                self.cursor = behind
                return True
            if self._is_list_in_brackets():
                return False
        if low in STRONG:
            return False
        if low == '"':
            return self._quote()
        if low in DASHES:
            return self._jump_dash()
        if low == ",":
            return self._comma()
        if self.collecting and self._governs(node) and self._verb_group(node):
            self.cursor -= 1
            return True
        if low in ("which", "who", "that") and self._relative():
            return True
        if low in ("but", "yet") and not self.plain:
            return self._share_subject()
        if low in (
            "but",
            "while",
            "whereas",
            "although",
            "though",
            "because",
            "when",
            "where",
            "than",
        ):
            return False
        if low in ("and", "or", "nor"):
            self._coordination()
        if self.shared and low in ("was", "were", "been"):
            self.clause.beside_passive = True
        if (
            node.use("verb") is not None
            and self.adjacent
            and not self.clause.cues
            and self.form in ("base", "ing")
        ):
            self.clause.by_trigger = True
        if low in _VOWS and self.clause.infinitive and self.clause.cues == ["neg"]:
            self.clause.cues.append("commit")
        self.adjacent = self.adjacent and bool(node.tags & {"adverbs"} or low.endswith("ly"))
        self.plain += 1
        self.cursor -= 1
        return True

    def _is_list_in_brackets(self) -> bool:
        """``Four countries (A, B and C) joined``: those in the brackets are the subject."""
        last = self.covering.get(self.cursor - 1)
        if last is None or not last.codes or last.how.endswith("'s"):
            return False
        group = group_left(self.parsed, last)
        opening = group[-1].start - 1
        opening -= opening > 0 and self.nodes[opening].low == "the"
        counted = self.covering.get(opening - 1)
        if self.nodes[opening].low != "(" or counted is None or counted.kind != "group":
            return False
        self.clause.subject = group
        return True

    def _governs(self, node: Node) -> bool:
        """Whether a word can still be of this verb's group: behind other words only a modal or a governor can."""
        if not self.plain or node.tags & {"adverbs"}:
            return True
        if self.form in ("past", "third", "participle") and not self.clause.has_finite:
            return False
        return node.use("cue") is not None or self.clause.infinitive

    def _verb_group(self, node: Node) -> bool:
        """Note what an auxiliary or a cue says of the verb."""
        clause = self.clause
        cue = node.use("cue") if node.uses else None
        verb = node.use("verb") if node.uses and cue is None else None
        if verb is not None and verb.ref.name in ("outlook", "show-interest"):
            self._add_cue("possible", node.low)
            clause.has_finite = True
            return True
        if node.low == "'d" and self.form in ("past", "participle") and not clause.cues:
            clause.pluperfect = clause.has_finite = True
            return True
        if cue is not None and not (node.low == "may" and is_month(self.nodes, self.cursor)):
            self._add_cue(cue.ref, node.low)
            if cue.form in ("past", "third", "word"):
                clause.has_finite = True
            return True
        if node.low in BE:
            clause.passive = clause.passive or (
                self.form in {"participle", "past"} and not (clause.cues or clause.perfect)
            )
            clause.progressive = clause.progressive or (
                self.form == "ing" and all(cue == "neg" for cue in clause.cues)
            )
            clause.has_finite = True
            return True
        if node.low in HAVE:
            clause.perfect = clause.perfect or not clause.cues
            clause.has_finite = True
            return True
        if node.low == "had":
            clause.pluperfect = not clause.cues
            clause.has_finite = True
            return True
        if node.low == "to":
            if not clause.cues and not self.shared:
                clause.infinitive = True
                if is_ordinal(self.nodes, self.cursor):
                    clause.cues.append(rank_cue(self.nodes, self.cursor))
                elif is_named_next(self.nodes, self.cursor):
                    clause.cues.append("possible")
            return True
        if node.low in ("since", "after", "before", "following") and self.form == "ing":
            clause.since = True
            return True
        if "auxiliaries" in node.tags or node.low in ("did", "do", "does"):
            clause.has_finite = True
            return True
        return bool(node.tags & {"adverbs"}) or (
            node.low.endswith("ly") and len(node.low) > 4 and not node.uses
        )

    def _add_cue(self, cue: str, word: str) -> None:
        """Note a cue; "will not" denies the future, so the negation goes outside the modal."""
        clause = self.clause
        clause.cue_words.append(word)
        if cue == "commit" and word in _STILL_OPEN:
            cue = "whether"
        if word == "never" and self.form in ("past", "participle", "third", "title"):
            cue = "neg"
        if cue in ("will", "would") and clause.cues and clause.cues[-1] == "neg":
            clause.cues.insert(len(clause.cues) - 1, "will")
            return
        clause.cues.append(cue)

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
                if self._is_renaming(back + 1, start):
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

    def _is_renaming(self, first: int, comma: int) -> bool:
        """``my own country, Morocco,``, ``four states, A, B and C,``: what stands between the commas names the subject."""
        first += self.nodes[first].low == "the" and first not in self.covering
        actor = self.covering.get(first)
        if actor is None or not actor.codes or actor.how.endswith("'s"):
            return False
        return group_right(self.parsed, actor)[-1].end == comma - 1

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

    def _relative(self) -> bool:
        """Go to the antecedent of ``which`` or ``who``."""
        at = self.cursor - 1
        low = self.nodes[self.cursor].low
        if at >= 0 and self.nodes[at].low == ",":
            at -= 1
        before = self.covering.get(at)
        if before is None or before.end != at:
            if low == "that":
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
        nodes = self.nodes
        clause_relative = self.clause.relative
        if self._is_predicate(actor):
            self.collecting = self.collecting and not clause_relative
            if self._counted_then(actor):
                self.clause.cues.append("manage")
            self.cursor = actor.start - 2
            return True
        grouped = bool(actor.codes) or actor.kind == "group"
        group = group_left(self.parsed, actor) if grouped else [actor]
        if len(group) > 1 and is_place_before(nodes, group[-1].start, group[-1].end):
            group.pop()
        previous = group[-1].start - 1
        while previous >= 0 and nodes[previous].low in ("the", "both", "even"):
            previous -= 1
        low = nodes[previous].low if previous >= 0 else ""
        is_prep = self._stands_apart(actor, previous)
        if low in COMITATIVES and previous > 0 and not clause_relative:
            self.pending += group
            self.cursor = previous - 1
            return True
        if self.form == "ing" and self.adjacent and low in GERUND_PREPOSITIONS:
            self.clause.gerund = True
            is_prep = False
        if is_prep and not clause_relative and not (self.adjacent and low in SUBJECT_PREPOSITIONS):
            if actor.kind == "pronoun" and low in ("after", "since", "before"):
                pass
            else:
                self.cursor = previous - 1 if low == "to" else group[-1].start - 1
                self.adjacent = False
                return True
        if self.shared and self._is_object(group[-1].start):
            self.cursor = group[-1].start - 1
            return True
        if actor.how.endswith("'s") and not self._owns_cue(actor):
            self.cursor = actor.start - 1
            self.adjacent = False
            return True
        if low in ("since", "after", "ago") or (low == "before" and self.form == "past"):
            self.clause.since = True
        if low in _AHEAD and self.form in ("base", "third") and not self.clause.has_finite:
            self.clause.cues.append("if")
        if low == "had" and self.form == "past" and not self.clause.pluperfect:
            self.clause.cues.append("void")
        if low == "for" and self.clause.infinitive:
            before = [node.low for node in nodes[max(0, previous - 3) : previous]]
            too = "too" in before and not _EARLY.intersection(before)
            self.clause.cues.append("refuse" if too else "possible")
        that = low == "that" or nodes[group[-1].start].low == "that"
        self.clause.mandative = that and len(group) == 1 and not self.clause.has_finite
        self.clause.subject = [*group, *self.pending]
        self.cursor = self.clause.subject[-1].start - 1
        if not self.clause.relative:
            self.cursor = govern(self.parsed, self.clause, self._sure_form(), self.cursor)
        return False

    def _stands_apart(self, actor: Actor, previous: int) -> bool:
        """Whether the preposition at node ``previous`` keeps the actor from being the subject."""
        before = self.nodes[max(0, previous)]
        apart = "prepositions" in before.tags and before.use("cue") is None
        alone = before.low == "without" and (self.form != "ing" or bool(self.clause.cues))
        owns = self._owns_cue(actor) or self._wishes(actor)
        return previous >= 0 and (apart or alone) and not owns

    def _counted_then(self, actor: Actor) -> bool:
        """``was one of five countries to sign``: what they had to do has come about."""
        before = self.nodes[max(0, actor.start - 4) : actor.start]
        was = any(node.low in ("was", "were") for node in before)
        return was and self.clause.infinitive and not self.clause.cues

    def _wishes(self, actor: Actor) -> bool:
        """``reports about X wishing [to join]``: the preposition has the whole clause behind it."""
        after = self.nodes[actor.end + 1] if actor.codes else None
        cue = after.use("cue") if after is not None else None
        return cue is not None and cue.form == "ing" and bool(self.clause.cues)

    def _is_between(self) -> bool:
        """``A and B have both signed``: the subject stands before the auxiliary."""
        before = self.covering.get(self.cursor - 2)
        named = before is not None and bool(before.codes)
        return named and self.nodes[self.cursor - 1].low in _AUXILIARY

    def _is_exception(self, actor: Actor) -> bool:
        """``all members but Hungary have signed``: one who is told not to have done it."""
        at = actor.start - 1 - (self.nodes[actor.start - 1].low == "the")
        if at < 1 or self.nodes[at].low not in _EXCEPT:
            return False
        before = self.nodes[at - 1].low
        return before in PLURAL_GROUPS or before in ("all", "everybody", "everyone")

    def _sure_form(self) -> str:
        """The verb's form; of one that is spelt alike in all forms, the base."""
        uses = self.nodes[self.verb].uses
        alike = any(use.kind == "verb" and use.form == "base" for use in uses)
        return "base" if alike else self.form

    def _is_object(self, start: int) -> bool:
        """``would recognise X and join``: of two bare verbs the first stands between the modal and its object."""
        bare = self.form == "base" and not self.clause.has_finite and start > 1
        cue = self.nodes[start - 2].use("cue") if bare else None
        return cue is not None and cue.ref in ("will", "would", "possible")

    def _is_predicate(self, actor: Actor) -> bool:
        """``became the latest nations to sign``: the subject stands before the verb of being."""
        start = actor.start
        if actor.kind == "person" and self.clause.infinitive:
            while start > 1 and actor.start - start < 4 and is_rank(self.nodes[start - 1]):
                start -= 1
        if actor.kind == "group":
            while start > 2 and _counts_among(self.nodes[start - 1]):
                start -= 1
        if actor.kind == "group" and start > 2 and self.nodes[start - 1].low[0].isdigit():
            start -= 2 if self.nodes[start - 2].low == "in" else 0
        before = self.nodes[start - 1].low if start else ""
        ranked = start < actor.start and before in ("be", "become", "is", "was")
        plain = actor.kind in ("group", "described") and before in BE
        return (ranked or plain) and start > 1

    def _owns_cue(self, actor: Actor) -> bool:
        """``Kazakhstan's decision [to join]``."""
        if actor.word == "it":
            return False
        owned = self.nodes[actor.end + 2 : actor.end + 5]
        return bool(self.clause.cues) and any(node.use("cue") for node in owned)


_AUXILIARY = BE | HAVE | {"has", "had", "will", "would", "could", "may", "might"}
_EXCEPT = frozenset(("but", "bar", "except", "save"))
