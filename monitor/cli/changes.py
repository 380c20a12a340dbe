"""What deciding anew changes, as lines and as a table: the same for all commands that do it."""

from __future__ import annotations

import getpass
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click
from rich.markup import escape

from monitor.cli.screen import screen, whole_table
from monitor.model.events import (
    ClaimRecorded,
    ClaimRetracted,
    DenialLifted,
    DenialRecorded,
    Event,
    RetractReason,
    ReviewClosed,
    ReviewOpened,
    StageConfirmed,
    StageDisputed,
    StageRevoked,
)
from monitor.ports import StreamWrite

Line = dict[str, Any]

SHOWN = 200
"""Rows of the table; the lines of --json are never cut."""

_WORDS = {
    "ClaimRecorded": "claim comes",
    "ClaimRetracted": "claim goes",
    "ClaimChanged": "claim changes",
    "DenialRecorded": "denial comes",
    "DenialLifted": "denial goes",
    "StageConfirmed": "confirmed",
    "StageRefined": "date changes",
    "StageRevoked": "revoked",
    "StageDisputed": "disputed",
    "ReviewOpened": "review opens",
    "ReviewClosed": "review closes",
}


def options(command: Any) -> Any:
    """The options that all commands have which decide anew."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="A JSON line for each change."),
        click.option("--yes", is_flag=True, help="Do not ask on a terminal before writing."),
        click.option("--alert", is_flag=True, help="Let what is decided by it be told."),
        click.option("--dry-run", is_flag=True, help="Show the difference and change nothing."),
        click.option("--by", metavar="NAME", help="Who asks for it.  [default: the user]"),
    ):
        command = option(command)
    return command


def asked_by(name: str | None) -> str:
    """Who asks for it: the name given, or the user's."""
    if name and name.strip():
        return name.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def confirmed_by_hand(writes: Iterable[StreamWrite], *, as_json: bool) -> bool:
    """Whether a person at a terminal, shown the difference, wants it written."""
    if not show(writes, as_json=as_json, done=""):
        return True
    return click.confirm("Write these events?", err=True)


def is_asked(*, dry_run: bool, yes: bool) -> bool:
    """Whether to ask first: at a terminal, unless told not to."""
    return not dry_run and not yes and sys.stdin.isatty() and sys.stdout.isatty()


def show(writes: Iterable[StreamWrite], *, as_json: bool, done: str) -> Counter[str]:
    """Print each change as it comes, and what it is in all; the changes by kind."""
    counts: Counter[str] = Counter()
    table = whole_table("accord/party", "what", "stage", "was", "is", "why", "where")
    for write in writes:
        for line in lines(write.events):
            counts[line["type"]] += 1
            if as_json:
                click.echo(json.dumps(line, ensure_ascii=False))
            elif counts.total() <= SHOWN:
                table.add_row(*_row(line))
    if not as_json and counts:
        screen().print(table)
    _sum_up(counts, done, cut=not as_json and counts.total() > SHOWN)
    return counts


def _sum_up(counts: Counter[str], done: str, *, cut: bool) -> None:
    if cut:
        click.echo(f"{counts.total() - SHOWN} more; --json prints all", err=True)
    words = ", ".join(f"{word}: {counts[kind]}" for kind, word in _WORDS.items() if counts[kind])
    click.echo(f"{words or 'nothing changes'}{f' · {done}' if done and words else ''}", err=True)


def _row(line: Line) -> tuple[str, ...]:
    place = f"{line['accord']}/{line['party']}"
    was, now = (_said(line.get(key)) for key in ("was", "is"))
    words = (place, _WORDS[line["type"]], line["stage"], was, now)
    return (*words, line.get("reason", ""), escape(line.get("url") or line.get("article", "")))


def _said(values: Mapping[str, Any] | None) -> str:
    return ", ".join(f"{value}" for value in (values or {}).values())


def lines(events: Iterable[Event]) -> Iterator[Line]:
    """A line for each change that the events of one stream bring about, claims first.

    A claim that is retracted and recorded anew with other words is one change.
    """
    events = tuple(events)
    came = [event for event in events if isinstance(event, ClaimRecorded)]
    for event in events:
        if isinstance(event, ClaimRetracted):
            again = _counterpart(event, came) if _is_by_us(event) else None
            if again:
                came.remove(again)
                yield from _changed(event, again)
            else:
                yield _line(event, event.stage) | _where(event)
    for claim in came:
        yield _line(claim, claim.stage) | _heard(claim) | {"is": _claim(claim)}
    for event in events:
        yield from _other(event)


def _is_by_us(event: ClaimRetracted) -> bool:
    return event.reason is RetractReason.RECLASSIFIED


def _counterpart(gone: ClaimRetracted, came: Iterable[ClaimRecorded]) -> ClaimRecorded | None:
    """The claim of the same article that stands in for the one gone, of the same stage if there is one."""
    same = [claim for claim in came if claim.report.article == gone.article]
    return min(same, key=lambda claim: claim.stage is not gone.stage, default=None)


def _changed(gone: ClaimRetracted, again: ClaimRecorded) -> Iterator[Line]:
    line = _line(gone, again.stage) | {"type": "ClaimChanged"} | _heard(again)
    yield line | {"was": {"stage": gone.stage.value}, "is": _claim(again)}


def _other(event: Event) -> Iterator[Line]:
    match event:
        case DenialRecorded():
            yield _line(event, *event.stages) | _heard(event)
        case DenialLifted():
            yield _line(event, *event.stages) | _where(event)
        case StageConfirmed():
            yield _confirmed(event)
        case StageRevoked():
            fallback = event.fallback.value if event.fallback else "nothing"
            yield _line(event, event.stage) | {"is": {"stage": fallback}}
        case StageDisputed() | ReviewOpened() | ReviewClosed():
            yield _line(event, event.stage)
        case _:
            pass


def _confirmed(event: StageConfirmed) -> Line:
    said = {"stage": event.stage.value, "date": event.date, "effective": event.effective}
    line = _line(event, event.stage) | {"is": {k: v for k, v in said.items() if v}}
    if event.previous is event.stage:
        line["type"] = "StageRefined"
    return line | {"was": {"stage": event.previous.value}} if event.previous else line


def _line(event: Any, *stages: Any) -> Line:
    reason = getattr(event, "reason", None) or getattr(event, "outcome", None)
    line = {
        "type": type(event).__name__,
        "accord": event.accord,
        "party": event.party,
        "stage": ", ".join(stage.value for stage in stages),
    }
    return line | ({"reason": reason.value} if reason else {})


def _heard(event: ClaimRecorded | DenialRecorded) -> Line:
    report = event.report
    return {"article": report.article, "url": report.url, "quote": report.quote}


def _where(event: ClaimRetracted | DenialLifted) -> Line:
    return {"article": event.article, "url": event.url}


def _claim(claim: ClaimRecorded) -> dict[str, Any]:
    said = {
        "stage": claim.stage.value,
        "new": "new" if claim.new else "background",
        "date": claim.date,
        "effective": claim.effective,
        "speaker": claim.speaker.value,
        "tier": claim.report.tier.value,
    }
    return {key: value for key, value in said.items() if value}
