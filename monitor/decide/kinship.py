"""Which articles of a stream share an origin: links between articles, and the roots of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from monitor.model.events import Kin, KinReason

_MUTUAL = frozenset({KinReason.COPY, KinReason.SAME_QUOTE})
"""Links without a direction of their own: the one published earlier is the original."""


@dataclass(slots=True)
class Kinship:
    """The links of a stream's articles; grown in place by the state that owns it.

    The roots of an article are the originals from which it derives, itself where it derives from none. A
    text made from two originals has both as roots, and leaves the two as independent as they were. Since a
    copy points to what was published earlier, the roots do not depend on the order of arrival.
    """

    _published: dict[str, datetime] = field(default_factory=dict)
    _links: dict[str, dict[str, KinReason]] = field(default_factory=dict)
    _declared: set[tuple[str, str]] = field(default_factory=set)
    _linked: set[str] = field(default_factory=set)
    _roots: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, article: str, published: datetime, kin: tuple[Kin, ...]) -> bool:
        """Put ``article`` and its links on file; whether this may change the roots of others."""
        unsettled = article in self._linked or article in self._links
        first = article not in self._published
        self._published.setdefault(article, published)
        linked = [self._link(article, link) for link in kin]
        changed = (first and unsettled) or any(linked)
        if changed:
            self._roots.clear()
        return changed

    def _link(self, article: str, kin: Kin) -> bool:
        """Record one link both ways where it is mutual; whether an article on file gained a parent."""
        if kin.article == article or kin.article in self._links.get(article, {}):
            return False
        self._links.setdefault(article, {})[kin.article] = kin.reason
        self._declared.add((article, kin.article))
        self._linked.add(kin.article)
        known = article in self._roots
        if kin.reason not in _MUTUAL:
            return known
        self._links.setdefault(kin.article, {})[article] = kin.reason
        return known or self._precedes(article, kin.article)

    def parents(self, article: str) -> dict[str, KinReason]:
        """The articles from which ``article`` derives directly, with the reason; statements excepted."""
        return {
            other: reason
            for other, reason in self._links.get(article, {}).items()
            if reason is not KinReason.REPORTS_STATEMENT
            and (reason not in _MUTUAL or self._precedes(other, article))
        }

    def statements(self, article: str) -> frozenset[str]:
        """The public statements that ``article`` reports."""
        return frozenset(
            other
            for other, reason in self._links.get(article, {}).items()
            if reason is KinReason.REPORTS_STATEMENT
        )

    def roots(self, article: str) -> frozenset[str]:
        """The originals from which ``article`` derives; itself where there are none."""
        known = self._roots.get(article)
        if known is None:
            known = self._roots[article] = self._find_roots(article)
        return known

    def link(self, one: str, other: str) -> KinReason | None:
        """The reason of the link between two articles, if they are linked directly."""
        return self._links.get(one, {}).get(other) or self._links.get(other, {}).get(one)

    def _find_roots(self, article: str) -> frozenset[str]:
        roots, seen, waiting = set[str](), {article}, [article]
        while waiting:
            here = waiting.pop()
            known = self._roots.get(here)
            parents = () if known else self.parents(here).keys()
            if not parents:
                roots |= known or {here}
            fresh = parents - seen if parents else set[str]()
            seen |= fresh
            waiting.extend(fresh)
        found = frozenset(roots or {min(seen)})
        if len(found) == 1:
            # All that was passed on the way has some of these roots, so this one; long chains stay cheap.
            self._roots.update(dict.fromkeys(seen, found))
        return found

    def _precedes(self, one: str, other: str) -> bool:
        """Whether ``one`` is the original of the two: published earlier, or else as it was declared.

        An article that is not on file counts as earlier than all that are.
        """
        first, second = self._published.get(one), self._published.get(other)
        if first is None or second is None or first == second:
            return (other, one) in self._declared
        return first < second
