"""Voices, not articles: who depends on whom, and how many independent sources there are.

A source is reduced to its *keys*: its host, its owner, its roots, and what it credits. Two sources depend
on each other where they share a key, so a set of independent sources is a set of disjoint key sets.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from monitor.decide.kinship import Kinship
from monitor.decide.naming import outlet_names
from monitor.model.claim import Origin, OriginKind
from monitor.model.events import ClaimRecorded, DenialRecorded, KinReason, LiftingRecorded, Report

Heard = ClaimRecorded | DenialRecorded | LiftingRecorded
"""What a source can be heard with."""

Keys = frozenset[str]

_SPREAD = 8
"""How many alternatives are kept where all share a host, or all share an origin; see ``_kernel``."""

_EXACT = 18
"""Up to how many different key sets the largest independent set is searched for exactly."""

_COMPARED = 200
"""Up to how many key sets each is compared with each."""

_CREDITS = {
    OriginKind.AGENCY: "named",
    OriginKind.OUTLET: "named",
    OriginKind.UNNAMED: "unnamed",
    OriginKind.DOCUMENT: "document",
}

_REASONS = {
    "host": KinReason.SAME_HOST,
    "owner": KinReason.SAME_OWNER,
    "named": KinReason.RESTS_ON,
    "unnamed": KinReason.SAME_UNNAMED,
    "document": KinReason.SAME_DOCUMENT,
    "text": KinReason.COPY,
}


@dataclass(frozen=True, slots=True)
class Source:
    """One support as a source: its id, the keys of who publishes it and of its origin, and its weight."""

    id: str
    host: Keys
    origin: Keys
    major: bool
    keys: Keys = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", self.host | self.origin)


def host_keys(report: Report) -> Keys:
    """The keys that a source has by who publishes it."""
    keys = {f"host:{report.host}"}
    if report.owner:
        keys.add(f"owner:{report.owner}")
    keys.update(f"named:{name}" for name in outlet_names(report.host))
    keys.update(f"named:{name}" for name in outlet_names(report.publisher))
    return frozenset(keys)


def credit_keys(origins: Iterable[Origin], public_documents: Collection[str]) -> Keys:
    """The keys that a source has by what it credits; a document that its author has published is none."""
    keys = set[str]()
    for origin in origins:
        if origin.kind is OriginKind.DOCUMENT and origin.name in public_documents:
            continue
        names = (
            outlet_names(origin.name)
            if _CREDITS[origin.kind] == "named"
            else {origin.name.strip().lower()}
        )
        keys.update(f"{_CREDITS[origin.kind]}:{name}" for name in names)
    return frozenset(keys)


def why_one_voice(one: Heard, other: Heard, shared: Keys, kinship: Kinship) -> KinReason:
    """The reason for which two dependent sources count as one, the most telling first."""
    if one.report.article == other.report.article:
        return KinReason.SAME_ARTICLE
    linked = kinship.link(one.report.article, other.report.article)
    if linked and linked is not KinReason.REPORTS_STATEMENT:
        return linked
    kinds = {key.partition(":")[0] for key in shared}
    reason = next(reason for kind, reason in _REASONS.items() if kind in kinds)
    if reason is KinReason.RESTS_ON and _same_agency(one, other):
        return KinReason.SAME_AGENCY
    if reason is KinReason.COPY:
        return _through_root(one, other, shared, kinship)
    return reason


def _same_agency(one: Heard, other: Heard) -> bool:
    agencies = {
        origin.name
        for heard in (one, other)
        for origin in heard.origins
        if origin.kind is OriginKind.AGENCY
    }
    return bool(agencies)


def _through_root(one: Heard, other: Heard, shared: Keys, kinship: Kinship) -> KinReason:
    """The reason with which either derives from the root that both share."""
    roots = {key.removeprefix("text:") for key in shared if key.startswith("text:")}
    for heard in (one, other):
        for parent, reason in kinship.parents(heard.report.article).items():
            if parent in roots:
                return reason
    return KinReason.COPY


def pack(sources: Sequence[Source], needed: int) -> tuple[Source, ...] | None:
    """``needed`` independent sources, the earliest of the sequence that do; None where there are not so many."""
    return _pack(_kernel(sources), 0, frozenset(), needed)


def pack_with_major(
    sources: Sequence[Source], needed: int, majors: int
) -> tuple[Source, ...] | None:
    """``needed`` independent sources, at least ``majors`` of them major or above."""
    kept = _kernel(sources)
    if sum(source.major for source in kept) < majors or len(kept) < needed:
        return None
    return _pack_majors([s for s in kept if s.major], kept, frozenset(), needed, majors)


def _pack_majors(
    majors: Sequence[Source], kept: Sequence[Source], taken: Keys, needed: int, wanted: int
) -> tuple[Source, ...] | None:
    if not wanted:
        return _pack(kept, 0, taken, needed)
    for place, major in enumerate(majors):
        if not major.keys.isdisjoint(taken):
            continue
        rest = _pack_majors(majors[place + 1 :], kept, taken | major.keys, needed - 1, wanted - 1)
        if rest is not None:
            return (major, *rest)
    return None


def _pack(
    sources: Sequence[Source], start: int, taken: Keys, needed: int
) -> tuple[Source, ...] | None:
    if not needed:
        return ()
    for place in range(start, len(sources) - needed + 1):
        source = sources[place]
        if not source.keys.isdisjoint(taken):
            continue
        rest = _pack(sources, place + 1, taken | source.keys, needed - 1)
        if rest is not None:
            return (source, *rest)
    return None


def count_voices(sources: Sequence[Source]) -> int:
    """How many independent sources there are at most.

    Exact up to 18 different key sets after those are left out that another one makes needless; beyond, the
    number that taking the least entangled first finds, which is never too high.
    """
    sets = {source.keys for source in _kernel(sources)}
    if len(sets) <= _COMPARED:
        sets = set(_least(sets))
    if len(sets) <= _EXACT:
        return _largest(sorted(sets, key=sorted), frozenset())
    shared = Counter(key for keys in sets for key in keys)
    taken, found = set[str](), 0
    for keys in sorted(sets, key=lambda keys: (sum(shared[key] for key in keys), sorted(keys))):
        if keys.isdisjoint(taken):
            taken |= keys
            found += 1
    return found


def _least(key_sets: Iterable[Keys]) -> list[Keys]:
    """The different key sets that contain no other one."""
    least: list[Keys] = []
    for keys in sorted(set(key_sets), key=lambda keys: (len(keys), sorted(keys))):
        if not any(other <= keys for other in least):
            least.append(keys)
    return least


def _largest(sets: Sequence[Keys], taken: Keys) -> int:
    free = [keys for keys in sets if keys.isdisjoint(taken)]
    if not free:
        return 0
    first, rest = free[0], free[1:]
    with_first = 1 + _largest(rest, taken | first)
    if all(first.isdisjoint(other) for other in rest):
        return with_first
    return max(with_first, _largest(rest, taken))


def _kernel(sources: Sequence[Source]) -> list[Source]:
    """Enough of ``sources`` to find a few independent ones among them, in their order.

    Of the sources with one origin at most one can be chosen, and so of those with one host. The few others
    that are chosen shut out few alternatives, so ``_SPREAD`` different ones are enough.
    """
    by_host: dict[tuple[bool, Keys], set[Keys]] = defaultdict(set)
    by_origin: dict[tuple[bool, Keys], set[Keys]] = defaultdict(set)
    kept = []
    for source in sources:
        origins, hosts = by_host[source.major, source.host], by_origin[source.major, source.origin]
        if source.origin in origins or len(origins) >= _SPREAD or len(hosts) >= _SPREAD:
            continue
        origins.add(source.origin)
        hosts.add(source.host)
        kept.append(source)
    return kept
