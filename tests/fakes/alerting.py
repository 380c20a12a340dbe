"""Events, senders and configurations for the tests of alerting."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from config.load import Configuration
from config.settings import Settings
from monitor.alerting.compose import Names
from monitor.alerting.deliveries import Outgoing, Sent
from monitor.alerting.kinds import AlertKind
from monitor.alerting.message import Alert, Message, Quote
from monitor.alerting.routes import AlertConfig, Route
from monitor.alerting.targets import ConsoleTarget
from monitor.model.accord import Accord
from monitor.model.claim import Certainty, Speaker
from monitor.model.clock import SetClock
from monitor.model.events import (
    ClaimRecorded,
    ConfirmReason,
    Report,
    RevokeReason,
    StageConfirmed,
    StageRevoked,
    StoredEvent,
    Witness,
)
from monitor.model.party import Parties, Party
from monitor.model.source import SourceBook, Tier
from monitor.model.stage import Stage
from monitor.ports import StreamWrite
from monitor.stages.alert import AlertStage, Sending
from store.log import SqlEventLog

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)

NAMES = Names(
    {"x-harbour": Accord(id="x-harbour", name="Harbour Compact", aliases=("Harbour Compact",))},
    Parties({"KZ": Party("KZ", "Kazakhstan"), "OM": Party("OM", "Oman")}),
)


def witness(**changes) -> Witness:
    """A witness of a signature, by a wire."""
    plain = Witness(
        claim_id="c1",
        voice=1,
        article="a1",
        url="https://wire.example/kz-signs",
        host="wire.example",
        publisher="Example Wire",
        tier=Tier.WIRE,
        published=datetime(2026, 3, 10, 9, 30, tzinfo=UTC),
        title="Kazakhstan signs the Harbour Compact",
        quote="Kazakhstan signed the Harbour Compact on Tuesday, its foreign minister said.",
        stage=Stage.SIGNED,
        speaker=Speaker.PARTY_GOVERNMENT,
        date="2026-03-10",
    )
    return replace(plain, **changes)


def confirmed(**changes) -> StageConfirmed:
    """Kazakhstan has signed; two wires say so."""
    plain = StageConfirmed(
        accord="x-harbour",
        party="KZ",
        stage=Stage.SIGNED,
        previous=Stage.ANNOUNCED,
        date="2026-03-10",
        effective=None,
        reason=ConfirmReason.TWO_MAJOR,
        news=True,
        voices=2,
        witnesses=(
            witness(),
            witness(
                claim_id="c2",
                voice=2,
                article="a2",
                url="https://daily.example/compact",
                host="daily.example",
                publisher="The Daily Example",
                tier=Tier.MAJOR,
                quote="With the signature Kazakhstan becomes the compact's ninth signatory.",
            ),
        ),
        carriers=("c1", "c2"),
        article="a2",
    )
    return replace(plain, **changes)


def revoked(**changes) -> StageRevoked:
    """The signature is taken back."""
    plain = StageRevoked(
        accord="x-harbour",
        party="KZ",
        stage=Stage.SIGNED,
        fallback=Stage.ANNOUNCED,
        reason=RevokeReason.SUPPORT_RETRACTED,
        url="https://wire.example/correction",
        quote="An earlier version said in error that Kazakhstan had signed.",
    )
    return replace(plain, **changes)


def claim(**changes) -> ClaimRecorded:
    """The first report that Kazakhstan will join."""
    report = Report(
        article="a1",
        revision=1,
        url="https://minor.example/1",
        host="minor.example",
        publisher="Minor Example",
        owner="",
        tier=Tier.MINOR,
        government=False,
        title="Kazakhstan to join",
        published=NOW,
        first_seen=NOW,
        fresh=changes.pop("fresh", True),
        field="title",
        start=0,
        end=18,
        quote="Kazakhstan to join",
    )
    plain = ClaimRecorded(
        claim_id="c1",
        accord="x-harbour",
        party="KZ",
        stage=Stage.ANNOUNCED,
        new=True,
        date=None,
        effective=None,
        certainty=Certainty.CERTAIN,
        speaker=Speaker.OUTLET,
        confidence=0.8,
        why=("will_join",),
        classifier="test",
        report=report,
    )
    return replace(plain, **changes)


def stored(event, position: int = 1, at: datetime = NOW) -> StoredEvent:
    """``event`` as the log gives it."""
    return StoredEvent(
        position=position,
        event_id=f"e{position}",
        stream="x-harbour/KZ",
        version=position,
        type=type(event).__name__,
        event=event,
        actor="policy",
        cause="test",
        recorded_at=at,
    )


def quote(**changes) -> Quote:
    """A quote as a message shows it."""
    plain = Quote(
        text="Kazakhstan signed on Tuesday.",
        publisher="Example Wire",
        host="wire.example",
        tier="wire",
        published=NOW,
        title="Kazakhstan signs",
        url="https://wire.example/1",
        says="signed",
    )
    return replace(plain, **changes)


def message(**changes) -> Message:
    """A whole message."""
    plain = Message(
        kind=AlertKind.CONFIRMED,
        headline="Harbour Compact: Kazakhstan has signed",
        what="Confirmed stage of Kazakhstan: signed; before: announced.",
        recorded_at=NOW,
        accord="Harbour Compact",
        party="Kazakhstan",
        before="announced",
        after="signed",
        date="2026-03-10",
        reason="two independent sources of tier wire or major report it",
        voices=2,
        reports=2,
        quotes=(quote(),),
        unknown=("When it takes effect.",),
        sql="SELECT * FROM membership WHERE accord = 'x-harbour' AND party = 'KZ';",
        position=7,
    )
    return replace(plain, **changes)


def alert(**changes) -> Alert:
    """An alert of a signature."""
    plain = Alert(
        key="event/7",
        kind=AlertKind.CONFIRMED,
        thread="x-harbour/KZ",
        message=message(),
        accord="x-harbour",
        party="KZ",
        stage="signed",
        position=7,
    )
    return replace(plain, **changes)


def outgoing(**changes) -> Outgoing:
    """A claimed delivery."""
    plain = Outgoing(
        delivery_id=1,
        attempt=1,
        route="everything",
        target="desk",
        recipient="",
        message_id="<d1@accords.example>",
        messages=(message(),),
        created_at=NOW,
        deadline_at=NOW,
        thread="x-harbour/KZ",
    )
    return replace(plain, **changes)


class RecordingSender:
    """Keeps what it is given; raises the errors it was told to, one a sending."""

    def __init__(self, *errors: Exception) -> None:
        self.sent: list[Outgoing] = []
        self.tried: list[Outgoing] = []
        self._errors = list(errors)

    def send(self, outgoing: Outgoing) -> Sent:
        self.tried.append(outgoing)
        if self._errors:
            raise self._errors.pop(0)
        self.sent.append(outgoing)
        return Sent(provider_ref=f"ref-{len(self.sent)}")


def config(*targets, routes=None, **changes) -> AlertConfig:
    """Targets, and one route to all of them."""
    targets = targets or (ConsoleTarget("desk"),)
    names = tuple(target.name for target in targets)
    return AlertConfig(targets, routes or (Route("everything", names),), **changes)


def stage(log, store, senders, alert_config=None, clock=None, **sending) -> AlertStage:
    """An alert stage with a clock that stands, and ids that count."""
    numbers = itertools.count(1)
    return AlertStage(
        log,
        store,
        senders,
        alert_config or config(),
        NAMES,
        clock or SetClock(NOW),
        rng=random.Random(7),
        new_id=lambda: f"d{next(numbers)}-{random.getrandbits(64):x}",
        sending=Sending(**sending),
    )


def append(log, *events, key=None, now=NOW) -> None:
    """Append ``events``, each to the stream of its party."""
    for event in events:
        stream = f"{event.accord}/{event.party}"
        version = len(log.read_stream(stream))
        log.append(
            key or f"test/{stream}/{version}",
            [StreamWrite(stream, version, (event,))],
            actor="test",
            cause="test",
            now=now,
        )


def terminal(engine, alerts: AlertConfig) -> SimpleNamespace:
    """What the command line hands to its commands, with the parties of these tests."""
    accords = tuple(NAMES.accords.values())
    configuration = Configuration(
        folder=Path(),
        settings=Settings(),
        accords=accords,
        parties=NAMES.parties,
        sources=SourceBook({}),
        feeds=(),
        alerts=alerts,
    )
    return SimpleNamespace(
        configuration=configuration,
        settings=configuration.settings,
        accords=accords,
        parties=NAMES.parties,
        engine=lambda **_: engine,
        log=lambda: SqlEventLog(engine),
    )
