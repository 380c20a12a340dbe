"""`accords feeds`, as a user meets it."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from config.feeds import load_feeds
from monitor.cli.context import Context
from monitor.cli.feeds import feeds
from monitor.cli.health import doctor
from monitor.model.dates import iso
from monitor.model.errors import ConfigError, UsageError
from monitor.model.feed import Arrival, FeedConfig, Outcome, ParsedEntry, PollRecord
from monitor.model.polling import FeedMemory, HostPause, NextPoll, PollReason, Trouble
from store.engine import Turn, write
from store.feeds import SqlFeedStore
from store.filing import file_arrivals
from tests.fakes.feedserver import FeedServer, item, rss

CONFIG = Path(__file__).resolve().parents[2] / "config"
NOW = datetime(2025, 11, 6, 12, tzinfo=UTC)
LISTED = """
[[feed]]
url = "https://www.state.gov/rss"
name = "State"

[[feed]]
url = "https://paper.example/rss"
name = "Paper"
enabled = false
note = "terms"
"""


class Terminal:
    """A configuration folder of its own and the command over it."""

    def __init__(self, folder: Path) -> None:
        self.config = folder / "config"
        shutil.copytree(CONFIG, self.config)
        (self.config / "feeds.toml").write_text(LISTED)
        (self.config / "monitor.toml").write_text('[poll]\nallow_private_hosts = ["127.0.0.1"]\n')
        self.url = f"sqlite:///{folder}/a.db"

    def run(self, *arguments: str, stdin: str | bytes | None = None):
        context = Context(config_dir=self.config, database_url=self.url)
        return CliRunner().invoke(feeds, arguments, obj=context, input=stdin, standalone_mode=False)

    def json(self, *arguments: str):
        return json.loads(self.run(*arguments, "--json").stdout)

    def listed(self) -> list[str]:
        return [feed.url for feed in load_feeds(self.config / "feeds.toml")]

    def polled(self, url: str, outcome: Outcome, detail: str = "") -> None:
        """As if the worker had polled ``url``."""
        store = SqlFeedStore(
            Context(config_dir=self.config, database_url=self.url).engine(create=True)
        )
        store.sync([FeedConfig(url)], NOW)
        [feed] = store.claim_due(
            NOW, limit=1, per_host=1, until=NOW + timedelta(minutes=1), attempt="x"
        )
        due = NextPoll(NOW + timedelta(minutes=15), PollReason.BACKOFF, {"failures": 1})
        memory = FeedMemory(trouble=Trouble(failures=1, strikes=0.25, blind_since=NOW))
        if outcome.is_success:
            memory = FeedMemory(first_ok_at=NOW)
        store.record(
            [PollRecord(feed, outcome, NOW, due, status=500, detail=detail, memory=memory)]
        )


@pytest.fixture
def terminal(tmp_path):
    return Terminal(tmp_path)


@pytest.fixture
def server():
    with FeedServer() as server:
        yield server


def test_a_pipe_has_every_name_and_note_whole(terminal):
    name, note = "The Daily of a Town with a Long Name", "its terms, " * 20 + "as of May"
    text = f'[[feed]]\nurl = "https://a.example/rss"\nname = "{name} [En]"\nnote = "{note}"\n'
    (terminal.config / "feeds.toml").write_text(text)
    [line] = terminal.run("list").stdout.splitlines()[1:]
    assert f"{name} [En]" in line
    assert line.rstrip().endswith(note)


def test_the_list_shows_what_was_never_polled(terminal):
    rows = terminal.json("list")
    assert [(row["name"], row["tier"], row["last_outcome"]) for row in rows] == [
        ("State", "official", None),
        ("Paper", "minor", None),
    ]
    shown = terminal.run("list").stdout
    assert "not yet" in shown
    assert "terms" in shown


def test_the_list_shows_a_feed_that_fails(terminal):
    terminal.polled("https://www.state.gov/rss", Outcome.HTTP_ERROR, "HTTP 500")
    row = terminal.json("list")[0]
    assert (row["last_outcome"], row["failures"], row["last_error"]) == (
        "http_error",
        1,
        "HTTP 500",
    )
    assert (row["next_poll_at"], row["blind_since"]) == (
        "2025-11-06T12:15:00Z",
        "2025-11-06T12:00:00Z",
    )
    assert "HTTP 500" in terminal.run("list").stdout


def test_explain_names_the_rule_and_its_inputs(terminal):
    terminal.polled("https://www.state.gov/rss", Outcome.TIMEOUT, "no answer")
    said = terminal.run("explain", "State").stdout
    assert "backoff: it was not heard; each strike doubles the wait" in said
    assert "failures 1" in said
    assert "since 2025-11-06T12:00:00Z, polls in a row: 1, strikes: 0.25" in said
    assert "an item may wait 30 min" in said
    [row] = terminal.json("explain", "State")
    assert (row["poll_reason"], row["poll_inputs"]) == ("backoff", {"failures": 1})
    assert (row["trust"], row["contract_s"], row["domain"]) == ("trusted", 1800.0, "state.gov")
    assert "switched off" in terminal.run("explain", "Paper").stdout


def test_explain_says_whose_overlap_floor_counts(terminal):
    terminal.polled("https://www.state.gov/rss", Outcome.TIMEOUT)
    said = terminal.run("explain", "State").stdout
    assert "0.5 of a document should be known, by poll.overlap_floor" in said
    store = SqlFeedStore(Context(terminal.config, terminal.url).engine())
    store.sync([FeedConfig("https://www.state.gov/rss", overlap_floor=0.8)], NOW)
    said = terminal.run("explain", "State").stdout
    assert "0.8 of a document should be known, by its own overlap_floor" in said
    [row] = terminal.json("explain", "State")
    assert (row["floor"], row["floor_by"]) == (0.8, "feed")


def test_explain_names_what_keeps_a_feed_that_is_due(terminal):
    """Another feed's Retry-After closed the host, or our own network is down: its own rule is not why it waits."""
    terminal.polled("https://www.state.gov/rss", Outcome.OK)
    store = SqlFeedStore(Context(terminal.config, terminal.url).engine())
    store.begin_outage(NOW, 7)
    said = terminal.run("explain", "State").stdout
    assert "outage: our own network is down; nothing counts against it" in said
    assert "since 2025-11-06T12:00:00Z, hosts 7, due at 2025-11-06T12:15:00Z, own rule back" in said

    until = datetime.now(UTC) + timedelta(hours=1)
    [feed] = store.claim_due(
        NOW + timedelta(hours=1), limit=1, per_host=1, until=until, attempt="y"
    )
    pause = HostPause("state.gov", until, "HTTP 429 with Retry-After 3600 s")
    due = NextPoll(NOW, PollReason.RHYTHM)
    store.record([PollRecord(feed, Outcome.HTTP_ERROR, NOW, due, pause=pause)])
    said = terminal.run("explain", "State").stdout
    assert "host_closed: it is due before, but its host is left alone" in said
    assert "domain state.gov, cause HTTP 429 with Retry-After 3600 s, due at" in said
    [row] = terminal.json("explain", "State")
    assert row["next_poll_at"] == row["host_closed_until"] == iso(until)
    assert row["poll_inputs"]["own_rule"] == "rhythm"


def test_an_empty_list_says_how_to_fill_it(terminal):
    (terminal.config / "feeds.toml").write_text("")
    shown = terminal.run("list")
    assert "accords feeds add" in shown.stderr


@pytest.mark.parametrize("columns", ["80", "120", "200"])
def test_the_list_says_what_is_wrong_at_every_width(terminal, monkeypatch, columns):
    terminal.polled("https://www.state.gov/rss", Outcome.HTTP_ERROR, "HTTP 500")
    monkeypatch.setenv("COLUMNS", columns)
    lines = terminal.run("list").stdout.splitlines()
    assert all(len(line) <= int(columns) for line in lines)
    assert any("HTTP 500" in line for line in lines)


def test_where_nothing_is_held_the_screen_says_so(terminal):
    terminal.polled("https://www.state.gov/rss", Outcome.HTTP_ERROR, "HTTP 500")
    assert "nothing is held" in terminal.run("held").stderr


def test_explain_of_an_unknown_feed_is_a_usage_error(terminal):
    assert isinstance(terminal.run("explain", "None").exception, UsageError)


def test_check_shows_what_would_be_seen_and_stores_nothing(terminal, server):
    published = datetime.now(UTC) - timedelta(hours=1)
    url = server.serve(
        "/feed",
        rss(
            item(
                "Astana agrees",
                "https://www.state.gov/x",
                text="<p>Today.</p>",
                published=published,
            )
        ),
    )
    report = terminal.json("check", url)
    [entry] = report["entries"]
    assert (report["outcome"], entry["title"], entry["tier"]) == ("ok", "Astana agrees", "official")
    assert (entry["summary"], entry["fresh"], entry["dated"]) == ("Today.", False, True)
    shown = terminal.run("check", url)
    assert shown.return_value == 0
    assert "Astana agrees" in shown.stdout
    assert "nothing that a feed's first poll brings is news" in shown.stderr
    assert not Path(terminal.url.removeprefix("sqlite:///")).exists()


def test_check_of_a_feed_that_was_heard_tells_news_from_what_is_old(terminal, server):
    published = datetime.now(UTC) - timedelta(hours=1)
    url = server.serve(
        "/feed", rss(item("Astana agrees", "https://a.example/x", published=published))
    )
    terminal.polled(url, Outcome.OK)
    report = terminal.json("check", url)
    assert (report["first_poll"], report["entries"][0]["fresh"]) == (False, True)


def test_check_of_what_is_no_feed_fails_and_says_why(terminal, server):
    found = terminal.run("check", server.serve("/page", b"<!doctype html><title>Welcome</title>"))
    assert found.return_value == 1
    assert "Welcome" in found.stdout
    assert isinstance(terminal.run("check", "nonsense").exception, UsageError)


def test_a_feed_is_added_once_and_removed(terminal):
    assert (
        terminal.run("add", "https://new.example/rss", "--name", "New", "--unchecked").return_value
        == 0
    )
    assert terminal.run("add", "http://www.new.example/rss/", "--unchecked").return_value == 3
    assert terminal.listed()[-1] == "https://new.example/rss"
    terminal.run("remove", "New")
    assert "https://new.example/rss" not in terminal.listed()


def test_the_list_goes_out_as_opml_and_comes_back(terminal, tmp_path):
    exported = terminal.run("export").stdout
    assert 'xmlUrl="https://www.state.gov/rss"' in exported
    (terminal.config / "feeds.toml").write_text("")
    terminal.run("import", "-", stdin=exported)
    feeds = load_feeds(terminal.config / "feeds.toml")
    assert [(feed.name, feed.enabled, feed.note) for feed in feeds] == [
        ("State", True, ""),
        ("Paper", False, "terms"),
    ]
    out = tmp_path / "feeds.opml"
    terminal.run("export", "-o", str(out))
    assert out.read_text() == exported


def test_the_sample_opml_is_imported(terminal, shared):
    for path in (shared / "feeds" / "commafeed" / "opml").glob("*.xml"):
        assert terminal.run("import", str(path)).return_value == 0
    assert len(terminal.listed()) > 2


def test_a_wrong_configuration_is_named(terminal):
    (terminal.config / "feeds.toml").write_text("[[feeds]]\n")
    error = terminal.run("list").exception
    assert isinstance(error, ConfigError)
    assert "feeds.toml" in str(error)
    assert "did you mean 'feed'" in str(error)


PAGE = b"""<!doctype html><title>The Outlet</title>
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="alternate" type="application/rss+xml" title="World news" href="/world.xml">
<a href="/about">About us</a>"""


def test_a_page_offers_the_feeds_that_it_names(terminal, server):
    url, world = server.serve("/page", PAGE), server.url("/world.xml")
    report = terminal.json("check", url)
    assert [feed["url"] for feed in report["found"]] == [world, server.url("/comments/feed")]
    assert f"the page declares {world}  World news" in terminal.run("check", url).stdout
    added = terminal.run("add", url)
    assert added.return_value == 1
    assert world in added.stderr
    assert url not in terminal.listed()
    assert terminal.run("add", url, "--unchecked").return_value == 0


def test_a_page_without_feeds_gets_suggestions_and_no_requests(terminal, server):
    url = server.serve("/page", b"<!doctype html><title>Welcome</title>")
    shown = terminal.run("check", url).stdout
    assert server.url("/rss.xml") in shown
    assert [request.path for request in server.requests] == ["/page"]


def test_a_feed_is_looked_at_before_it_is_added(terminal, server):
    url = server.serve("/feed", rss(item("A", "https://a.example/1")))
    assert terminal.run("add", url).return_value == 0
    assert url in terminal.listed()
    later = terminal.run("add", server.url("/not-yet"))
    assert later.return_value == 0
    assert "not heard now (http_error: HTTP 404" in later.stderr


def test_what_of_an_opml_is_no_feed_is_left_out_by_line(terminal):
    opml = """<opml version="2.0"><body>
<outline text="Europe"><outline text="Wire">
<outline text="Good" xmlUrl="https://good.example/rss"/>
<outline text="Bad" xmlUrl="feed:local"/>
</outline></outline></body></opml>"""
    found = terminal.run("import", "-", stdin=opml)
    assert found.return_value == 4
    assert "line 4: 'feed:local' is no address of a feed" in found.stderr
    assert terminal.listed()[-1] == "https://good.example/rss"
    assert load_feeds(terminal.config / "feeds.toml")[-1].category == "Europe/Wire"
    exported = terminal.run("export").stdout
    assert exported.index('text="Europe"') < exported.index('text="Wire"') < exported.index("good")


def test_held_items_are_shown_and_released_by_a_person(terminal):
    url = "https://www.state.gov/rss"
    context = Context(config_dir=terminal.config, database_url=terminal.url)
    engine = context.engine(create=True)

    def brings(*numbers: int, days: int) -> None:
        with write(engine, Turn.FILING) as connection:
            file_arrivals(connection, url, [_arrival(n) for n in numbers], NOW + timedelta(days))

    brings(*range(30), days=0)
    brings(*range(100, 130), days=9)
    assert len(terminal.json("held")) == 30
    shown = terminal.run("held", "State").stdout
    assert "30 items held since 2025-11-15" in shown
    assert "ids_changed: no item of the document was known" in shown
    said = terminal.run("release", "State", "--by", "Jane", "--reason", "a new system, looked at")
    assert "30 items" in said.stderr
    assert terminal.run("held").return_value == 3
    assert isinstance(
        terminal.run("release", "x", "--by", "J", "--reason", "r").exception, UsageError
    )


def _arrival(number: int) -> Arrival:
    entry = ParsedEntry(
        f"k{number}", f"a{number}", f"https://www.state.gov/{number}", "state.gov",
        title=f"Statement {number}", published=NOW - timedelta(hours=number),
    )  # fmt: skip
    return Arrival(entry, NOW, fresh=True)


def test_doctor_says_that_our_own_network_is_down_and_since_when(terminal):
    context = Context(config_dir=terminal.config, database_url=terminal.url)
    SqlFeedStore(context.engine(create=True)).begin_outage(NOW, 7)
    ran = CliRunner().invoke(doctor, ["--json"], obj=context, standalone_mode=False)
    [found] = [check for check in json.loads(ran.stdout) if check["name"] == "feeds"]
    assert found["verdict"] == "fail"
    assert found["found"] == (
        "our own network is down since 2025-11-06T12:00:00Z: 7 hosts failed at once"
    )
    assert "network" in found["remedy"]
