"""From an event to the message that tells of it: what changed, on whose word, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import quote

from monitor.alerting.clean import NAME_CHARS, clean, clean_url
from monitor.alerting.evidence import unknown_of, with_evidence, witness_of
from monitor.alerting.kinds import AlertKind
from monitor.alerting.message import Message
from monitor.alerting.words import (
    CONFIRM_SAYS,
    DISPUTE_SAYS,
    REVIEW_SAYS,
    REVOKE_SAYS,
    STAGE_SAYS,
    STAGE_WORDS,
    stage_word,
)
from monitor.model.accord import Accord
from monitor.model.events import (
    ClaimRecorded,
    ReviewOpened,
    SourceRecovered,
    SourceWentBlind,
    StageConfirmed,
    StageDisputed,
    StageRevoked,
    StoredEvent,
)
from monitor.model.party import Parties
from monitor.model.stage import Stage

MAX_FEEDS = 5

EVERYWHERE = "*"
"""The host of an event that concerns all sources at once (monitor.decide.blindness)."""


@dataclass(frozen=True, slots=True)
class Names:
    """What turns ids into names and links."""

    accords: Mapping[str, Accord] = field(default_factory=dict)
    parties: Parties = field(default_factory=Parties)
    board_url: str = ""

    def accord(self, accord_id: str) -> str:
        """The accord's name; its id where it is no longer configured."""
        accord = self.accords.get(accord_id)
        return clean(accord.name if accord else accord_id, NAME_CHARS)

    def party(self, code: str) -> str:
        """The party's English name."""
        return clean(self.parties.name(code), NAME_CHARS)

    def board(self, accord: str, party: str) -> str:
        """The party's page on the board; empty where no board is configured."""
        if not self.board_url:
            return ""
        return clean_url(f"{self.board_url.rstrip('/')}/{quote(accord)}/{quote(party)}")


def names_of(accords: Iterable[Accord], parties: Parties, board_url: str = "") -> Names:
    """The names of these accords and parties."""
    return Names({accord.id: accord for accord in accords}, parties, board_url)


def confirmed(stored: StoredEvent, event: StageConfirmed, names: Names) -> Message:
    """The message of a confirmed stage."""
    said = _about(stored, event.accord, event.party, AlertKind.CONFIRMED, names)
    said = with_evidence(said, event.witnesses, event.carriers)
    after = STAGE_WORDS[event.stage]
    update = "Update: " if event.previous is event.stage else ""
    return replace(
        said,
        headline=f"{update}{said.accord}: {said.party} {STAGE_SAYS[event.stage]}",
        what=f"Confirmed stage of {said.party}: {after}; before: {stage_word(event.previous)}.",
        before=stage_word(event.previous),
        after=after,
        date=event.date or "",
        effective=event.effective or "",
        reason=_by(CONFIRM_SAYS[event.reason], event.by, event.comment),
        voices=event.voices,
        unknown=unknown_of(event),
    )


def takes_effect(stored: StoredEvent, event: StageConfirmed, names: Names) -> Message:
    """The message for the day on which a confirmed stage takes effect."""
    said = confirmed(stored, event, names)
    return replace(
        said,
        kind=AlertKind.TAKES_EFFECT,
        headline=f"{said.accord}: takes effect today: {said.party} {said.after}",
        what=f"What was confirmed earlier takes effect on {event.effective}.",
    )


def revoked(stored: StoredEvent, event: StageRevoked, names: Names) -> Message:
    """The message of a confirmed stage that was taken back."""
    said = _about(stored, event.accord, event.party, AlertKind.REVOKED, names)
    word = STAGE_WORDS[event.stage]
    return replace(
        said,
        headline=f"Correction: {said.accord}: {said.party} is no longer confirmed as {word}",
        what=f"The confirmation is taken back; {said.party} falls back to: {stage_word(event.fallback)}.",
        before=word,
        after=stage_word(event.fallback),
        reason=_by(REVOKE_SAYS[event.reason], event.by, event.comment),
        facts=_correction(event),
    )


def disputed(
    stored: StoredEvent, event: StageDisputed, names: Names, standing: Stage | None
) -> Message:
    """The message of a stage that the party's own government denies."""
    said = _about(stored, event.accord, event.party, AlertKind.DISPUTED, names)
    said = with_evidence(said, event.witnesses)
    word = STAGE_WORDS[event.stage]
    return replace(
        said,
        headline=f"Disputed: {said.accord}: {said.party} denies “{word}”",
        what=f"The stage “{word}” is blocked; what is confirmed stays as it is.",
        before=stage_word(standing),
        after=stage_word(standing),
        reason=DISPUTE_SAYS[event.reason],
        unknown=("Whether the denial or the reports are right.",),
    )


def review(
    stored: StoredEvent, event: ReviewOpened, names: Names, standing: Stage | None
) -> Message:
    """The message of a question that waits for a person."""
    said = _about(stored, event.accord, event.party, AlertKind.REVIEW, names)
    said = with_evidence(said, event.witnesses)
    word = STAGE_WORDS[event.stage]
    return replace(
        said,
        headline=f"Review waiting: {said.accord}: {said.party}, “{word}”",
        what=(
            "A person should decide: accords review confirm or accords review reject "
            f"{event.accord}/{event.party} {event.stage.value} --by NAME --reason TEXT."
        ),
        before=stage_word(standing),
        after=stage_word(standing),
        reason=REVIEW_SAYS[event.reason],
        facts=(("review", clean(event.review_id, NAME_CHARS)),),
        sql=query("reviews", review_id=event.review_id),
    )


def developing(
    stored: StoredEvent, event: ClaimRecorded, names: Names, standing: Stage | None
) -> Message:
    """The message of the first credible claim of a stage, not yet confirmed."""
    said = _about(stored, event.accord, event.party, AlertKind.DEVELOPING, names)
    said = with_evidence(said, (witness_of(event),))
    return replace(
        said,
        headline=f"Reported, not confirmed: {said.accord}: {said.party} {STAGE_SAYS[event.stage]}",
        what="This is the first report of it; by itself it confirms nothing.",
        before=stage_word(standing),
        after=stage_word(standing),
        date=event.date or "",
        effective=event.effective or "",
        reason=f"first claim of “{STAGE_WORDS[event.stage]}”, confidence {event.confidence:.2f}",
        unknown=("Whether a second, independent source reports it too.",),
        sql=query("claims", accord=event.accord, party=event.party, stage=event.stage.value),
    )


def blind(stored: StoredEvent, event: SourceWentBlind) -> Message:
    """The message of a source that is not heard any more."""
    host = _source(event.host)
    return Message(
        kind=AlertKind.BLIND,
        headline=f"Blind: nothing heard from {host}",
        what=f"Since {_minute(event.since)} the service cannot see there; silence means nothing now.",
        recorded_at=stored.recorded_at,
        reason=clean(event.reason.replace("_", " ")),
        unknown=(f"What {host} has published since {_minute(event.since)}.",),
        facts=_feeds(event.feeds),
        sql=_feeds_query(event.host),
        position=stored.position,
    )


def recovered(stored: StoredEvent, event: SourceRecovered) -> Message:
    """The message of a source that is heard again."""
    host = _source(event.host)
    return Message(
        kind=AlertKind.RECOVERED,
        headline=f"Recovered: {host} heard again",
        what=f"Silent from {_minute(event.blind_since)} to {_minute(stored.recorded_at)}.",
        recorded_at=stored.recorded_at,
        facts=_feeds(event.feeds),
        sql=_feeds_query(event.host),
        position=stored.position,
    )


def _about(stored: StoredEvent, accord: str, party: str, kind: AlertKind, names: Names) -> Message:
    return Message(
        kind=kind,
        headline="",
        what="",
        recorded_at=stored.recorded_at,
        accord=names.accord(accord),
        party=names.party(party),
        sql=query("membership", accord=accord, party=party),
        board_url=names.board(accord, party),
        position=stored.position,
    )


def _by(said: str, person: str, comment: str) -> str:
    if person:
        said += f" ({clean(person, NAME_CHARS)})"
    return f"{said}: {clean(comment)}" if comment else said


def _correction(event: StageRevoked) -> tuple[tuple[str, str], ...]:
    """The words and the address of what took the stage's support away, where an article did."""
    quoted = (("correction", clean(event.quote)), ("at", clean_url(event.url)))
    return tuple((name, value) for name, value in quoted if value)


def _feeds_query(host: str) -> str:
    if host == EVERYWHERE:
        return "SELECT * FROM feed_health WHERE blind_since IS NOT NULL;"
    return query("feed_health", host=host)


def _source(host: str) -> str:
    return "every source at once" if host == EVERYWHERE else clean(host, NAME_CHARS)


def _feeds(feeds: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The feeds, as many as a person would read."""
    shown = [("feed", clean_url(feed) or clean(feed)) for feed in feeds[:MAX_FEEDS]]
    more = len(feeds) - len(shown)
    return (*shown, ("feeds", f"and {more} more")) if more else tuple(shown)


def _minute(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%d %H:%M UTC")


def query(view: str, **wanted: str | int) -> str:
    """The query that shows the row, for the reader to run; it is never run here."""
    where = " AND ".join(f"{column} = {_literal(value)}" for column, value in wanted.items())
    return f"SELECT * FROM {view} WHERE {where};"  # noqa: S608 - shown, not run; values are quoted


def _literal(value: str | int) -> str:
    """``value`` as an SQL literal."""
    if isinstance(value, int):
        return str(value)
    return "'" + clean(value).replace("'", "''") + "'"
