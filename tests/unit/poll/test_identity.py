"""Which items are the same article, and whose word they are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.feeds.entries import entries_of, language
from adapters.feeds.identity import article_of_url, canonical_url
from adapters.feeds.parse import FeedReader
from adapters.feeds.wire import WireEntry, WireFeed
from monitor.model.address import bears_secret, host_of, mask_url, shown_apart
from monitor.model.feed import FetchedFeed, Outcome
from monitor.model.source import Source, SourceBook, Tier
from tests.fakes.feedserver import item, rss

FEED = "https://feeds.outlet.example/all.xml"
DAY = datetime(2025, 11, 6, 9, tzinfo=UTC)
CANONICAL = "https://outlet.example/world/story?id=7"


def entries(*wire: WireEntry, feed_url: str = FEED):
    return entries_of(WireFeed("rss20", "T", "en-GB", wire), feed_url)


@pytest.mark.parametrize(
    "variant",
    {
        "as it is": "https://outlet.example/world/story?id=7",
        "plain http": "http://outlet.example/world/story?id=7",
        "www": "https://www.outlet.example/world/story?id=7",
        "letter case of the host": "https://OUTLET.example/world/story?id=7",
        "default port": "https://outlet.example:443/world/story?id=7",
        "final slash": "https://outlet.example/world/story/?id=7",
        "fragment": "https://outlet.example/world/story?id=7#top",
        "campaign parameters": "https://outlet.example/world/story?utm_source=rss&id=7&fbclid=x&at_medium=RSS",
        "escaped letters": "https://outlet.example/world/%73tory?id=7",
    }.items(),
    ids=lambda case: case[0],
)
def test_addresses_that_lead_to_the_same_article_are_equal(variant):
    assert canonical_url(variant[1]) == CANONICAL


@pytest.mark.parametrize(
    "other",
    [
        "https://outlet.example/world/story?id=8",
        "https://outlet.example/world/Story?id=7",
        "https://blog.outlet.example/world/story?id=7",
        "https://outlet.example:8443/world/story?id=7",
    ],
)
def test_addresses_that_may_lead_elsewhere_differ(other):
    assert canonical_url(other) != CANONICAL


@pytest.mark.parametrize(
    "text", ["", "urn:uuid:1", "mailto:a@b.example", "http://[::1", "http://a:b:c/", "/x"]
)
def test_what_is_no_web_address_has_no_canonical_form(text):
    assert canonical_url(text) == ""


@given(st.text())
def test_any_text_can_be_asked_for_its_canonical_form_host_and_mask(text):
    for url in (text, f"https://{text}", f"https://a.example/{text}"):
        assert canonical_url(canonical_url(url)) == canonical_url(url)
        host_of(url)
        mask_url(url)


def test_one_address_in_two_feeds_is_one_article_with_two_keys():
    link = "https://outlet.example/a"
    here = entries(WireEntry(guid="1", link=link, title="A"))[0]
    there = entries(
        WireEntry(guid="77", link=f"{link}?utm_source=x", title="A!"),
        feed_url="https://other.example/rss",
    )[0]
    assert here.article == there.article
    assert here.key != there.key


def test_an_article_is_found_by_any_form_of_its_address():
    [entry] = entries(
        WireEntry(guid="1", link="https://www.outlet.example/a/?utm_source=x", title="A")
    )
    assert article_of_url("http://outlet.example/a") == entry.article
    assert article_of_url("no address") == ""


def test_a_guid_outlives_a_changed_link():
    before = entries(WireEntry(guid="1", link="https://outlet.example/a", title="A"))[0]
    after = entries(WireEntry(guid="1", link="https://outlet.example/a-better-slug", title="A"))[0]
    assert before.key == after.key


def test_a_guid_that_all_items_share_identifies_none_of_them():
    found = entries(
        WireEntry(guid="site", link="https://outlet.example/a", title="A"),
        WireEntry(guid="site", link="https://outlet.example/b", title="B"),
    )
    assert len({entry.key for entry in found}) == len({entry.article for entry in found}) == 2


def test_a_link_that_all_items_share_identifies_none_of_them():
    found = entries(
        WireEntry(link="https://outlet.example/live", title="A", published=DAY),
        WireEntry(link="https://outlet.example/live", title="B", published=DAY),
    )
    assert len({entry.article for entry in found}) == 2


def test_a_link_to_the_front_page_identifies_nothing():
    monday = entries(WireEntry(link="https://outlet.example/", title="A"))[0]
    tuesday = entries(WireEntry(link="https://outlet.example/", title="B"))[0]
    assert monday.article != tuesday.article


def test_without_guid_and_link_headline_and_day_identify():
    one = entries(WireEntry(title="The Same, Headline", published=DAY))[0]
    same = entries(WireEntry(title="the same headline!", published=DAY.replace(hour=20)))[0]
    other_day = entries(WireEntry(title="The same headline", published=DAY.replace(day=7)))[0]
    assert one.article == same.article != other_day.article


def test_an_item_twice_in_a_document_is_one_entry():
    twice = WireEntry(guid="1", link="https://outlet.example/a", title="A")
    assert len(entries(twice, twice)) == 1


def test_an_item_without_any_text_is_no_entry():
    assert entries(WireEntry(guid="1", link="https://outlet.example/a")) == ()


def test_the_publisher_is_the_host_of_the_link_else_of_the_feed():
    with_link, without = entries(
        WireEntry(guid="1", link="https://www.outlet.example/a", title="A"),
        WireEntry(guid="2", title="B"),
    )
    assert with_link.source == "outlet.example"
    assert without.source == "feeds.outlet.example"


def google(
    number: int, title: str = "Headline - with a dash - Astana Courier", **said
) -> WireEntry:
    return WireEntry(
        guid=f"CBMi{number}",
        link=f"https://news.google.com/rss/articles/CBMi{number}?oc=5",
        title=title,
        teaser='<a href="https://news.google.com/rss/articles/x">Other headline</a>',
        published=DAY,
        source_url="https://www.courier.example",
        source_name="Astana Courier",
        **said,
    )


def test_a_news_search_item_is_the_publishers_that_it_names():
    found = entries(google(1), feed_url="https://news.google.com/rss/search?q=x")[0]
    assert (found.source, found.publisher) == ("courier.example", "Astana Courier")
    assert found.title == "Headline - with a dash"
    assert found.summary == ""


def test_a_news_search_item_stays_the_same_article_under_a_new_id():
    first, again = entries(google(1))[0], entries(google(2))[0]
    assert (first.key, first.article) == (again.key, again.article)


BOOK = SourceBook(
    {
        "courier.example": Source("courier.example", "Astana Courier", Tier.MAJOR),
        "ministry.example": Source("ministry.example", "The Ministry", Tier.OFFICIAL),
        "one.example": Source("one.example", "Twins", Tier.MAJOR),
        "two.example": Source("two.example", "Twins", Tier.MAJOR),
    }
)
SIGNED = {"Astana Courier": "courier.example", "The Ministry": "news.google.com", "Twins": "news.google.com",
          "Nobody Knows": "news.google.com"}  # fmt: skip


@pytest.mark.parametrize("name", SIGNED)
def test_a_publisher_named_by_the_headline_alone_is_known_by_its_name(name):
    """But no official one: a name is weaker evidence than an address."""
    wire = google(1, title=f"Headline - {name}")
    feed = rss(item(wire.title, wire.link, guid=wire.guid, published=DAY))
    url = "https://news.google.com/rss/search?q=x"
    [entry] = FeedReader(9, BOOK).parse(FetchedFeed(url, Outcome.OK, url, body=feed)).entries
    assert entry.source == SIGNED[name]
    assert (entry.title == "Headline") == (name == "Astana Courier")


def test_a_dash_that_does_not_name_the_publisher_stays():
    assert entries(google(1, title="War - and peace"))[0].title == "War - and peace"


def test_a_news_search_on_another_host_is_known_by_its_signed_titles():
    wire = WireEntry(
        link="http://127.0.0.1:8000/go/1",
        title="Headline - Courier",
        published=DAY,
        source_url="https://courier.example",
        source_name="Courier",
    )
    assert entries(wire, feed_url="http://127.0.0.1:8000/search.xml")[0].source == "courier.example"


def test_an_ordinary_feed_cannot_speak_as_another_by_naming_a_source():
    wire = WireEntry(
        link="https://feeds.outlet.example/1",
        title="Headline",
        source_url="https://government.example",
        source_name="The Government",
    )
    assert entries(wire)[0].source == "feeds.outlet.example"


@pytest.mark.parametrize(
    ("host", "source"),
    [("news.portal.example", "wire.example"), ("other.example", "other.example")],
)
def test_an_aggregator_is_believed_when_it_names_the_publisher(host, source):
    """One that sources.toml calls so, its subdomains included; the item is on its own pages."""
    book = SourceBook({"portal.example": Source("portal.example", "Portal", aggregator=True)})
    url, link = f"https://{host}/rss", f"https://{host}/wire/1.html"
    named = '<source url="https://www.wire.example/">The Wire</source>'
    feed = rss(
        item("Headline", link, text="<a href='/1'>A teaser.</a>", published=DAY, extra=named)
    )
    [entry] = FeedReader(9, book).parse(FetchedFeed(url, Outcome.OK, url, body=feed)).entries
    assert (entry.source, entry.url, entry.summary) == (source, link, "A teaser.")
    assert entry.publisher == ("The Wire" if source == "wire.example" else "")


WRAPPED = {
    "Bing News": "http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2foutlet.example%2fa&c=2",
    "Google Alerts": "https://www.google.com/url?rct=j&sa=t&url=https://outlet.example/a&ct=ga&usg=x",
    "Yahoo": "https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU=https%3a%2f%2foutlet.example%2fa/RK=2/RS=x-",
}


@pytest.mark.parametrize("name", WRAPPED)
def test_a_link_of_a_search_is_the_publishers_that_it_holds(name):
    found = entries(WireEntry(link=WRAPPED[name], title="A"))[0]
    assert (found.url, found.source) == ("https://outlet.example/a", "outlet.example")
    assert found.article == entries(WireEntry(link="http://outlet.example/a", title="B"))[0].article


REASONS = {
    "guid": [WireEntry(guid="1", link="https://o.example/a", title="A")],
    "no_guid": [WireEntry(link="https://o.example/a", title="A")],
    "guid_collision": [
        WireEntry(guid="1", link="https://o.example/a", title="A"),
        WireEntry(guid="1", link="https://o.example/b", title="B"),
    ],
    "no_link": [WireEntry(title="A")],
    "link_collision": [
        WireEntry(link="https://o.example/live", title="A"),
        WireEntry(link="https://o.example/live", title="B"),
    ],
    "front_page": [WireEntry(link="https://o.example/", title="A")],
}


@pytest.mark.parametrize("reason", REASONS)
def test_each_key_has_its_reason(reason):
    assert {entry.key_reason for entry in entries(*REASONS[reason])} == {reason}


def test_a_news_search_item_has_its_reason():
    assert entries(google(1))[0].key_reason == "news_search"


def test_a_guid_that_is_an_address_has_a_form_without_what_varies():
    forms = (
        "http://www.o.example/?p=1",
        "https://o.example/?p=1&utm_source=rss",
        "https://o.example?p=1",
    )
    found = {entries(WireEntry(guid=guid, title="A"))[0].alternate for guid in forms}
    assert len(found) == 1
    assert entries(WireEntry(guid="tag:o.example,2025:1", title="A"))[0].alternate == ""


def test_a_bing_link_is_unwrapped():
    link = "http://www.bing.com/news/apiclick.aspx?ref=FexRss&tid=1&url=https%3a%2f%2foutlet.example%2fa&c=2"
    found = entries(WireEntry(link=link, title="A"))[0]
    assert (found.url, found.source) == ("https://outlet.example/a", "outlet.example")


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        (("en-US",), "en"),
        (("", "pt_BR"), "pt"),
        (("ENGLISH", "fr"), "fr"),
        (("",), None),
        (("日本",), None),
    ],
)
def test_language_tags_become_codes(tags, code):
    assert language(*tags) == code


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://u:p@a.example/x", "https://***@a.example/x"),
        ("https://a.example/x?api_key=1&q=2", "https://a.example/x?api_key=***&q=2"),
        (
            "https://a.example/x?q=2&access_token=3&Secret=4",
            "https://a.example/x?q=2&access_token=***&Secret=***",
        ),
        ("https://a.example/x?q=2", "https://a.example/x?q=2"),
    ],
)
def test_secrets_in_an_address_are_masked(url, shown):
    assert mask_url(url) == shown


def test_addresses_that_differ_in_their_secrets_alone_are_shown_apart():
    taken = set()
    for key in "123":
        taken.add(shown_apart(f"https://a.example/x?api_key={key}", taken))
    first = "https://a.example/x?api_key=***"
    assert taken == {first, f"{first}#2", f"{first}#3"}
    assert bears_secret("https://a.example/x?api_key=1")
    assert not bears_secret("https://a.example/***?q=2#part")


def test_masking_takes_no_time_beyond_the_length():
    mask_url("https://a.example/?" + "key" * 100_000)
