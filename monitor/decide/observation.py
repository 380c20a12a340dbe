"""What deciding takes in: one article revision's word on one stream."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.claim import Claim, Denial, Evidence, Origin
from monitor.model.events import Kin, Report, party_stream
from monitor.model.source import Source, SourceBook, Tier
from monitor.model.stage import Stage


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a text takes back: certain ``articles``, or what ``hosts`` said before, of ``stages`` if named.

    ``hosts`` are hosts or names of outlets; ``url`` narrows to one address.
    """

    articles: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    url: str = ""
    stages: tuple[Stage, ...] = ()
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """One revision's word on one party and accord; ``report`` bears no quotation yet."""

    accord: str
    party: str
    report: Report
    classifier: str
    claims: tuple[Claim, ...] = ()
    denials: tuple[Denial, ...] = ()
    lifted: tuple[Denial, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    origins: tuple[Origin, ...] = ()
    kin: tuple[Kin, ...] = ()

    @property
    def stream(self) -> str:
        """The stream that this observation is about."""
        return party_stream(self.accord, self.party)

    def quoting(self, evidence: Evidence) -> Report:
        """The report with the exact words of ``evidence``."""
        return replace(
            self.report,
            field=evidence.field,
            start=evidence.start,
            end=evidence.end,
            quote=evidence.quote,
        )


@dataclass(frozen=True, slots=True)
class Sighting:
    """A text as it was seen: which revision it is, when it came, and whether it was fresh then."""

    article: Article
    number: int
    first_seen: datetime
    fresh: bool


def report_of(sighting: Sighting, party: str, accord: Accord, sources: SourceBook) -> Report:
    """Where ``sighting`` was said, weighed for ``party`` in ``accord``; without a quotation."""
    article = sighting.article
    source = sources.lookup(article.source)
    return Report(
        article=article.id,
        revision=sighting.number,
        url=article.url,
        host=source.host,
        publisher=source.publisher,
        owner=_owner(source),
        tier=source.tier_for(party, accord),
        government=source.is_government_of(party),
        title=article.title,
        published=article.published,
        first_seen=sighting.first_seen,
        fresh=sighting.fresh,
        field="",
        start=0,
        end=0,
        quote="",
    )


def weighed(report: Report, party: str, accord: Accord, sources: SourceBook) -> Report:
    """``report`` with the weight that its host has in ``sources``."""
    source = sources.lookup(report.host)
    return replace(
        report,
        host=source.host,
        publisher=source.publisher,
        owner=_owner(source),
        tier=source.tier_for(party, accord),
        government=source.is_government_of(party),
    )


def _owner(source: Source) -> str:
    """The owner; of an official site, the body for which it speaks, so that two of one state are one."""
    if source.tier is Tier.OFFICIAL and source.official_of:
        return f"official:{','.join(sorted(source.official_of))}"
    return source.owner
