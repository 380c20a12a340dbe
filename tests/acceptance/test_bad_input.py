"""Whatever comes in, there is a clear word in its place and everything else goes on."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.fakes.feedserver import Answer, gzip_bomb, item, rss

BAD = {
    "garbage.example": (Answer(bytes(range(256)) * 40), "not_a_feed"),
    "page.example": (Answer(b"<!doctype html><title>Please enable scripts</title>"), "not_a_feed"),
    "empty.example": (Answer(b""), "empty"),
    "gone.example": (Answer(b"no", status=404), "http_error"),
    "bomb.example": (gzip_bomb(60_000_000), "too_large"),
}


def test_one_good_feed_among_bad_ones_is_read(newsroom):
    newsroom.patient().source("good.example")
    for host, (answer, _) in BAD.items():
        newsroom.source(host)
        newsroom.server.script(f"/{host}", answer)
    newsroom.publish("good.example", "A headline", "<p>A text.</p>", datetime.now(UTC))

    newsroom.run("once")

    assert newsroom.rows("SELECT count(*) FROM articles") == [(1,)]
    outcomes = {row["url"].rsplit("/", 1)[1]: row for row in newsroom.json("feeds", "list")}
    for host, (_, outcome) in BAD.items():
        assert outcomes[host]["last_outcome"] == outcome
        assert outcomes[host]["failures"] == 1
        assert outcomes[host]["last_error"]
    assert outcomes["good.example"]["last_outcome"] == "ok"


def test_items_without_ids_and_dates_are_kept_apart_and_once(newsroom):
    newsroom.source("bare.example")
    newsroom.server.serve(
        "/bare.example",
        rss(item("First headline"), item("Second headline"), item("", text="words")),
    )

    newsroom.run("once")
    newsroom.run("once")

    assert newsroom.rows("SELECT count(*) FROM articles") == [(3,)]


def test_a_dead_feed_is_logged_once_and_backed_off(newsroom):
    newsroom.patient().source("gone.example")
    newsroom.server.script("/gone.example", Answer(b"no", status=404))

    newsroom.run("once", code=1)

    (state,) = newsroom.json("feeds", "list")
    assert state["poll_reason"] == "backoff"
    newsroom.run("once")  # nothing is due, so nothing failed


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        pytest.param("monitor.toml", "[pol]\ninterval_s = 5\n", ["pol", "'poll'"], id="section"),
        pytest.param(
            "feeds.toml", '[[feed]]\nulr = "x"\n', ["feed[1]", "'url'"], id="key of a feed"
        ),
        pytest.param(
            "sources.toml",
            '[[source]]\npublisher = "A"\n',
            ["source[1].host", "required"],
            id="missing",
        ),
        pytest.param("alerts.toml", "[[target]\n", ["not TOML"], id="syntax"),
        pytest.param(
            "accords/abraham-accords.toml",
            'id = "x"\nname = "X"\naliases = ["X"]\nmember_stages = ["sined"]\n',
            ["member_stages"],
            id="a stage that is none",
        ),
    ],
)
def test_a_wrong_configuration_stops_everything_with_place_and_remedy(newsroom, file, text, words):
    newsroom.source("good.example")
    (newsroom.config / file).write_text(text)

    newsroom.run("once", code=2)
    (said,) = json.loads(newsroom.run("config", "check", "--json", code=2))

    assert file in said["found"]
    for word in words:
        assert word in said["found"]
    assert not newsroom.database.exists()


def test_an_article_from_the_future_is_not_news_for_ever(newsroom):
    newsroom.source("wire.example", "wire")
    newsroom.publish("wire.example", "Soon", "<p>x</p>", datetime.now(UTC) + timedelta(days=400))

    newsroom.run("once")

    assert newsroom.rows("SELECT count(*) FROM revisions WHERE published > first_seen") == [(0,)]
