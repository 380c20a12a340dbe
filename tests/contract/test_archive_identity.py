"""What the archive promises of items under new names, of floods, and of one address in many feeds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from monitor.model.identity import HoldReason, KeyReason, KeyRule
from store.engine import read
from store.releasing import SqlQuarantine
from store.views import VIEWS
from tests.contract.test_archive import HERE, NOW, THERE, Archive, entry

TEXT = "The foreign minister put his name under the text this morning, as the ministry said in the capital."


@pytest.fixture
def archive(database_url):
    archive = Archive(database_url)
    yield archive
    archive.engine.dispose()


def story(number: int, prefix: str = "g", **said):
    said = {
        "summary": f"{TEXT} {number}",
        "published": NOW - timedelta(days=3, minutes=number),
        "headline": f"h{number}",
        "link_key": f"https://a.example/{prefix}{number}",
        "headline_key": f"hk{number}",
    } | said
    return entry(f"Story number {number}", f"{prefix}{number}", f"art-{prefix}{number}", **said)


def rows(archive, view: str) -> list:
    with read(archive.engine) as connection:
        return connection.execute(text(f"SELECT * FROM {view}")).all()


def articles(archive) -> int:
    return len(rows(archive, "archive"))


def test_an_address_in_five_feeds_is_one_article_with_five_sightings(archive):
    feeds = [HERE, THERE, *(f"https://{n}.example/rss" for n in "cde")]
    archive.watch(*feeds)
    for feed in feeds:
        archive.brings(feed, entry("A", key=f"key in {feed}"))
    seen = rows(archive, "article_sightings")
    assert articles(archive) == 1
    assert {row.feed for row in seen} == set(feeds)
    assert sorted(row.known_as for row in seen) == ["elsewhere"] * 4 + ["new"]


def test_an_article_that_has_moved_is_known_in_another_feed_as_well(archive):
    """By publisher, headline, text and claimed second together; a later poll knows it by its key."""
    third = "https://c.example/rss"
    archive.watch(HERE, THERE, third)
    archive.brings(HERE, story(1))
    assert archive.brings(THERE, story(2), replace(story(1), key="k", article="moved")) == 1
    assert archive.brings(THERE, story(2), replace(story(1), key="k", article="moved")) == 0
    assert articles(archive) == 2
    known_as = {(row.feed, row.key): row.known_as for row in rows(archive, "article_sightings")}
    assert known_as[THERE, "k"] == "same_elsewhere"
    copy = replace(story(1), key="copy", article="copied", source="paper.example")
    assert archive.brings(third, copy) == 1


def test_one_text_of_two_publishers_in_one_feed_is_two_articles(archive):
    """At once as one after the other: that they are copies is for deciding to find."""
    first = story(1, source="minor.example", publisher="Minor")
    second = replace(first, key="k2", article="art-2", source="agency.example", publisher="Agency")
    third = replace(first, key="k3", article="art-3", source="paper.example", publisher="Paper")
    assert archive.brings(HERE, first, second) == 2
    assert archive.brings(HERE, story(2), third) == 2
    known_as = {row.key: row.known_as for row in rows(archive, "article_sightings")}
    assert (known_as["k2"], known_as["k3"]) == ("new", "new")
    assert articles(archive) == 4


def test_a_claimed_date_is_kept_apart_from_when_it_was_seen(archive):
    future = NOW + timedelta(days=400)
    archive.brings(HERE, entry("A", published=future), entry("B", "k2", "y"))
    seen = {row.key: row for row in rows(archive, "article_sightings")}
    assert str(seen["k"].claimed).startswith("2026-12-11")
    assert str(seen["k"].first_seen).startswith("2025-11-06")
    assert seen["k2"].claimed is None


def test_a_move_to_another_system_brings_nothing_new(archive):
    archive.brings(HERE, *(story(n) for n in range(30)))
    assert archive.brings(HERE, *(story(n, "moved-") for n in range(30))) == 0
    assert articles(archive) == 30
    assert held_of(archive) == []
    [row] = rows(archive, "feed_identity")
    assert (row.rule, row.changes) == ("guid", 1)


def test_ids_that_change_at_each_look_are_given_up(archive):
    """Links hold, so the feed is known by these; and what it has shown grows no further."""
    for poll in range(6):
        archive.brings(HERE, *(replace(story(n), key=f"{poll}-{n}") for n in range(10)))
    assert articles(archive) == 10
    [row] = rows(archive, "feed_identity")
    assert row.rule == KeyRule.LINK
    seen = rows(archive, "article_sightings")
    assert {row.key_reason for row in seen} == {KeyReason.GUID, KeyReason.UNSTABLE_GUID}
    before = len(seen)
    archive.brings(HERE, *(replace(story(n), key=f"9-{n}") for n in range(10)))
    assert len(rows(archive, "article_sightings")) == before


def test_a_guid_that_is_used_once_more_is_another_article(archive):
    archive.brings(HERE, story(1))
    another = replace(story(2), key="g1", published=NOW)
    assert archive.brings(HERE, another) == 1
    assert articles(archive) == 2


def test_a_flood_is_held_and_news_in_it_passes(archive):
    archive.brings(HERE, *(story(n) for n in range(30)))
    flood = [story(n, "z") for n in range(100, 140)]
    news = story(999, "z", published=archive.now + timedelta(minutes=5))
    assert archive.brings(HERE, *flood, news) == 1
    assert articles(archive) == 31
    assert {one.reason for one in held_of(archive)} == {HoldReason.IDS_CHANGED}
    assert len(rows(archive, "feed_quarantine")) == 40


def test_held_items_prove_themselves_by_the_same_key_in_a_later_document(archive):
    archive.brings(HERE, *(story(n) for n in range(30)))
    flood = [story(n, "z") for n in range(100, 140)]
    archive.brings(HERE, *flood)
    assert archive.brings(HERE, *flood) == 0
    archive.now += timedelta(hours=6)
    assert archive.brings(HERE, *flood) == 40
    assert held_of(archive) == []
    revisions = archive.archive.unread(100)
    assert [revision.fresh for revision in revisions].count(False) == 40
    assert {row.released_by for row in rows(archive, "feed_quarantine")} == {"shown_again"}


def test_a_person_lets_held_items_through_as_fresh_as_they_came(archive):
    archive.brings(HERE, *(story(n) for n in range(30)))
    archive.brings(HERE, *(story(n, "z") for n in range(100, 140)))
    quarantine = SqlQuarantine(archive.engine)
    assert quarantine.release(HERE, "Jane: checked by hand", archive.now) == 40
    assert held_of(archive) == []
    assert articles(archive) == 70
    assert quarantine.release(HERE, "once more", archive.now) == 0


def test_no_view_shows_the_secret_of_an_address(archive):
    """Two feeds that differ in it alone stay two, under the same two names in every view."""
    feeds = [f"https://wire.example/rss?token={word}" for word in ("hush-1", "hush-2")]
    archive.watch(*feeds)
    for least, most in ((0, 30), (50, 90)):  # the second time a flood, which is held
        for number, feed in enumerate(feeds):
            archive.brings(feed, *(story(100 * number + n) for n in range(least, most)))
    shown = {"https://wire.example/rss?token=***", "https://wire.example/rss?token=***#2"}
    for view in ("article_sightings", "article_revisions", "feed_quarantine"):
        assert {row.feed for row in rows(archive, view)} == shown
    assert {row.url for row in rows(archive, "feed_health")} > shown
    for view in VIEWS:
        assert "hush" not in str(rows(archive, view.name)), view.name


def held_of(archive) -> list:
    return SqlQuarantine(archive.engine).held()
