"""``accords review``: a person's word, as events."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Any

import click
from rich.markup import escape

from monitor.alerting.words import REVIEW_SAYS
from monitor.cli.context import Context
from monitor.cli.explaining import HOW_TO_ANSWER, review_json
from monitor.cli.screen import Group, indented, json_option, screen
from monitor.decide.people import (
    Annotate,
    Command,
    Confirm,
    Person,
    Reject,
    Retract,
    decide_person,
)
from monitor.decide.state import fold
from monitor.model.accord import Accord
from monitor.model.clock import SystemClock
from monitor.model.dates import check_partial, iso
from monitor.model.errors import BadInput, StreamConflict, UsageError
from monitor.model.events import ReviewClosed, ReviewOpened, ReviewReason, party_stream
from monitor.model.stage import Stage
from monitor.ports import StreamWrite
from store.history import place_of_claim

ATTEMPTS = 5


@click.group(cls=Group)
def review() -> None:
    """A person's word, which outranks the policy; each is an event with a name and a reason."""


_by = click.option("--by", required=True, metavar="NAME", help="Who says so.")
_reason = click.option("--reason", required=True, metavar="TEXT", help="Why.")
_place = click.argument("place", metavar="ACCORD/PARTY")
_STAGES = click.Choice([stage.value for stage in Stage])
_stage = click.argument("stage", metavar="STAGE", type=_STAGES)


@review.command(name="list")
@json_option
@click.pass_obj
def list_reviews(context: Context, as_json: bool) -> None:
    """List the open reviews, oldest first."""
    log = context.log()
    opened: dict[str, dict[str, Any]] = {}
    for stored in log.read_types(("ReviewOpened", "ReviewClosed"), log.head()):
        if isinstance(stored.event, ReviewOpened):
            opened[stored.event.review_id] = review_json(stored.event, iso(stored.recorded_at))
        elif isinstance(stored.event, ReviewClosed):
            opened.pop(stored.event.review_id, None)
    if as_json:
        click.echo(json.dumps(list(opened.values()), ensure_ascii=False, indent=2))
        return
    _print_reviews(list(opened.values()))


def _print_reviews(opened: Sequence[dict[str, Any]]) -> None:
    """The open reviews as blocks, each with the command that answers it, whole at every width."""
    console = screen()
    for one in opened:
        hosts = ", ".join(dict.fromkeys(witness["host"] for witness in one["witnesses"]))
        place, at = f"{one['accord']}/{one['party']}", one["opened_at"][:16].replace("T", " ")
        console.print(f"[bold]{place} {one['stage']}[/]  {at}")
        indented(console, 2, REVIEW_SAYS[ReviewReason(one["reason"])])
        indented(console, 2, f"who says so: {escape(hosts)}")
        indented(console, 2, HOW_TO_ANSWER.format(place=place, stage=one["stage"]))
    if not opened:
        console.print("no open reviews")


@review.command()
@_place
@_stage
@click.option("--date", metavar="DATE", help="When it was reached: YYYY, YYYY-MM or YYYY-MM-DD.")
@_by
@_reason
@click.pass_obj
def confirm(
    context: Context, place: str, stage: str, date: str | None, by: str, reason: str
) -> None:
    """Confirm that the party is at STAGE: announced, applied, signed, ratified, acceded, declined, suspended, withdrawn."""
    try:
        command = Confirm(Stage(stage), check_partial(date) if date else None)
    except BadInput as error:
        raise UsageError(f"--date: {error}") from error
    _speak(context, _stream(context, place), command, Person(by, reason))


@review.command()
@_place
@_stage
@_by
@_reason
@click.pass_obj
def reject(context: Context, place: str, stage: str, by: str, reason: str) -> None:
    """Reject STAGE: it is revoked where it was confirmed, and not confirmed where it was not."""
    _speak(context, _stream(context, place), Reject(Stage(stage)), Person(by, reason))


@review.command()
@click.argument("claim_id", metavar="CLAIM-ID")
@_by
@_reason
@click.pass_obj
def retract(context: Context, claim_id: str, by: str, reason: str) -> None:
    """Take a claim or a denial out of the count, with the copies of it."""
    accord, party = _stream_of_claim(context, claim_id)
    _speak(context, (accord, party), Retract(claim_id), Person(by, reason))


@review.command()
@_place
@click.option("--stage", type=_STAGES, metavar="STAGE", help="On this stage.")
@click.option("--claim", "claim_id", default="", metavar="CLAIM-ID", help="On this claim.")
@_by
@_reason
@click.pass_obj
def annotate(
    context: Context, place: str, stage: str | None, claim_id: str, by: str, reason: str
) -> None:
    """Add a remark; it changes nothing."""
    command = Annotate(Stage(stage) if stage else None, claim_id)
    _speak(context, _stream(context, place), command, Person(by, reason))


def _stream(context: Context, place: str) -> tuple[Accord, str]:
    accord_id, slash, party = place.partition("/")
    if not slash:
        raise UsageError(f"{place!r}: write ACCORD/PARTY, e.g. abraham-accords/KZ")
    return context.accord(accord_id), context.party_code(party)


def _stream_of_claim(context: Context, claim_id: str) -> tuple[Accord, str]:
    place = place_of_claim(context.engine(), claim_id)
    if place is None:
        # It may be younger than the tables.
        context.project_to(context.log().head())
        place = place_of_claim(context.engine(), claim_id)
    if place is None:
        raise UsageError(f"no claim {claim_id!r}; `accords explain PARTY` shows the ids")
    accord_id, party = place
    return context.accord(accord_id), party


def _speak(context: Context, place: tuple[Accord, str], command: Command, person: Person) -> None:
    """Append what a person's command brings about, and bring the tables up to it."""
    accord, party = place
    rules = (accord, context.settings.policy.for_accord(accord))
    log, now, key = context.log(), SystemClock().now(), f"review:{uuid.uuid4().hex}"
    stream = party_stream(accord.id, party)
    for attempt in range(1, ATTEMPTS + 1):
        state = fold(accord.id, party, log.read_stream(stream))
        version = state.version
        events = decide_person(state, command, person, rules, now)
        write = StreamWrite(stream, version, events)
        try:
            done = log.append(key, [write], actor=f"person:{person.by}", cause="review", now=now)
        except StreamConflict:
            if attempt == ATTEMPTS:
                raise
        else:
            break
    context.project_to(done.last_position)
    for event in events:
        stage = getattr(event, "stage", None) or ""
        click.echo(f"{type(event).__name__}: {stream} {stage}".rstrip(), err=True)
