"""Which item of a document is which item on file. Pure.

A false merge is never acceptable: it would hide an accession behind an older text. So beyond guid and
address an item is known again only as one that is gone from the document, that is alone in matching, and
that matches in its whole text, or in headline and claimed second, and in the publisher: two that print the same
agency's text are two, also in one feed, and it is deciding that counts them as one voice. A feed whose document
is all one site's may have moved there from another. What only other feeds have shown has to match in all of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from monitor.model.domain import domain_of
from monitor.model.feed import ParsedEntry
from monitor.model.identity import KeyReason, KeyRule, Recognition

LEAST_TEXT = 80
"""Code points below which equal texts prove nothing: “Photo of the day”."""

MASS_SHARE = 0.5
LEAST_MASS = 5
UNSTABLE_AFTER = 3
"""Polls with a change of ids by the mass after which a feed's ids are held to be unstable; a move to another
system is one."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting on file, as far as knowing it again needs.

    ``claimed`` is the date that the item bore, ``source`` the publisher's host.
    """

    key: str
    article: str
    content_hash: str
    alternate: str = ""
    headline: str = ""
    claimed: datetime | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """An item with the key and the article under which it is filed, and why."""

    entry: ParsedEntry
    key: str
    article: str
    reason: Recognition


@dataclass(frozen=True, slots=True)
class OnFile:
    """What is on file of a document's items.

    ``by_key``: this feed's sightings under the keys that the document shows. ``others``: more sightings of
    this feed that match one of its items in something. ``articles``: ids of articles that exist. ``elsewhere``: other
    feeds' sightings of the text of one of its items.
    """

    by_key: Mapping[str, Seen]
    others: Sequence[Seen] = ()
    articles: Collection[str] = ()
    elsewhere: Sequence[Seen] = ()


@dataclass(frozen=True, slots=True)
class FeedIdentity:
    """By which rule a feed's items are told apart; ``changes`` counts polls with a change by the mass."""

    rule: KeyRule = KeyRule.GUID
    changes: int = 0


def key_under(rule: KeyRule, entry: ParsedEntry) -> tuple[str, KeyReason]:
    """The key of ``entry`` in a feed of this rule, and why."""
    if rule is KeyRule.LINK and entry.key_reason is KeyReason.GUID and entry.link_key:
        return entry.link_key, KeyReason.UNSTABLE_GUID
    if rule is KeyRule.HEADLINE and entry.headline_key:
        return entry.headline_key, KeyReason.UNSTABLE_LINK
    return entry.key, entry.key_reason


def recognise(entries: Sequence[tuple[str, ParsedEntry]], known: OnFile) -> list[Recognised]:
    """Each of ``entries``, given with its key, as what it is on file, or as new; in their order."""
    gone = _Gone(known.others, entries, _absent(entries, known))
    return [_recognised(key, entry, known, gone) for key, entry in entries]


def _recognised(key: str, entry: ParsedEntry, known: OnFile, gone: _Gone) -> Recognised:
    seen = known.by_key.get(key)
    if seen is not None and not _is_another(entry, seen):
        return Recognised(entry, key, seen.article, Recognition.KNOWN)
    if seen is not None:
        return Recognised(entry, key, entry.article, Recognition.REUSED_GUID)
    for reason, take in _LADDER:
        found = take(gone, entry)
        if found is not None:
            return Recognised(entry, key, found.article, reason)
        if reason is Recognition.CHANGED_GUID and entry.article in known.articles:
            return Recognised(entry, key, entry.article, Recognition.ELSEWHERE)
    return Recognised(entry, key, entry.article, Recognition.NEW)


def _is_another(entry: ParsedEntry, seen: Seen) -> bool:
    """Whether a guid stands for another item than before: nothing else of it is the same."""
    return (
        bool(entry.link_key and entry.headline and seen.headline and entry.published)
        and entry.article != seen.article
        and entry.headline != seen.headline
        and entry.content_hash != seen.content_hash
        and seen.claimed not in {None, entry.published}
    )


def _absent(entries: Sequence[tuple[str, ParsedEntry]], known: OnFile) -> list[Seen]:
    """What other feeds have shown, but for articles that stand in the document under addresses of their own."""
    shown = {entry.article for _, entry in entries} | {one.article for one in known.by_key.values()}
    return [one for one in known.elsewhere if one.article not in shown]


def tells_elsewhere(entry: ParsedEntry) -> bool:
    """Whether an item says enough of itself to be known as what another feed has shown."""
    return bool(entry.headline and entry.published and entry.length >= LEAST_TEXT)


def _site(host: str) -> str:
    return domain_of(f"https://{host}")


class _Gone:
    """Sightings whose keys the document no longer shows, and other feeds'; each stands for one item at most."""

    def __init__(
        self,
        seen: Iterable[Seen],
        document: Sequence[tuple[str, ParsedEntry]],
        elsewhere: Iterable[Seen],
    ) -> None:
        shown = {key for key, _ in document}
        gone = [one for one in seen if one.key not in shown]
        self._document = document
        self._by_alternate = _index(gone, lambda one: one.alternate)
        self._by_article = _index(gone, lambda one: one.article)
        self._by_text = _index(gone, lambda one: one.content_hash)
        self._by_headline = _index(
            gone, lambda one: (one.headline, one.claimed) if one.headline and one.claimed else ""
        )
        self._by_all = _index(
            elsewhere,
            lambda one: (one.content_hash, one.headline, one.claimed, _site(one.source)),
        )
        self._taken: set[str] = set()

    def alternate(self, entry: ParsedEntry) -> Seen | None:
        """The one whose guid is another form of the entry's."""
        return self._only(self._by_alternate, entry.alternate)

    def article(self, entry: ParsedEntry) -> Seen | None:
        """The latest of those that showed the entry's article."""
        found = self._by_article.get(entry.article, [])
        return found[-1] if found else None

    def text(self, entry: ParsedEntry) -> Seen | None:
        """The one of the same text."""
        tells = self._by_text and entry.length >= LEAST_TEXT
        return self._only(self._by_text, entry.content_hash if tells else "", entry)

    def headline(self, entry: ParsedEntry) -> Seen | None:
        """The one of the same headline and claimed instant."""
        dated = entry.headline and entry.published
        told = (entry.headline, entry.published) if dated else ""
        return self._only(self._by_headline, told, entry)

    def elsewhere(self, entry: ParsedEntry) -> Seen | None:
        """The one of the same publisher, headline, text and claimed instant, that another feed has shown."""
        if not self._by_all or not tells_elsewhere(entry):
            return None
        said = (entry.content_hash, entry.headline, entry.published, _site(entry.source))
        return self._only(self._by_all, said)

    def _only(
        self,
        index: Mapping[Hashable, list[Seen]],
        value: Hashable,
        entry: ParsedEntry | None = None,
    ) -> Seen | None:
        """The one under ``value``; where an ``entry`` is given, of those that can be its publisher's."""
        found = index.get(value, []) if value else []
        if entry is not None:
            found = [one for one in found if self._is_same_publisher(one, entry)]
        articles = {one.article for one in found}
        if len(articles) != 1 or articles & self._taken:
            return None
        self._taken |= articles
        return found[-1]

    def _is_same_publisher(self, one: Seen, entry: ParsedEntry) -> bool:
        if one.source == entry.source or _site(one.source) == _site(entry.source):
            return True
        return self._is_one_sites

    @cached_property
    def _is_one_sites(self) -> bool:
        """Whether all of the document is one site's own, so that it may have stood at another before."""
        named = any(entry.publisher for _, entry in self._document)
        return not named and len({_site(entry.source) for _, entry in self._document}) == 1


def _index(seen: Iterable[Seen], by: Callable[[Seen], Hashable]) -> Mapping[Hashable, list[Seen]]:
    index: dict[Hashable, list[Seen]] = defaultdict(list)
    for one in seen:
        value = by(one)
        if value:
            index[value].append(one)
    return index


_LADDER: tuple[tuple[Recognition, Callable[[_Gone, ParsedEntry], Seen | None]], ...] = (
    (Recognition.ALTERNATE, _Gone.alternate),
    (Recognition.CHANGED_GUID, _Gone.article),
    (Recognition.SAME_TEXT, _Gone.text),
    (Recognition.SAME_HEADLINE, _Gone.headline),
    (Recognition.SAME_ELSEWHERE, _Gone.elsewhere),
)

_BY_LINK = frozenset({Recognition.CHANGED_GUID, Recognition.ALTERNATE})
_BY_TEXT = frozenset({Recognition.SAME_TEXT, Recognition.SAME_HEADLINE})


def judge_ids(identity: FeedIdentity, found: Sequence[Recognised]) -> FeedIdentity:
    """How the feed's items are told apart from now on.

    Most of a document under new keys is a change by the mass. Once is a move; at the third time ids are held to be
    unstable, and the feed goes down to links, or to headlines where the links had changed as well.
    """
    by_link = sum(one.reason in _BY_LINK for one in found)
    by_text = sum(one.reason in _BY_TEXT for one in found)
    changed = by_link + by_text
    if len(found) < LEAST_MASS or changed < MASS_SHARE * len(found):
        return identity
    changes = identity.changes + 1
    if changes < UNSTABLE_AFTER:
        return FeedIdentity(identity.rule, changes)
    lower = KeyRule.LINK if by_link >= by_text else KeyRule.HEADLINE
    # The feed's own ladder has three rungs: what is unstable on one goes to the next.
    if identity.rule is not KeyRule.GUID:
        lower = KeyRule.HEADLINE
    return FeedIdentity(lower, 0)
