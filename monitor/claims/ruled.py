"""The terms of a mention that are no matter of language: what the rules made of the party, and what the accord's file says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from monitor.claims.candidate import Candidate
from monitor.claims.confidence import confidence
from monitor.claims.days import days_before
from monitor.claims.document import Document, Line
from monitor.claims.mention import WHOLE, Value
from monitor.model.accord import Accord
from monitor.model.claim import NoClaim

_SURE = 0.9


class Ruled:
    """What is known of the parties of one accord in one text, beside their mentions."""

    def __init__(
        self,
        document: Document[Any],
        accord: Accord,
        kept: Iterable[Candidate],
        silent: Iterable[NoClaim],
    ) -> None:
        self._document = document
        self._accord = accord
        self._claims: defaultdict[str, list[tuple[Line, str, bool]]] = defaultdict(list)
        self._silent: defaultdict[str, list[NoClaim]] = defaultdict(list)
        self._standing: dict[str, Mapping[str, Collection[Value]]] = {}
        for claim in kept:
            if claim.accord == accord.id:
                what = f"{claim.stage.value}:{'new' if claim.new else 'background'}"
                sure = confidence(claim.features) >= _SURE
                self._claims[claim.party].append((claim.line, what, sure))
        for mute in silent:
            if mute.accord == accord.id:
                self._silent[mute.party].append(mute)

    def terms(self, party: str, line: Line) -> dict[str, Collection[Value]]:
        """The terms of a party that ``line`` names."""
        standing = self._standing.get(party)
        if standing is None:
            standing = self._standing[party] = self._standing_of(party)
        found = dict(standing)
        if claims := self._claims.get(party):
            found["rules:{}"] = {what for place, what, _ in claims if place is line}
            found["rules-sure:{}"] = {
                what for place, what, sure in claims if sure and place is line
            }
        if party in self._silent:
            found["no-claim:{}"] = set(self._reasons(party, line))
        return found

    def _reasons(self, party: str, line: Line) -> Iterator[str]:
        """Why the rules claim nothing of the party in this line, where they looked at it."""
        here = line.sentence
        for mute in self._silent[party]:
            if (mute.evidence.field, mute.evidence.start) == (here.field, here.start):
                yield mute.reason

    def _standing_of(self, party: str) -> dict[str, Collection[Value]]:
        """What holds for the party in the whole text: where the accord's own file has it, what the rules claim."""
        claims = self._claims.get(party, ())
        signature = self._accord.signature_makes_party
        return {
            "baseline:{}": self._baseline_of(party),
            WHOLE: "signature-makes-party" if signature else "signature-is-a-step",
            "rules-in-text:{}": {what for _, what, _ in claims} or "none",
        }

    def _baseline_of(self, party: str) -> str:
        baseline = self._accord.baseline
        fact = next((fact for fact in reversed(baseline) if fact.party == party), None)
        if fact is None:
            return "other" if baseline else "empty"
        old = not fact.date or days_before(fact.date, self._document.published) > 30
        return f"{fact.stage.value}:{'old' if old else 'young'}"
