"""`accords feeds`: the list of feeds, their health, and a look at one without storing it."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.markup import escape
from rich.table import Table

from adapters.feeds.opml import read_opml, write_opml
from adapters.feeds.parse import FeedReader, looks_like_page
from adapters.http import FeedClient
from adapters.pages.discovery import find_feeds, suggestions
from config.feeds import check_feed_url
from config.feeds_file import add_feeds, remove_feed
from monitor.cli.codes import FAILED, NOTHING, PARTLY
from monitor.cli.context import Context
from monitor.cli.feed_state import UNPOLLED, explanation, polled, span
from monitor.cli.held import held, release
from monitor.cli.screen import Group, json_option, print_json, screen
from monitor.model.address import host_of, mask_url
from monitor.model.dates import iso
from monitor.model.errors import UsageError
from monitor.model.feed import (
    Arrival,
    FeedConfig,
    FeedState,
    FetchedFeed,
    Outcome,
    ParsedFeed,
    PollPolicy,
)
from monitor.model.polling import Outage
from monitor.model.source import SourceBook
from monitor.stages.freshness import arrive
from store.feeds import SqlFeedStore

_SHOWN_TEXT = 160

ENDLESS = 100_000
"""Columns; more than any table has: in a pipe nothing of it is cut."""


@click.group(cls=Group)
def feeds() -> None:
    """The feeds that are watched."""


@feeds.command("list")
@json_option
@click.pass_obj
def list_feeds(context: Context, as_json: bool) -> int:
    """Show every feed: its tier, how its last poll ended, when it was last heard, when it is due."""
    rows = _rows(context)
    if as_json:
        print_json(rows)
    elif rows:
        _print_table(rows)
    else:
        _say(
            "no feed is listed; `accords feeds add URL` adds one, `accords feeds import FILE` many"
        )
    return 0 if rows else NOTHING


@feeds.command()
@click.argument("url")
@json_option
@click.pass_obj
def check(context: Context, url: str, as_json: bool) -> int:
    """Fetch and parse URL without storing it, and show what Accords would see."""
    try:
        url = check_feed_url(url)
    except ValueError as error:
        raise UsageError(str(error)) from error
    policy = context.settings.poll
    fetched = asyncio.run(_fetch(url, policy))
    parsed = _parse(fetched, policy, context.sources)
    now = datetime.now(UTC)
    first = not _was_heard(context, url)
    arrivals = [arrive(entry, now, policy, first_poll=first) for entry in parsed.entries]
    seen = [_seen(arrival, context) for arrival in arrivals]
    report = {
        "url": mask_url(url),
        "final_url": mask_url(fetched.final_url) if fetched.final_url else None,
        "outcome": parsed.outcome.value,
        "detail": parsed.detail,
        "status": fetched.status,
        "format": parsed.format,
        "title": parsed.title,
        "first_poll": first,
        "entries": seen,
        **_offered(fetched, parsed),
    }
    if as_json:
        print_json(report)
    else:
        _print_check(report)
    return 0 if parsed.outcome.is_success else FAILED


@feeds.command()
@click.argument("url")
@click.option("--name", default="", help="Name for people.")
@click.option("--note", default="", help="Why it is watched, what is doubtful about it.")
@click.option("--category", default="", help="A path for people, e.g. Europe/Wire.")
@click.option("--disabled", is_flag=True, help="List it, but do not poll it.")
@click.option("--unchecked", is_flag=True, help="Do not look first whether it is a feed.")
@click.pass_obj
def add(
    context: Context,
    url: str,
    name: str,
    note: str,
    category: str,
    disabled: bool,
    unchecked: bool,
) -> int:
    """Add URL to feeds.toml; a running worker takes it up at its next start.

    Where URL is a page and no feed, nothing is added: the feeds that the page names are shown.
    """
    feed = FeedConfig(
        url=url.strip(), name=name, enabled=not disabled, note=note, category=category.strip("/")
    )
    if not unchecked and not _is_worth_adding(feed.url, context):
        return FAILED
    added = add_feeds(_file(context), [feed])
    _say(f"added {mask_url(url)}" if added else f"{mask_url(url)} is listed already")
    return 0 if added else NOTHING


@feeds.command()
@click.argument("feed")
@click.pass_obj
def remove(context: Context, feed: str) -> None:
    """Take FEED, an address or a name, out of feeds.toml; what it brought stays on file."""
    removed = remove_feed(_file(context), feed)
    _say(f"removed {mask_url(removed.url)}; what it brought stays on file")


@feeds.command("import")
@click.argument("file", type=click.File("rb"))
@click.pass_obj
def import_opml(context: Context, file: Any) -> int:
    """Add the feeds of an OPML FILE (- for stdin) to feeds.toml."""
    found = read_opml(file.read())
    added = add_feeds(_file(context), found.feeds)
    for fault in found.faults:
        _say(f"left out: {fault}")
    _say(f"feeds added: {len(added)}; listed already: {len(found.feeds) - len(added)}")
    if found.faults:
        return PARTLY
    return 0 if found.feeds else NOTHING


@feeds.command("export")
@click.option(
    "--output", "-o", type=click.File("w", encoding="utf-8"), default="-", help="File to write."
)
@click.pass_obj
def export_opml(context: Context, output: Any) -> None:
    """Write the feeds of feeds.toml as OPML 2.0."""
    output.write(write_opml(context.watched.feeds, "Feeds watched by Accords"))


@feeds.command()
@click.argument("feed")
@json_option
@click.pass_obj
def explain(context: Context, feed: str, as_json: bool) -> int:
    """Say by what rule, and from what, the next poll of FEED (an address or a name) was set."""
    found = [row for row in _rows(context) if feed in {row["url"], row["name"]}]
    if not found:
        raise UsageError(f"{mask_url(feed)}: no such feed; `accords feeds list` shows them")
    if as_json:
        print_json(found)
        return 0
    for row in found:
        click.echo("\n".join(explanation(row)))
    return 0


feeds.add_command(held)
feeds.add_command(release)


def _was_heard(context: Context, url: str) -> bool:
    """Whether a poll has heard the feed before: what its first one brings is no news."""
    if not context.has_database():
        return False
    states = SqlFeedStore(context.engine()).states()
    return any(state.url == url and state.memory.first_ok_at for state in states)


def _is_worth_adding(url: str, context: Context) -> bool:
    """Whether to list what is at ``url``: not a page. What does not answer now may answer later."""
    policy = context.settings.poll
    try:
        fetched = asyncio.run(_fetch(check_feed_url(url), policy))
    except ValueError as error:
        raise UsageError(str(error)) from error
    parsed = _parse(fetched, policy, context.sources)
    if parsed.outcome is not Outcome.NOT_A_FEED:
        if not parsed.outcome.is_success:
            _say(f"not heard now ({parsed.outcome}: {parsed.detail}); it is added all the same")
        return True
    _say(f"not added: {mask_url(url)} is {parsed.detail}")
    _print_offered(_offered(fetched, parsed), err=True)
    _say("`--unchecked` adds it all the same")
    return False


def _offered(fetched: FetchedFeed, parsed: ParsedFeed) -> dict[str, Any]:
    """The feeds that a page names, and where to try if it names none; nothing for a feed."""
    if parsed.outcome is not Outcome.NOT_A_FEED or not looks_like_page(fetched.body):
        return {}
    address = fetched.final_url or fetched.url
    found = [asdict(feed) for feed in find_feeds(fetched.body, address)]
    return {"found": found, "suggested": [] if found else list(suggestions(address))}


def _print_offered(offered: dict[str, Any], *, err: bool = False) -> None:
    for feed in offered.get("found", ()):
        how = "the page declares" if feed["how"] == "alternate" else "the page links to"
        click.echo(f"  {how} {feed['url']}  {feed['title']}".rstrip(), err=err)
    if offered.get("suggested"):
        click.echo("  the page names no feed; sites often keep one at", err=err)
        for url in offered["suggested"]:
            click.echo(f"    {url}", err=err)


def _file(context: Context) -> Path:
    return context.config_dir / "feeds.toml"


def _say(text: str) -> None:
    click.echo(text, err=True)


def _rows(context: Context) -> list[dict[str, Any]]:
    """Every listed feed with what polling remembers of it."""
    store = SqlFeedStore(context.engine()) if context.has_database() else None
    states = {state.url: state for state in store.states()} if store else {}
    outage = store.outage() if store else None
    listed = context.watched.feeds
    return [_row(feed, states.get(feed.url), outage, context) for feed in listed]


def _row(
    feed: FeedConfig, state: FeedState | None, outage: Outage | None, context: Context
) -> dict[str, Any]:
    source = context.sources.lookup(host_of(feed.url))
    said = asdict(feed) | {
        "host": source.host,
        "publisher": source.publisher,
        "tier": source.tier.value,
        "owner": source.owner,
    }
    if state is None:
        return said | dict.fromkeys(UNPOLLED)
    return said | polled(state, context.settings.poll, outage, datetime.now(UTC))


WIDE_COLUMNS = 120
"""From here on the table shows when a feed is due, its delays and its gaps."""

WIDEST_COLUMNS = 150
"""From here on it shows failures and articles as well; what is wrong has room at every width."""

NAME_COLUMNS = (22, 36)
"""Columns for a feed's name, on a narrow and on a wide terminal; a longer one is broken, since commands take it."""


def _print_table(rows: list[dict[str, Any]]) -> None:
    """A line a feed; a narrow terminal cuts off notes, which are whole in a pipe and in ``--json``."""
    console = screen()
    wide, widest = console.width >= WIDE_COLUMNS, console.width >= WIDEST_COLUMNS
    cuts = console.is_terminal
    table = Table(box=None, pad_edge=False, header_style="bold", expand=cuts)
    if cuts:
        table.add_column("feed", width=NAME_COLUMNS[widest])
    else:
        table.add_column("feed", no_wrap=True)
    columns = {"tier": 8, "last poll": 12, "last heard": 17}
    if wide:
        columns |= {"next poll": 17, "delay p50/p95": 15, "gaps": 4}
    if widest:
        columns |= {"failed": 6, "articles": 8}
    for name, width in columns.items():
        table.add_column(name, no_wrap=True, min_width=width)
    table.add_column("note", no_wrap=True, overflow="ellipsis", ratio=1 if cuts else None)
    for row in rows:
        due = _minute(row["next_poll_at"]) if row["enabled"] else "–"
        cells = [escape(row["name"]) or mask_url(row["url"]), row["tier"], _last(row)]
        cells += [_minute(row["last_ok_at"]), due, _delays(row)]
        cells += [str(row[name] or "") for name in ("gaps", "failures", "articles")]
        table.add_row(*cells[: len(columns) + 1], escape(row["last_error"] or row["note"]))
    if not cuts:
        console.width = ENDLESS
    console.print(table)


def _delays(row: dict[str, Any]) -> str:
    if row["delay_p50_s"] is None:
        return ""
    return f"{span(row['delay_p50_s'])} / {span(row['delay_p95_s'])}"


def _last(row: dict[str, Any]) -> str:
    if not row["enabled"]:
        return "off"
    return str(row["last_outcome"] or "not yet")


def _minute(instant: str | None) -> str:
    return f"{instant[:16].replace('T', ' ')}Z" if instant else "–"


async def _fetch(url: str, policy: PollPolicy) -> FetchedFeed:
    async with FeedClient(policy).session() as session:
        return await session.fetch(url)


def _parse(fetched: FetchedFeed, policy: PollPolicy, sources: SourceBook) -> ParsedFeed:
    if fetched.outcome is not Outcome.OK:
        return ParsedFeed(fetched.outcome, detail=fetched.detail)
    return FeedReader(policy.max_entries, sources).parse(fetched)


def _seen(arrival: Arrival, context: Context) -> dict[str, Any]:
    """What Accords would see of an item that arrived now."""
    entry = arrival.entry
    source = context.sources.lookup(entry.source)
    return {
        "article": entry.article,
        "title": entry.title,
        "url": entry.url,
        "source": entry.source,
        "publisher": entry.publisher or source.publisher,
        "tier": source.tier.value,
        "lang": entry.lang,
        "published": iso(arrival.published),
        "dated": entry.published is not None,
        "fresh": arrival.fresh,
        "summary": entry.summary,
        "body": entry.body,
    }


def _print_check(report: dict[str, Any]) -> None:
    heard = f"{report['format']}, {len(report['entries'])} entries, {report['title']!r}"
    click.echo(
        f"{report['url']}: {report['outcome']} ({heard if report['format'] else report['detail']})"
    )
    if report["format"] and report["detail"]:
        click.echo(f"    {report['detail']}")
    _print_offered(report)
    for entry in report["entries"]:
        text = " ".join((entry["summary"] or entry["body"]).split())
        date = _minute(entry["published"]) if entry["dated"] else "undated          "
        click.echo(f"\n{date}  {'fresh' if entry['fresh'] else 'old  '}  {entry['title']}")
        lang = entry["lang"] or "no language given"
        click.echo(f"    {entry['publisher']} ({entry['tier']}), {lang}, {mask_url(entry['url'])}")
        if text:
            click.echo(f"    {text[:_SHOWN_TEXT]}{'…' if len(text) > _SHOWN_TEXT else ''}")
    if report["first_poll"] and any(not entry["fresh"] for entry in report["entries"]):
        _say("old: nothing that a feed's first poll brings is news; it counts as evidence")
