"""``accords reconsider``: let changed numbers or sources take effect on what is on file."""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Iterator
from functools import partial
from typing import Any

import click

from monitor.cli.codes import NOTHING
from monitor.cli.context import Context
from monitor.decide.observation import weighed
from monitor.decide.reconsidering import Cause
from monitor.decide.reconsidering import reconsider as decide_anew
from monitor.decide.state import fold
from monitor.model.accord import Accord
from monitor.model.clock import SystemClock
from monitor.model.events import ReviewOpened, StageConfirmed, StageDisputed, StageRevoked
from monitor.ports import StreamWrite


@click.command()
@click.option("--because", required=True, metavar="TEXT", help="The cause that the events name.")
@click.option("--accord", "accord_id", metavar="ID", help="Only this accord.")
@click.option("--dry-run", is_flag=True, help="Show the difference and change nothing.")
@click.option("--alert", is_flag=True, help="Let what is confirmed by it be news.")
@click.pass_obj
def reconsider(
    context: Context, because: str, accord_id: str | None, dry_run: bool, alert: bool
) -> None:
    """Decide anew what is on file by today's numbers and sources; a JSON line for each change.

    Look with --dry-run first. Without it each stream's events are appended, and nobody is alerted.
    """
    accords = [context.accord(accord_id)] if accord_id else list(context.accords)
    changes = 0
    for write in _writes(context, accords, Cause(because, alert)):
        for line in _lines(write):
            changes += 1
            click.echo(json.dumps(line, ensure_ascii=False))
        if not dry_run:
            _append(context, write, because)
    if not changes:
        click.echo("nothing changes", err=True)
        sys.exit(NOTHING)


def _writes(context: Context, accords: list[Accord], cause: Cause) -> Iterator[StreamWrite]:
    """What each stream of the accords would be given."""
    log, now = context.log(), SystemClock().now()
    for accord in accords:
        policy = context.settings.policy.for_accord(accord)
        for party in _parties(context, accord):
            stream = f"{accord.id}/{party}"
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


def _lines(write: StreamWrite) -> Iterator[dict[str, Any]]:
    for event in write.events:
        if isinstance(event, StageConfirmed | StageRevoked | StageDisputed | ReviewOpened):
            yield {
                "type": type(event).__name__,
                "accord": event.accord,
                "party": event.party,
                "stage": event.stage.value,
                "reason": event.reason.value,
            }


def _append(context: Context, write: StreamWrite, because: str) -> None:
    now, key = SystemClock().now(), f"reconsider:{uuid.uuid4().hex}"
    done = context.log().append(key, [write], actor="reconsider", cause=because, now=now)
    context.project_to(done.last_position)
