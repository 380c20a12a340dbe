"""Labelled claims in the place of reading: what stands in one line of a trace, as observations.

A trace says by hand what reading and the comparison of texts would find: ``claims``, ``copy_of``,
``rests_on``, ``same_origin``, ``denies``, ``takes_back_denial_of`` and ``retracts``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from monitor.decide.observation import Observation, Sighting, Withdrawal, report_of
from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.claim import Claim, Denial, Evidence, Origin, OriginKind, Speaker
from monitor.model.dates import check_partial
from monitor.model.errors import BadInput
from monitor.model.events import Kin, KinReason
from monitor.model.source import SourceBook, Tier
from monitor.model.stage import Stage

TRACE = "trace"
"""The classifier's name on claims that come from a trace."""

Line = Mapping[str, Any]


@dataclass(slots=True)
class Tracer:
    """Makes observations of a trace's lines, taken in the order of the articles.

    It remembers who published each article and on which streams it spoke, since later lines refer to it by id.
    """

    accords: Mapping[str, Accord]
    sources: SourceBook
    _hosts: dict[str, str] = field(default_factory=dict)
    _streams: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    _derived: dict[str, set[str]] = field(default_factory=dict)

    def observe(self, sighting: Sighting, line: Line, ids: Mapping[str, str]) -> list[Observation]:
        """The observations that ``line`` makes of one text; ``ids`` gives the article of an id in the trace.

        Raises BadInput where the line is not of its form.
        """
        article = sighting.article
        self._hosts[article.id] = article.source
        before = self._streams.get(article.id, set())
        said = _Said(line, article, self._only_accord())
        own = {stream for stream in said.streams() if self._is_watched(*stream)}
        retracted = {ids.get(other, other) for other in _names(line, "retracts")}
        fallen = retracted.union(*(self._derived.get(other, ()) for other in retracted))
        lost = {stream for other in fallen for stream in self._streams.get(other, ())}
        self._streams[article.id] = own
        kin = self._kin(line, ids)
        for link in kin:
            self._derive(article.id, link.article)
        return [
            self._observation(sighting, stream, said, kin, retracted & self._streams.keys())
            for stream in sorted(own | before | lost)
        ]

    def _is_watched(self, accord: str, party: str) -> bool:
        """Whether a line's words on ``party`` are taken in: conveners are no parties."""
        return accord in self.accords and party not in self.accords[accord].conveners

    def _derive(self, article: str, parent: str) -> None:
        """Remember that ``article`` derives from ``parent`` and from whatever that derives from."""
        for origin in [o for o, derived in self._derived.items() if parent in derived]:
            self._derived[origin].add(article)
        self._derived.setdefault(parent, set()).add(article)

    def _only_accord(self) -> str:
        """The accord of a denial that names none."""
        return next(iter(self.accords)) if len(self.accords) == 1 else ""

    def _observation(
        self,
        sighting: Sighting,
        stream: tuple[str, str],
        said: _Said,
        kin: tuple[Kin, ...],
        retracted: Collection[str],
    ) -> Observation:
        accord_id, party = stream
        report = report_of(sighting, party, self.accords[accord_id], self.sources)
        speaker = Speaker.OUTLET
        if report.tier is Tier.OFFICIAL:
            speaker = Speaker.PARTY_GOVERNMENT if report.government else Speaker.CONVENER
        return Observation(
            accord=accord_id,
            party=party,
            report=report,
            classifier=TRACE,
            claims=said.claims(stream, speaker),
            denials=said.denials(stream, "denies"),
            lifted=said.denials(stream, "takes_back_denial_of"),
            withdrawals=(Withdrawal(frozenset(retracted)),) if retracted else (),
            origins=said.origins,
            kin=kin,
        )

    def _kin(self, line: Line, ids: Mapping[str, str]) -> tuple[Kin, ...]:
        copies = [Kin(ids.get(name, name), KinReason.COPY) for name in _names(line, "copy_of")]
        roots = [ids.get(name, name) for name in _names(line, "rests_on")]
        return (*copies, *(Kin(root, self._why_rests(root)) for root in roots))

    def _why_rests(self, root: str) -> KinReason:
        """An official site's own text is a public statement: its reports are witnesses, not copies."""
        official = self.sources.lookup(self._hosts.get(root, "")).tier is Tier.OFFICIAL
        return KinReason.REPORTS_STATEMENT if official else KinReason.RESTS_ON


class _Said:
    """The labels of one line, by stream."""

    def __init__(self, line: Line, article: Article, accord: str) -> None:
        self._line = line
        self._article = article
        self._accord = accord
        self.origins = tuple(
            Origin(OriginKind.DOCUMENT, name) for name in _names(line, "same_origin")
        )
        title = article.title
        self._evidence = Evidence("title", 0, len(title), title)

    def streams(self) -> set[tuple[str, str]]:
        """The (accord, party) pairs on which the line says something."""
        said = (*self._entries("claims"), *self._entries("denies"))
        lifted = self._entries("takes_back_denial_of")
        return {self._stream(entry) for entry in (*said, *lifted)}

    def claims(self, stream: tuple[str, str], speaker: Speaker) -> tuple[Claim, ...]:
        """The line's claims on ``stream``."""
        found = (e for e in self._entries("claims") if self._stream(e) == stream)
        return tuple(self._claim(entry, stream, speaker) for entry in found)

    def denials(self, stream: tuple[str, str], key: str) -> tuple[Denial, ...]:
        """The denials, or the liftings, of ``stream``; no stages stand for all that was denied."""
        return tuple(
            Denial(
                *stream,
                tuple(self._stage(name) for name in entry.get("stages", ())),
                Speaker.PARTY_GOVERNMENT,
                self._evidence,
            )
            for entry in self._entries(key)
            if self._stream(entry) == stream
        )

    def _claim(self, entry: Line, stream: tuple[str, str], speaker: Speaker) -> Claim:
        if "stage" not in entry:
            raise BadInput(f"trace, article {self._line.get('id')}: a claim has no stage")
        date, effective = entry.get("date"), entry.get("effective")
        return Claim(
            *stream,
            stage=self._stage(entry["stage"]),
            new=bool(entry.get("new", True)),
            evidence=self._evidence,
            speaker=speaker,
            confidence=1.0,
            date=check_partial(date) if date else None,
            effective=check_partial(effective) if effective else None,
            why=(TRACE,),
        )

    def _stage(self, name: str) -> Stage:
        try:
            return Stage(name)
        except ValueError as error:
            raise BadInput(f"trace, article {self._line.get('id')}: no stage {name!r}") from error

    def _entries(self, key: str) -> list[Line]:
        """The entries under ``key``; a bare code stands for an entry with that party."""
        found = self._line.get(key) or ()
        if not isinstance(found, list | tuple):
            found = (found,)
        return [{"party": entry} if isinstance(entry, str) else entry for entry in found]

    def _stream(self, entry: Line) -> tuple[str, str]:
        accord = entry.get("accord") or self._accord
        if not accord or not entry.get("party"):
            place = f"trace, article {self._line.get('id')}"
            raise BadInput(f"{place}: an entry lacks its party or accord: {dict(entry)}")
        return (accord, entry["party"])


def _names(line: Line, key: str) -> Iterable[str]:
    """The names under ``key``, one or several."""
    found = line.get(key) or ()
    return (found,) if isinstance(found, str) else found
