"""`accords health` and `doctor` before anything was heard, and after."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

import config
from monitor.cli.context import Context
from monitor.cli.health import doctor, health
from monitor.model.feed import Outcome, PollRecord
from monitor.model.polling import NextPoll, PollReason
from store.feeds import SqlFeedStore

SHIPPED = Path(config.__file__).parent
NOW = datetime.now(UTC)
FEEDS = """
[[feed]]
url = "https://news.example/rss"
name = "News"
[[feed]]
url = "https://other.example/rss"
name = "Other"
enabled = {other}
"""


@pytest.fixture
def context(tmp_path):
    """A whole configuration with one feed on, and no database yet."""
    folder = tmp_path / "config"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (folder / "feeds.toml").write_text(FEEDS.format(other="false"))
    made = Context(folder, f"sqlite:///{tmp_path}/accords.db")
    yield made
    made.close()


def say(command, context):
    """The exit code, and the checks by name."""
    result = CliRunner().invoke(command, ["--json"], obj=context, standalone_mode=False)
    assert result.exception is None
    return result.return_value, {check["name"]: check for check in json.loads(result.stdout)}


def polled(context, outcome):
    """The one feed that is on, polled now."""
    feeds = SqlFeedStore(context.engine(create=True))
    feeds.sync(context.watched.feeds, NOW)
    (feed,) = feeds.claim_due(NOW, limit=1, per_host=1, until=NOW, attempt="a", spacing_s=0)
    feeds.record([PollRecord(feed, outcome, NOW, NextPoll(NOW, PollReason.BACKOFF, {}))])


@pytest.mark.parametrize("command", [health, doctor], ids=["health", "doctor"])
def test_without_a_database_the_one_remedy_is_to_run(context, command):
    code, checks = say(command, context)

    assert code == 1
    assert "database" in checks
    said = [check for check in checks.values() if check["verdict"] == "fail"]
    assert [check["name"] for check in said] == ["database"]
    assert said[0]["found"].startswith("there is none yet at ")
    assert "`accords run`, which makes it" in said[0]["remedy"]
    assert not context.has_database()


def test_a_service_that_never_polled_is_not_at_work(context):
    context.engine(create=True)

    code, checks = say(health, context)

    assert (code, checks["work"]["verdict"]) == (1, "fail")
    assert checks["work"]["found"] == "no feed was ever polled, and 1 is on"
    assert say(doctor, context)[1]["feeds"]["found"] == checks["work"]["found"]


def test_where_no_feed_is_on_there_is_nothing_to_poll(context):
    (context.config_dir / "feeds.toml").write_text("")
    context.engine(create=True)

    code, checks = say(health, context)

    assert (code, checks["work"]["found"]) == (0, "no feed is on")


def test_a_service_that_polled_just_now_is_at_work(context):
    polled(context, Outcome.OK)

    assert say(health, context)[0] == 0
    assert say(doctor, context)[1]["feeds"]["found"] == "1 feed, all heard"


def test_a_feed_that_is_not_yet_due_is_told_apart(context):
    (context.config_dir / "feeds.toml").write_text(FEEDS.format(other="true"))
    polled(context, Outcome.OK)

    assert say(doctor, context)[1]["feeds"]["found"] == "2 feeds, 1 of them not polled yet"
