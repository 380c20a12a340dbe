"""Which item is which item on file: every rung of the ladder, as cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.feed import ParsedEntry
from monitor.model.identity import KeyReason, KeyRule, Recognition
from monitor.polling.recognition import (
    FeedIdentity,
    OnFile,
    Recognised,
    Seen,
    judge_ids,
    key_under,
    recognise,
)

DAY = datetime(2025, 11, 6, 17, tzinfo=UTC)
TEXT = "The foreign minister put his name under the text this morning, the ministry said in the capital."
ITEM = ParsedEntry(
    key="guid-1", article="art-1", url="https://outlet.example/1", source="outlet.example",
    title="Minister signs the text today", summary=TEXT, published=DAY, link_key="https://outlet.example/1",
    headline_key="hk", alternate="https://outlet.example/?p=1", headline="h1",
)  # fmt: skip
SEEN = Seen("guid-1", "art-1", ITEM.content_hash, ITEM.alternate, "h1", DAY, "outlet.example")
OLD = replace(SEEN, key="old-guid")
THERE = replace(OLD, source="www.outlet.example")
OTHER_LINK = replace(ITEM, article="art-2", alternate="", link_key="https://outlet.example/2")

CASES = {
    "the same key": (ITEM, OnFile({"guid-1": SEEN}), Recognition.KNOWN, "art-1"),
    "the same key with another link": (
        OTHER_LINK, OnFile({"guid-1": SEEN}), Recognition.KNOWN, "art-1",
    ),
    "the same key with another link and headline, on the same date": (
        replace(OTHER_LINK, headline="h2", title="x"), OnFile({"guid-1": SEEN}), Recognition.KNOWN, "art-1",
    ),
    "the same key for another item altogether": (
        replace(OTHER_LINK, headline="h2", title="x", published=DAY + timedelta(days=1)),
        OnFile({"guid-1": SEEN}), Recognition.REUSED_GUID, "art-2",
    ),
    "a guid in another form": (
        replace(ITEM, article="art-2"), OnFile({}, [replace(OLD, article="art-1", content_hash="x", headline="")]),
        Recognition.ALTERNATE, "art-1",
    ),
    "a changed guid, the same link": (
        replace(ITEM, alternate=""), OnFile({}, [OLD], {"art-1"}), Recognition.CHANGED_GUID, "art-1",
    ),
    "a link that another feed has brought": (
        ITEM, OnFile({}, [], {"art-1"}), Recognition.ELSEWHERE, "art-1",
    ),
    "guid and link changed, the same text": (OTHER_LINK, OnFile({}, [OLD]), Recognition.SAME_TEXT, "art-1"),
    "guid, link and text changed, the same headline at the same second": (
        replace(OTHER_LINK, summary="New words."), OnFile({}, [OLD]), Recognition.SAME_HEADLINE, "art-1",
    ),
    "the same headline at another second": (
        replace(OTHER_LINK, summary="New words.", published=DAY + timedelta(seconds=1)),
        OnFile({}, [OLD]), Recognition.NEW, "art-2",
    ),
    "the same headline without a date": (
        replace(OTHER_LINK, summary="New words.", published=None), OnFile({}, [replace(OLD, claimed=None)]),
        Recognition.NEW, "art-2",
    ),
    "a headline too short to tell": (
        replace(OTHER_LINK, summary="New words.", headline=""), OnFile({}, [replace(OLD, headline="")]),
        Recognition.NEW, "art-2",
    ),
    "the same few words": (
        replace(OTHER_LINK, title="Photo", summary="", headline=""),
        OnFile({}, [replace(OLD, content_hash=replace(ITEM, title="Photo", summary="").content_hash)]),
        Recognition.NEW, "art-2",
    ),
    "the same text as two items on file": (
        OTHER_LINK, OnFile({}, [OLD, replace(OLD, key="third", article="art-3")]), Recognition.NEW, "art-2",
    ),
    "headline, text and second of what another feed has shown of this publisher": (
        OTHER_LINK, OnFile({}, elsewhere=[THERE]), Recognition.SAME_ELSEWHERE, "art-1",
    ),
    "the same of another publisher": (
        OTHER_LINK, OnFile({}, elsewhere=[replace(THERE, source="paper.example")]), Recognition.NEW, "art-2",
    ),
    "the same at another second": (
        OTHER_LINK, OnFile({}, elsewhere=[replace(THERE, claimed=DAY + timedelta(seconds=1))]), Recognition.NEW, "art-2",
    ),
    "the same of two articles": (
        OTHER_LINK, OnFile({}, elsewhere=[THERE, replace(THERE, article="art-3")]), Recognition.NEW, "art-2",
    ),
    "the same of an article that the document shows as well": (
        OTHER_LINK, OnFile({"old-guid": OLD}, elsewhere=[THERE]), Recognition.NEW, "art-2",
    ),
    "nothing alike": (ITEM, OnFile({}), Recognition.NEW, "art-1"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_an_item_is_known_by(name):
    entry, known, reason, article = CASES[name]
    [found] = recognise([(entry.key, entry)], known)
    assert (found.reason, found.article) == (reason, article)


def test_an_item_that_still_stands_in_the_document_is_no_other():
    """Two items of one text in one document are two: neither is gone."""
    twin = replace(OTHER_LINK, key="guid-2")
    known = OnFile({"guid-1": SEEN}, [SEEN])
    found = recognise([("guid-1", ITEM), ("guid-2", twin)], known)
    assert [one.reason for one in found] == [Recognition.KNOWN, Recognition.NEW]


MOVED = replace(OTHER_LINK, source="outlet-news.example")
PAPER = replace(ITEM, key="paper", article="art-9", source="paper.example", title="Other", summary="", alternate="",
                headline="")  # fmt: skip
PUBLISHERS = {
    "another publisher's copy of a text that is gone is its own": (
        replace(OTHER_LINK, source="paper.example"), [replace(PAPER, source="third.example")], Recognition.NEW,
    ),
    "another publisher's headline of the same second is its own": (
        replace(OTHER_LINK, source="paper.example", summary="New words."), [replace(PAPER, source="third.example")],
        Recognition.NEW,
    ),
    "so it is where a search names the publisher, whatever else it shows": (
        replace(OTHER_LINK, source="paper.example", publisher="The Paper"), [], Recognition.NEW,
    ),
    "the publisher's own text is known, also among others": (OTHER_LINK, [PAPER], Recognition.SAME_TEXT),
    "another host of the publisher's site is the publisher": (
        replace(OTHER_LINK, source="www2.outlet.example"), [PAPER], Recognition.SAME_TEXT,
    ),
    "a whole feed may have moved to another site": (
        MOVED, [replace(PAPER, source="outlet-news.example")], Recognition.SAME_TEXT,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHERS)
def test_two_publishers_of_one_text_are_two_also_in_one_feed(name):
    entry, beside, reason = PUBLISHERS[name]
    document = [("new", entry), *((one.key, one) for one in beside)]
    found = recognise(document, OnFile({}, [OLD]))
    assert found[0].reason is reason


def test_of_two_publishers_texts_each_knows_its_own_again():
    theirs = replace(OLD, key="theirs", article="art-3", source="paper.example")
    document = [
        ("a", OTHER_LINK),
        ("b", replace(OTHER_LINK, article="art-4", source="paper.example")),
    ]
    found = recognise(document, OnFile({}, [OLD, theirs]))
    assert [one.article for one in found] == ["art-1", "art-3"]


def test_an_item_that_is_gone_stands_for_one_new_item_at_most():
    first, second = replace(OTHER_LINK, key="a"), replace(OTHER_LINK, key="b", article="art-3")
    found = recognise([("a", first), ("b", second)], OnFile({}, [OLD]))
    assert [one.reason for one in found] == [Recognition.SAME_TEXT, Recognition.NEW]


@given(
    st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True), st.sets(st.sampled_from("abcd"))
)
def test_no_two_items_without_a_common_address_become_one_article(shown, known):
    entries = [(key, replace(OTHER_LINK, key=key, article=key)) for key in shown]
    seen = [replace(SEEN, key=f"old-{key}", article=f"old-{key}") for key in sorted(known)]
    found = recognise(entries, OnFile({}, seen))
    assert len({one.article for one in found}) == len(found)


KEYS = {
    "a guid that holds": (KeyRule.GUID, ITEM, ("guid-1", KeyReason.GUID)),
    "a guid that does not": (KeyRule.LINK, ITEM, ("https://outlet.example/1", KeyReason.UNSTABLE_GUID)),
    "no guid, in a feed known by links": (
        KeyRule.LINK, replace(ITEM, key="k", key_reason=KeyReason.NO_GUID), ("k", KeyReason.NO_GUID),
    ),
    "no link, in a feed known by links": (KeyRule.LINK, replace(ITEM, link_key=""), ("guid-1", KeyReason.GUID)),
    "a link that does not hold": (KeyRule.HEADLINE, ITEM, ("hk", KeyReason.UNSTABLE_LINK)),
}  # fmt: skip


@pytest.mark.parametrize("name", KEYS)
def test_the_key_goes_by_the_feeds_rule(name):
    rule, entry, key = KEYS[name]
    assert key_under(rule, entry) == key


def document(**counts: int) -> list[Recognised]:
    return [
        Recognised(ITEM, "k", "a", Recognition(reason))
        for reason, n in counts.items()
        for _ in range(n)
    ]


IDS = {
    "most of it known": (FeedIdentity(), document(known=9, changed_guid=1), FeedIdentity()),
    "all new is no change of ids": (FeedIdentity(), document(new=30), FeedIdentity()),
    "a small document says nothing": (FeedIdentity(), document(changed_guid=4), FeedIdentity()),
    "a move to another system": (FeedIdentity(), document(changed_guid=20), FeedIdentity(changes=1)),
    "guids that change each time": (
        FeedIdentity(changes=2), document(changed_guid=20, new=3), FeedIdentity(KeyRule.LINK),
    ),
    "guids and links that change each time": (
        FeedIdentity(changes=2), document(same_headline=20), FeedIdentity(KeyRule.HEADLINE),
    ),
    "links that come to change as well": (
        FeedIdentity(KeyRule.LINK, 2), document(same_text=20), FeedIdentity(KeyRule.HEADLINE),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", IDS)
def test_how_a_feeds_ids_are_judged(name):
    before, found, after = IDS[name]
    assert judge_ids(before, found) == after
