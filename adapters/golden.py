"""Renders every kind of alert with the templates in use, so that a bad one fails before the day it is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from adapters.rendering import Renderer
from monitor.alerting.deliveries import Outgoing
from monitor.alerting.kinds import AlertKind, HoldReason
from monitor.alerting.message import Message, Quote
from monitor.model.errors import ConfigError, Permanent

_AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)

_QUOTE = Quote(
    text="“Quoted” <words> & more",
    publisher="Example Wire",
    host="wire.example",
    tier="wire",
    published=_AT,
    title="A title",
    url="https://wire.example/1",
    says="signed, 2026-01-01",
    repeats=True,
)

_FULL = Message(
    kind=AlertKind.CONFIRMED,
    headline="Example Compact: Exampleland has signed",
    what="Confirmed stage of Exampleland: signed; before: announced.",
    recorded_at=_AT,
    accord="Example Compact",
    party="Exampleland",
    before="announced",
    after="signed",
    date="2026-01-01",
    effective="2026-06",
    reason="an official source says so",
    voices=2,
    reports=3,
    quotes=(_QUOTE, replace(_QUOTE, url="", host="", repeats=False)),
    more_quotes=1,
    unknown=("When it takes effect.",),
    facts=(("review", "r1"),),
    sql="SELECT * FROM membership;",
    board_url="https://board.example/x",
    position=7,
)

_BARE = Message(kind=AlertKind.BLIND, headline="Blind", what="", recorded_at=_AT)


def golden() -> list[Outgoing]:
    """One sending of each kind, full and bare, alone and gathered, first and repeated."""
    messages = [replace(_FULL, kind=kind) for kind in AlertKind] + [_BARE]
    alone = [_outgoing((message,)) for message in messages]
    digest = replace(_outgoing(tuple(messages * 2)), hold=HoldReason.DIGEST, thread="")
    return [*alone, digest, replace(alone[0], possible_duplicate=True)]


def check_templates(folder: str) -> None:
    """Render every golden sending with the templates of ``folder``, over the shipped ones.

    Raises ConfigError that names the template and what is wrong with it.
    """
    renderer = Renderer(folder)
    for outgoing in golden():
        try:
            renderer.text(outgoing)
            renderer.html(outgoing)
        except Permanent as error:
            raise ConfigError(f"templates: {folder or 'shipped'}: {error}") from error


def _outgoing(messages: tuple[Message, ...]) -> Outgoing:
    return Outgoing(
        delivery_id=1,
        attempt=1,
        route="everything",
        target="desk",
        recipient="",
        message_id="<golden@accords.invalid>",
        messages=messages,
        created_at=_AT,
        deadline_at=_AT,
        thread="x-example/XX",
    )
