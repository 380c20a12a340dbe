"""Deciding: 50,000 claims on one stream, as they come from a busy news week, and the same while blocked."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta

from monitor.decide.deciding import decide
from monitor.decide.likeness import TextIndex
from monitor.decide.observation import Observation, Sighting, report_of
from monitor.decide.policy import Policy
from monitor.decide.state import PartyState
from monitor.model.accord import Accord
from monitor.model.article import Article
from monitor.model.claim import Claim, Denial, Evidence, Speaker
from monitor.model.events import Kin, KinReason
from monitor.model.fingerprint import Fingerprint
from monitor.model.source import Source, SourceBook, Tier
from monitor.model.stage import Stage
from tests.bench.timing import Row, spread

CLAIMS = 50_000
ON_FILE = 100_000
TEXTS = 5_000
START = datetime(2031, 5, 6, tzinfo=UTC)
ACCORD = Accord("x-harbour", "Harbour Compact", aliases=("Harbour Compact",))
WORDS = Evidence("title", 0, 6, "Norway")
STAGES = (Stage.PROSPECTIVE, Stage.PROSPECTIVE, Stage.ANNOUNCED, Stage.SIGNED, Stage.ACCEDED)


def benches() -> list[Row]:
    """Claims a second over the whole stream, the last thousand, and look-ups of copies."""
    free, late = _decide(denied=False)
    blocked, _ = _decide(denied=True)
    return [
        Row("decide 50,000 claims on one stream", "claims", spread([free])),
        Row("the last thousand of them", "claims", spread([late])),
        Row("the same with every stage denied", "claims", spread([blocked])),
        Row("find the copies among 100,000 texts", "texts", spread([_likeness()])),
    ]


def _sources(rng: random.Random) -> tuple[list[str], SourceBook]:
    hosts = [f"site{n}.example" for n in range(300)]
    tiers = rng.choices((Tier.WIRE, Tier.MAJOR, Tier.MINOR), (5, 15, 80), k=len(hosts))
    book = {host: Source(host, host, tier) for host, tier in zip(hosts, tiers, strict=True)}
    book["gov.example"] = Source("gov.example", "Gov", Tier.OFFICIAL, official_of=("NO",))
    return hosts, SourceBook(book)


def _decide(*, denied: bool) -> tuple[float, float]:
    rng = random.Random(7)
    hosts, sources = _sources(rng)
    state, policy = PartyState(ACCORD.id, "NO"), Policy()
    seen = [_observation(rng, number, hosts, sources) for number in range(CLAIMS)]
    if denied:
        decide(state, _denial(sources), ACCORD, policy, START)
    begun = time.perf_counter()
    for number, observation in enumerate(seen):
        if number == CLAIMS - 1000:
            late = time.perf_counter()
        decide(state, observation, ACCORD, policy, observation.report.published)
    done = time.perf_counter()
    return CLAIMS / (done - begun), 1000 / (done - late)


def _observation(
    rng: random.Random, number: int, hosts: list[str], sources: SourceBook
) -> Observation:
    """One claim; three in five are copies of an earlier text, one in ten arrives hours late."""
    at = START + timedelta(minutes=number * 3 - (rng.randrange(600) if rng.random() < 0.1 else 0))
    host = rng.choice(hosts)
    article = Article(f"a{number}", host, f"https://{host}/{number}", at, title="Norway")
    kin = ()
    if number and rng.random() < 0.6:
        kin = (Kin(f"a{rng.randrange(max(0, number - 200), number)}", KinReason.COPY),)
    return Observation(
        accord=ACCORD.id,
        party="NO",
        report=report_of(Sighting(article, 1, at, fresh=True), "NO", ACCORD, sources),
        classifier="1",
        claims=(
            Claim(
                ACCORD.id,
                "NO",
                rng.choice(STAGES),
                new=rng.random() < 0.8,
                evidence=WORDS,
                date=at.date().isoformat() if rng.random() < 0.5 else None,
            ),
        ),
        kin=kin,
    )


def _denial(sources: SourceBook) -> Observation:
    article = Article("denial", "gov.example", "https://gov.example/denial", START, title="Norway")
    stages = (Stage.ANNOUNCED, Stage.SIGNED, Stage.ACCEDED)
    return Observation(
        accord=ACCORD.id,
        party="NO",
        report=report_of(Sighting(article, 1, START, fresh=True), "NO", ACCORD, sources),
        classifier="1",
        denials=(Denial(ACCORD.id, "NO", stages, Speaker.PARTY_GOVERNMENT, WORDS),),
    )


def _likeness() -> float:
    """Look up and file texts of 300 words where 100,000 are on file; one in three is a copy, a fifth of it changed."""
    rng = random.Random(11)
    index, policy, kept = TextIndex(), Policy(), []
    for number in range(ON_FILE):
        print_ = Fingerprint(frozenset(rng.sample(range(2**32), 300)))
        index.add(f"t{number}", print_)
        if number % 100 == 0:
            kept.append(print_.shingles)
    prints = [_like(rng, kept) for _ in range(TEXTS)]
    begun = time.perf_counter()
    for number, print_ in enumerate(prints):
        index.kin(f"n{number}", print_, policy, lambda _article: False)
        index.add(f"n{number}", print_)
    return TEXTS / (time.perf_counter() - begun)


def _like(rng: random.Random, kept: list[frozenset[int]]) -> Fingerprint:
    """A new text, or with one chance in three a copy of a known one."""
    own = rng.sample(range(2**32), 300)
    if rng.random() < 0.33:
        own = [*rng.sample(sorted(rng.choice(kept)), 240), *own[:60]]
    return Fingerprint(frozenset(own))
