"""Which quotes a message shows, and what is still unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.alerting.clean import (
    NAME_CHARS,
    QUOTE_CHARS,
    TITLE_CHARS,
    clean,
    clean_url,
    host_of,
)
from monitor.alerting.message import Message, Quote
from monitor.alerting.words import STAGE_WORDS, TIER_ORDER
from monitor.model.events import ClaimRecorded, StageConfirmed, Witness
from monitor.model.source import Tier
from monitor.model.stage import Stage

MAX_QUOTES = 5


def with_evidence(
    message: Message, witnesses: Sequence[Witness], carriers: Sequence[str] = ()
) -> Message:
    """``message`` with the best quotes, and how many voices and reports there are."""
    voices: set[int] = set()
    quotes: list[Quote] = []
    for witness in ranked(witnesses, carriers):
        quotes.append(replace(quote_of(witness), repeats=witness.voice in voices))
        voices.add(witness.voice)
    return replace(
        message,
        quotes=tuple(quotes[:MAX_QUOTES]),
        more_quotes=max(0, len(quotes) - MAX_QUOTES),
        voices=len(voices),
        reports=len(quotes),
    )


def ranked(witnesses: Sequence[Witness], carriers: Sequence[str] = ()) -> list[Witness]:
    """One witness an article: what carried the decision first, and a new voice before a known one."""
    ordered = sorted(
        witnesses,
        key=lambda witness: (
            witness.claim_id not in carriers,
            TIER_ORDER[witness.tier],
            witness.published,
            witness.article,
        ),
    )
    by_article: dict[str, Witness] = {}
    first_of_voice: dict[int, str] = {}
    for witness in ordered:
        by_article.setdefault(witness.article, witness)
        first_of_voice.setdefault(witness.voice, witness.article)
    return sorted(
        by_article.values(),
        key=lambda witness: first_of_voice[witness.voice] != witness.article,
    )


def quote_of(witness: Witness) -> Quote:
    """The quote as shown."""
    url = clean_url(witness.url)
    dated = f", {clean(witness.date, NAME_CHARS)}" if witness.date else ""
    return Quote(
        text=clean(witness.quote, QUOTE_CHARS),
        publisher=clean(witness.publisher, NAME_CHARS) or clean(witness.host, NAME_CHARS),
        host=host_of(url),
        tier=witness.tier.value,
        published=witness.published,
        title=clean(witness.title, TITLE_CHARS),
        url=url,
        says=f"{STAGE_WORDS[witness.stage]}{dated}",
    )


def witness_of(claim: ClaimRecorded) -> Witness:
    """A recorded claim as a witness of itself."""
    report = claim.report
    return Witness(
        claim_id=claim.claim_id,
        voice=1,
        article=report.article,
        url=report.url,
        host=report.host,
        publisher=report.publisher,
        tier=report.tier,
        published=report.published,
        title=report.title,
        quote=report.quote,
        stage=claim.stage,
        speaker=claim.speaker,
        date=claim.date,
    )


def unknown_of(event: StageConfirmed) -> tuple[str, ...]:
    """What a confirmation leaves open, in sentences."""
    found: list[str] = []
    if not event.date:
        found.append("The date: no source gives one.")
    dates = sorted({witness.date for witness in event.witnesses if witness.date})
    if len(dates) > 1:
        found.append(f"The exact date: sources say {', '.join(clean(date) for date in dates)}.")
    if event.witnesses and all(witness.tier is not Tier.OFFICIAL for witness in event.witnesses):
        found.append("Whether the party's own government or the depositary says so too.")
    if event.stage is Stage.ANNOUNCED:
        found.append("When it will be signed.")
    if event.stage in {Stage.SIGNED, Stage.RATIFIED, Stage.WITHDRAWN} and not event.effective:
        found.append("When it takes effect.")
    return tuple(found)
