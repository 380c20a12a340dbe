"""What the archive promises: revisions, sightings, readings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.claim import (
    Certainty,
    Claim,
    Denial,
    Evidence,
    NoClaim,
    Origin,
    OriginKind,
    Reading,
    Retraction,
    Speaker,
    Tag,
)
from monitor.model.feed import (
    Arrival,
    FeedConfig,
    Outcome,
    ParsedEntry,
    PollRecord,
)
from monitor.model.fingerprint import Fingerprint
from monitor.model.polling import NextPoll, PollReason
from monitor.model.stage import Stage
from store.articles import SqlArchive
from store.engine import open_engine
from store.feeds import SqlFeedStore
from store.migrate import upgrade

NOW = datetime(2025, 11, 6, 12, tzinfo=UTC)
HERE, THERE = "https://a.example/rss", "https://b.example/rss"
EVIDENCE = Evidence("body", 0, 5, "words")


class Archive:
    """A database with two feeds, and short words for what happens to it."""

    def __init__(self, url: str) -> None:
        engine = open_engine(url)
        upgrade(engine)
        self.engine = engine
        self.feeds = SqlFeedStore(engine)
        self.archive = SqlArchive(engine)
        self.now = NOW
        self.feeds.sync([FeedConfig(HERE), FeedConfig(THERE)], NOW)

    def watch(self, *feeds: str) -> None:
        """Watch these feeds."""
        self.feeds.sync([FeedConfig(feed) for feed in feeds], self.now)

    def brings(self, feed: str, *entries: ParsedEntry, fresh: bool = True) -> int:
        """``feed`` is polled and brings these; the number of new revisions."""
        self.now += timedelta(hours=1)
        claimed = self.feeds.claim_due(
            self.now,
            limit=9,
            per_host=1,
            until=self.now + timedelta(minutes=1),
            attempt=f"a{self.now}",
        )
        ours = next(found for found in claimed if found.url == feed)
        arrivals = tuple(Arrival(entry, entry.published or self.now, fresh) for entry in entries)
        due = NextPoll(self.now, PollReason.INTERVAL)
        new = self.feeds.record([PollRecord(ours, Outcome.OK, self.now, due, arrivals=arrivals)])
        self.feeds.release(ours.attempt)
        return new

    def texts(self, article: str = "x") -> list[str]:
        return [revision.article.title for revision in self.archive.revisions_of(article)]


@pytest.fixture
def archive(database_url):
    archive = Archive(database_url)
    yield archive
    archive.engine.dispose()


def entry(title: str, key: str = "k", article: str = "x", **said) -> ParsedEntry:
    said = {"url": f"https://a.example/{article}", "source": "a.example"} | said
    return ParsedEntry(key=key, article=article, title=title, **said)


def reading(
    classifier: str = "v1", article: str = "x", tag: Tag = Tag.ACCESSION, **said
) -> Reading:
    return Reading(article=article, classifier=classifier, tag=tag, **said)


def test_a_new_item_is_a_first_revision_to_be_read(archive):
    assert archive.brings(HERE, entry("A", summary="s", body="b", lang="en", published=NOW)) == 1
    [revision] = archive.archive.unread(10)
    assert (revision.number, revision.feed, revision.fresh) == (1, HERE, True)
    assert revision.first_seen == archive.now
    article = revision.article
    assert (article.id, article.source, article.url) == ("x", "a.example", "https://a.example/x")
    assert (article.title, article.summary, article.body, article.lang) == ("A", "s", "b", "en")
    assert article.published == NOW


def test_a_known_text_is_nothing_new(archive):
    archive.brings(HERE, entry("A"))
    assert archive.brings(HERE, entry("A")) == 0


def test_a_new_date_alone_is_nothing_new(archive):
    archive.brings(HERE, entry("A", published=NOW))
    assert archive.brings(HERE, entry("A", published=NOW + timedelta(hours=1))) == 0


def test_an_edit_is_a_second_revision(archive):
    archive.brings(HERE, entry("Before"))
    assert archive.brings(HERE, entry("Now")) == 1
    assert archive.texts() == ["Before", "Now"]
    assert [revision.number for revision in archive.archive.revisions_of("x")] == [1, 2]


def test_an_edit_that_is_taken_back_is_a_third(archive):
    for title in ("A", "B", "A"):
        archive.brings(HERE, entry(title))
    assert archive.texts() == ["A", "B", "A"]


def test_one_article_in_two_feeds_is_one_text_with_two_sightings(archive):
    archive.brings(HERE, entry("A"))
    assert archive.brings(THERE, entry("A", key="other")) == 0
    assert archive.texts() == ["A"]
    assert {state.url: state.articles for state in archive.feeds.states()} == {HERE: 1, THERE: 1}


def test_a_second_feed_with_a_mere_teaser_does_not_cut_the_article(archive):
    archive.brings(HERE, entry("A", body="The whole text, with the claim."))
    assert archive.brings(THERE, entry("A", summary="The whole")) == 0
    assert archive.brings(THERE, entry("A", summary="Another")) == 0


def test_a_second_feed_with_more_text_adds_a_revision(archive):
    archive.brings(HERE, entry("A", summary="The whole"))
    assert archive.brings(THERE, entry("A", body="The whole text, with the claim.")) == 1


def test_two_feeds_with_differing_texts_do_not_take_turns(archive):
    archive.brings(HERE, entry("A", body="Long, longer"))
    archive.brings(THERE, entry("A", body="Long, longer, longest"))
    assert archive.brings(HERE, entry("A", body="Long, longer")) == 0
    assert archive.brings(THERE, entry("A", body="Long, longer, longest")) == 0


def test_a_guid_keeps_its_article_when_its_link_changes(archive):
    archive.brings(HERE, entry("A", key="guid-1", article="x"))
    archive.brings(HERE, entry("A2", key="guid-1", article="y", url="https://a.example/y"))
    assert archive.texts("x") == ["A", "A2"]
    assert archive.archive.revisions_of("y") == []


def test_two_items_of_one_document_can_be_one_article(archive):
    archive.brings(HERE, entry("A", key="1"), entry("A", key="2"))
    assert archive.texts() == ["A"]


def test_an_edit_of_what_was_old_when_first_seen_is_not_news(archive):
    archive.brings(HERE, entry("A", published=NOW), fresh=False)
    archive.brings(HERE, entry("A, corrected", published=NOW))
    assert [revision.fresh for revision in archive.archive.revisions_of("x")] == [False, False]


def test_what_was_old_and_is_published_again_is_news(archive):
    archive.brings(HERE, entry("A", published=NOW), fresh=False)
    archive.brings(HERE, entry("It happened", published=archive.now + timedelta(minutes=30)))
    assert archive.archive.revisions_of("x")[-1].fresh


def test_an_undated_edit_keeps_the_date_of_the_text_before(archive):
    archive.brings(HERE, entry("A"))
    first = archive.now
    archive.brings(HERE, entry("B"))
    assert archive.archive.revisions_of("x")[-1].article.published == first


def test_an_article_is_found_by_its_address(archive):
    archive.brings(HERE, entry("A"))
    assert len(archive.archive.revisions_of("https://a.example/x")) == 1
    assert archive.archive.revisions_of("https://a.example/none") == []


def test_thousands_of_items_in_one_feed_are_filed(archive):
    entries = [entry(f"Item {n}", key=str(n), article=f"a{n}") for n in range(1200)]
    assert archive.brings(HERE, *entries) == 1200
    assert archive.brings(HERE, *entries) == 0


def test_reading_takes_a_revision_off_the_unread_and_on_to_the_undecided(archive):
    archive.brings(HERE, entry("A"))
    [revision] = archive.archive.unread(1)
    assert archive.archive.undecided(1) == []
    archive.archive.save_readings([(revision.id, reading(), Fingerprint())], NOW)
    assert archive.archive.unread(1) == []
    [waiting] = archive.archive.undecided(1)
    assert (waiting.revision.id, waiting.previous) == (revision.id, None)
    archive.archive.mark_decided([revision.id], NOW)
    assert archive.archive.undecided(1) == []


def test_a_second_revision_comes_with_the_reading_before_it(archive):
    archive.brings(HERE, entry("A"))
    archive.brings(HERE, entry("B"))
    first, second = archive.archive.unread(2)
    archive.archive.save_readings(
        [
            (first.id, reading(tag=Tag.ACCESSION), Fingerprint()),
            (second.id, reading(tag=Tag.UNRELATED), Fingerprint()),
        ],
        NOW,
    )
    waiting = archive.archive.undecided(2)
    assert [read.previous and read.previous.tag for read in waiting] == [None, Tag.ACCESSION]


def test_a_reading_comes_back_as_it_was(archive):
    archive.brings(HERE, entry("A"))
    [revision] = archive.archive.unread(1)
    denial = Denial("abraham-accords", "OM", (Stage.SIGNED,), Speaker.PARTY_GOVERNMENT, EVIDENCE)
    full = reading(
        claims=(
            Claim(
                "abraham-accords", "KZ", Stage.ANNOUNCED, True, EVIDENCE, Certainty.PROBABLE,
                Speaker.CONVENER, 0.75, "2025-11", None, ("said_by_convener",),
            ),
        ),
        denials=(denial,),
        lifted=(denial,),
        retractions=(Retraction("abraham-accords", "KZ", EVIDENCE, (Stage.SIGNED,), "b.example"),),
        origins=(Origin(OriginKind.AGENCY, "Northgate"),),
        no_claims=(NoClaim("abraham-accords", "US", "convener", EVIDENCE),),
        notes=("cut",),
        lang="en",
    )  # fmt: skip
    print_of = Fingerprint(shingles=frozenset({0, 1, 2**32 - 1}), quotes=frozenset({7}))
    archive.archive.save_readings([(revision.id, full, print_of)], NOW)
    [waiting] = archive.archive.undecided(1)
    assert waiting.reading == full
    assert waiting.fingerprint == print_of
    assert archive.archive.reading_of(revision.id) == full
    assert archive.archive.fingerprints(["x", "unknown"]) == {"x": print_of}


def test_an_unread_revision_has_no_reading(archive):
    archive.brings(HERE, entry("A"))
    assert archive.archive.reading_of(archive.archive.unread(1)[0].id) is None
    assert archive.archive.fingerprints(["x"]) == {}


def test_a_later_classifier_is_the_one_that_counts(archive):
    archive.brings(HERE, entry("A"))
    [revision] = archive.archive.unread(1)
    for classifier in ("v1", "v2", "v2"):
        archive.archive.save_readings([(revision.id, reading(classifier), Fingerprint())], NOW)
    assert archive.archive.reading_of(revision.id) == reading("v2")
    assert len(archive.archive.undecided(5)) == 1


def test_revisions_are_read_in_the_order_of_being_seen(archive):
    archive.brings(HERE, entry("A", key="1", article="a"), entry("B", key="2", article="b"))
    archive.brings(THERE, entry("C", key="1", article="c"))
    assert [revision.article.title for revision in archive.archive.unread(2)] == ["A", "B"]
    assert len(archive.archive.unread(10)) == 3
