"""`accords feeds held` and `release`: items that were held back, and letting them through."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby

import click

from monitor.cli.codes import NOTHING
from monitor.cli.context import Context
from monitor.cli.screen import json_option, print_json
from monitor.model.address import mask_url
from monitor.model.dates import iso
from monitor.model.errors import UsageError
from store.quarantine import HeldItem
from store.releasing import SqlQuarantine

_SHOWN = 5

_WORDS = {
    "ids_changed": "no item of the document was known, and most are old or bear no date that tells",
    "old_items": "dozens at once are dated before what the feed had shown since",
}


@click.command()
@click.argument("feed", default="")
@json_option
@click.pass_obj
def held(context: Context, feed: str, as_json: bool) -> int:
    """Show what is held back, of FEED (an address or a name) or of all feeds, and why."""
    found = SqlQuarantine(context.engine()).held(_address(context, feed) if feed else "")
    if as_json:
        print_json([_row(item) for item in found])
        return 0 if found else NOTHING
    if not found:
        click.echo("nothing is held back", err=True)
    for address, group in groupby(
        sorted(found, key=lambda item: item.feed), lambda item: item.feed
    ):
        items = list(group)
        click.echo(f"{mask_url(address)}: {len(items)} items held since {iso(items[0].held_at)}")
        click.echo(f"  {items[0].reason}: {_WORDS[items[0].reason]}")
        for item in items[:_SHOWN]:
            dated = iso(item.claimed)[:10] if item.claimed else "undated"
            click.echo(f"  {dated:10}  {item.title or mask_url(item.url)}")
        if len(items) > _SHOWN:
            click.echo(f"  … and {len(items) - _SHOWN} more; --json shows all")
    return 0 if found else NOTHING


@click.command()
@click.argument("feed")
@click.option("--by", required=True, help="Who lets them through.")
@click.option("--reason", required=True, help="Why: it is kept with each item.")
@click.pass_obj
def release(context: Context, feed: str, by: str, reason: str) -> int:
    """Let through what is held of FEED, an address or a name, as fresh as it was when it came."""
    address = _address(context, feed)
    quarantine = SqlQuarantine(context.engine())
    count = quarantine.release(address, f"{by}: {reason}", datetime.now(UTC))
    click.echo(f"{count} items of {mask_url(address)} released", err=True)
    return 0 if count else NOTHING


def _address(context: Context, feed: str) -> str:
    """The address of the feed that is meant; one that is no longer listed is given by its address."""
    meant = [one.url for one in context.watched.feeds if feed in {one.url, one.name}]
    if len(meant) > 1:
        raise UsageError(f"{feed}: several feeds have this name; give the address")
    if not meant and "://" not in feed:
        raise UsageError(f"{feed}: no such feed; `accords feeds list` shows them")
    return meant[0] if meant else feed


def _row(item: HeldItem) -> dict[str, str | None]:
    return {
        "feed": mask_url(item.feed),
        "key": item.key,
        "reason": item.reason.value,
        "title": item.title,
        "url": mask_url(item.url),
        "claimed": iso(item.claimed) if item.claimed else None,
        "held_at": iso(item.held_at),
    }
