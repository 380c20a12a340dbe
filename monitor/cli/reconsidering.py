"""``accords reconsider``: let changed numbers or sources take effect on what is on file."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterator
from functools import partial

import click

from monitor.cli import changes
from monitor.cli.codes import INTERRUPTED, NOTHING
from monitor.cli.context import Context
from monitor.decide.observation import weighed
from monitor.decide.reconsidering import Cause
from monitor.decide.reconsidering import reconsider as decide_anew
from monitor.decide.state import fold
from monitor.model.accord import Accord
from monitor.model.actors import Actor
from monitor.model.clock import SystemClock
from monitor.model.events import party_stream
from monitor.ports import StreamWrite


@click.command()
@click.option("--because", required=True, metavar="TEXT", help="The cause that the events name.")
@click.option("--accord", "accord_id", metavar="ID", help="Only this accord.")
@changes.options
@click.pass_obj
def reconsider(
    context: Context,
    *,
    because: str,
    accord_id: str | None,
    by: str | None,
    dry_run: bool,
    alert: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Decide anew what is on file by today's numbers and sources, and show what that changes.

    Look with --dry-run first; on a terminal it shows the difference and asks. The events name the cause and
    who asked for it, and nobody is alerted unless --alert is given.
    """
    accords = [context.accord(accord_id)] if accord_id else list(context.accords)
    cause = Cause(because, alert)
    if changes.is_asked(dry_run=dry_run, yes=yes) and not changes.confirmed_by_hand(
        _writes(context, accords, cause), as_json=as_json
    ):
        sys.exit(INTERRUPTED)
    writes = _writes(context, accords, cause)
    if not dry_run:
        why = f"{because}; asked for by {changes.asked_by(by)}"
        writes = _appended(context, writes, Actor.RECONSIDER.told(alert=alert), why)
    done = "nothing was written" if dry_run else "written"
    if not changes.show(writes, as_json=as_json, done=done):
        sys.exit(NOTHING)


def _writes(context: Context, accords: list[Accord], cause: Cause) -> Iterator[StreamWrite]:
    """What each stream of the accords would be given."""
    log, now = context.log(), SystemClock().now()
    for accord in accords:
        policy = context.settings.policy.for_accord(accord)
        for party in _parties(context, accord):
            stream = party_stream(accord.id, party)
            state = fold(accord.id, party, log.read_stream(stream))
            version = state.version
            weigh = partial(weighed, party=party, accord=accord, sources=context.sources)
            events = decide_anew(state, (accord, policy), weigh, cause, now)
            if events:
                yield StreamWrite(stream, version, events)


def _parties(context: Context, accord: Accord) -> list[str]:
    log = context.log()
    stored = log.read_types(("ClaimRecorded", "DenialRecorded"), log.head())
    found = {
        one.stream.partition("/")[2] for one in stored if one.stream.startswith(f"{accord.id}/")
    }
    return sorted(found)


def _appended(
    context: Context, writes: Iterator[StreamWrite], actor: str, why: str
) -> Iterator[StreamWrite]:
    """Append each of ``writes`` before it is passed on; the tables show it at the end."""
    last = 0
    for write in writes:
        now, key = SystemClock().now(), f"reconsider:{uuid.uuid4().hex}"
        done = context.log().append(key, [write], actor=actor, cause=why, now=now)
        last = done.last_position
        yield write
    if last:
        context.project_to(last)
