"""`accords demo`: the whole service on bundled feeds, without internet, in under a minute.

The feeds are served over real HTTP on loopback and grow chapter by chapter; every stage runs as in
production, on a fresh database, under a clock that is set to the days of the story.
"""

from __future__ import annotations

import asyncio
import shutil
import threading
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

import click
from rich.console import Console
from rich.panel import Panel

import config
from config.alerts import load_alerts
from config.load import Configuration, load_configuration
from config.logging import configure_logging
from config.settings import LogSettings
from config.sources import load_sources
from monitor.cli.context import Context
from monitor.cli.screen import screen
from monitor.decide.explaining import explain
from monitor.decide.state import fold
from monitor.model.clock import SetClock
from monitor.model.dates import parse_instant
from monitor.model.errors import UsageError
from monitor.model.events import party_stream
from monitor.model.feed import FeedConfig
from monitor.wiring import STAGES, build_service
from store.engine import READ_SCHEMA
from store.log import SqlEventLog

SHIPPED = Path(config.__file__).parent
STORY = SHIPPED / "demo"
ACCORD, PARTY = "abraham-accords", "KZ"
BOX_COLUMNS = 100
"""A box is no wider, also where lines in a pipe are longer."""

FIRST_QUESTION = "SELECT * FROM membership"


@dataclass(frozen=True, slots=True)
class Item:
    """One article of the story."""

    host: str
    path: str
    published: datetime
    title: str
    summary: str
    body: str

    @property
    def url(self) -> str:
        """Where it claims to stand."""
        return f"https://{self.host}{self.path}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """What has been published by ``at``."""

    title: str
    at: datetime
    items: tuple[Item, ...]


@click.command()
@click.pass_context
def demo(ctx: click.Context) -> None:
    """Show every stage at work on bundled feeds, without internet, in under a minute.

    It makes its database anew in var/demo; one that the option --database names must be empty.
    """
    context: Context = ctx.obj
    context.config_dir = SHIPPED
    _choose_database(context, is_named=_is_named(ctx))
    configure_logging(LogSettings(format="console", level="error"))
    console = screen()
    chapters = read_story(STORY / "story.toml")
    with loopback_feeds() as feeds:
        asyncio.run(_tell(console, context, chapters, feeds))
    _show_results(console, context)


def _is_named(ctx: click.Context) -> bool:
    """Whether the command line names a database; the environment's is that of the service, and no stage."""
    source = ctx.find_root().get_parameter_source("database_url")
    return source is click.core.ParameterSource.COMMANDLINE


def _choose_database(context: Context, *, is_named: bool) -> None:
    """The database named, if it is empty; else a new one in var/demo."""
    if is_named:
        if SqlEventLog(context.engine(create=True)).head():
            raise UsageError("--database: it holds events; the demo wants an empty one")
        return
    folder = Path("var/demo")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    context.database_url = f"sqlite:///{folder / 'accords.db'}"


def read_story(path: Path) -> tuple[Chapter, ...]:
    """The chapters of the story file, in order."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Chapter(
            title=chapter["title"],
            at=parse_instant(chapter["at"]),
            items=tuple(
                Item(
                    host=item["host"],
                    path=item["path"],
                    published=parse_instant(item["published"]),
                    title=item["title"],
                    summary=item["summary"],
                    body=item.get("body", "").strip(),
                )
                for item in chapter["item"]
            ),
        )
        for chapter in data["chapter"]
    )


class LoopbackFeeds:
    """Feeds on loopback, one a host, that grow while they are served."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._items: dict[str, list[Item]] = {}

    def publish(self, items: Sequence[Item]) -> None:
        """Add items to the feeds of their hosts."""
        for item in items:
            self._items.setdefault(item.host, []).insert(0, item)

    def url(self, host: str) -> str:
        """The address of a host's feed."""
        return f"http://127.0.0.1:{self._port}/{host}.xml"

    def body(self, path: str) -> bytes:
        """The feed at ``path``, as RSS 2.0."""
        return _rss(path.removeprefix("/").removesuffix(".xml"), self._items)


@contextmanager
def loopback_feeds() -> Iterator[LoopbackFeeds]:
    """A server on a free port of loopback, for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            body = feeds.body(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Say nothing: the screen is the story's."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    feeds = LoopbackFeeds(server.server_port)
    thread = threading.Thread(target=server.serve_forever, name="demo-feeds", daemon=True)
    thread.start()
    try:
        yield feeds
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _rss(host: str, items: dict[str, list[Item]]) -> bytes:
    entries = "".join(
        f"<item><title>{escape(item.title)}</title><link>{escape(item.url)}</link>"
        f"<guid>{escape(item.url)}</guid><pubDate>{format_datetime(item.published)}</pubDate>"
        f"<description>{escape(item.summary)}</description>"
        f"<content:encoded>{escape(_paragraphs(item.body))}</content:encoded></item>"
        for item in items.get(host, [])
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{escape(host)}</title><link>https://{escape(host)}/</link>"
        f"<description>Demonstration feed</description><language>en</language>{entries}</channel></rss>"
    ).encode()


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n") if part)


async def _tell(
    console: Console, context: Context, chapters: tuple[Chapter, ...], feeds: LoopbackFeeds
) -> None:
    clock = SetClock(chapters[0].at - timedelta(days=1))
    service = build_service(_configuration(chapters, feeds), context.engine(create=True), clock)
    service.prepare()
    # A first look at the feeds while they are still empty: what comes later is news.
    await service.pass_once(STAGES)
    for chapter in chapters:
        clock.advance_to(chapter.at)
        feeds.publish(chapter.items)
        _announce(console, chapter)
        await service.pass_once(STAGES)
        _say_where_it_stands(console, context, clock)


def _configuration(chapters: Sequence[Chapter], feeds: LoopbackFeeds) -> Configuration:
    """The shipped configuration, watching the story's feeds and telling the screen alone."""
    shipped = load_configuration(SHIPPED)
    hosts = sorted({item.host for chapter in chapters for item in chapter.items})
    sources = load_sources(STORY / "sources.toml")
    return replace(
        shipped,
        settings=replace(
            shipped.settings,
            poll=replace(shipped.settings.poll, allow_private_hosts=("127.0.0.1",), spacing_s=0.0),
        ),
        sources=sources,
        feeds=tuple(
            FeedConfig(url=feeds.url(host), name=sources.lookup(host).publisher) for host in hosts
        ),
        alerts=load_alerts(STORY / "alerts.toml"),
    )


def _announce(console: Console, chapter: Chapter) -> None:
    lines = "\n".join(f"[bold]{item.title}[/]  [dim]{item.host}[/]" for item in chapter.items)
    when = f"{chapter.at:%-d %B %Y, %H:%M} UTC"
    title, width = f"{when} – {chapter.title}", min(console.width, BOX_COLUMNS)
    console.print(Panel(lines, title=title, title_align="left", width=width))


def _say_where_it_stands(console: Console, context: Context, clock: SetClock) -> None:
    """What the service now holds of the story's party, stage by stage, in the words of `explain`."""
    accord = context.accord(ACCORD)
    state = fold(ACCORD, PARTY, context.log().read_stream(party_stream(ACCORD, PARTY)))
    told = explain(state, accord, context.settings.policy.for_accord(accord), clock.now())
    for stage in told.stages:
        style = "green" if stage.step else "yellow"
        console.print(f"  [{style}]{PARTY} {stage.stage.value}[/]: {stage.words}")


def _show_results(console: Console, context: Context) -> None:
    """The commands that a user would type next, with what they print."""
    for words in (["status"], ["explain", PARTY], ["verify"]):
        console.print(f"\n[bold]$ accords {' '.join(words)}[/]")
        _invoke(context, words)
    path = context.engine().url.render_as_string(hide_password=True)
    console.print(f"\nThe database is [bold]{path}[/]. Ask it anything:")
    console.print(f"  accords --database '{path}' history {PARTY}")
    console.print(f"  accords --database '{path}' queries")
    console.print(f"  accords --database '{path}' serve")
    console.print(f"  {_shell(context)} '{FIRST_QUESTION}'")


def _shell(context: Context) -> str:
    """The database's own shell, in the form in which it shows the views."""
    url = context.engine().url
    if url.get_backend_name() == "sqlite":
        return f"sqlite3 -box '{url.database}'"
    plain = url.set(drivername="postgresql").render_as_string(hide_password=True)
    return f"PGOPTIONS='-c search_path={READ_SCHEMA}' psql '{plain}' -c"


def _invoke(context: Context, words: list[str]) -> None:
    from monitor.cli import accords

    name, *arguments = words
    command = accords.get_command(click.Context(accords), name)
    assert command is not None
    command.main(arguments, prog_name=f"accords {name}", standalone_mode=False, obj=context)
