"""feeds.toml and sources.toml: what ships, and what is refused with which words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.feeds.opml import read_opml, write_opml
from config.feeds import load_feeds
from config.feeds_file import add_feeds, remove_feed
from config.sources import load_sources, sources_from_mapping
from monitor.model.address import host_of
from monitor.model.errors import BadInput, ConfigError, UsageError
from monitor.model.feed import FeedConfig
from monitor.model.source import Tier

CONFIG = Path(__file__).resolve().parents[3] / "config"
LAID_OUT = """# Watched.

# Governments.

[[feed]]
url = "https://a.example/rss"  # the first
name = "A"

[[feed]]
url = "https://b.example/rss"

# Papers.

[[feed]]
url = "https://c.example/rss"
enabled = false
note = "terms"
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "feeds.toml"
    path.write_text(LAID_OUT)
    return path


def refusal(load, tmp_path, text: str) -> str:
    path = tmp_path / "file.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_the_shipped_feeds_are_many_and_each_has_a_publisher():
    feeds, sources = load_feeds(CONFIG / "feeds.toml"), load_sources(CONFIG / "sources.toml")
    assert sum(feed.enabled for feed in feeds) >= 40
    for feed in feeds:
        assert feed.name
        assert sources.lookup(host_of(feed.url)).host in sources.by_host


def test_a_shipped_feed_that_is_off_says_why():
    assert all(feed.note for feed in load_feeds(CONFIG / "feeds.toml") if not feed.enabled)


def test_the_shipped_conveners_speak_for_the_accords():
    sources = load_sources(CONFIG / "sources.toml")
    for host, state in {"www.state.gov": "US", "whitehouse.gov": "US", "mfa.gov.il": "IL"}.items():
        assert set(sources.lookup(host).official_of) == {state, "abraham-accords"}


def test_every_shipped_official_source_speaks_for_somebody():
    sources = load_sources(CONFIG / "sources.toml").by_host.values()
    assert all(source.official_of for source in sources if source.tier is Tier.OFFICIAL)


FEEDS = {
    "an unknown key": ('[[feed]]\nurl = "https://a.example/"\nenabeld = false', "did you mean 'enabled'"),
    "no address": ('[[feed]]\nname = "A"', "feed[1].url: required"),
    "no web address": ('[[feed]]\nurl = "a.example/rss"', "write it in full"),
    "a file": ('[[feed]]\nurl = "file:///etc/passwd"', "no address of a feed"),
    "the same feed": ('[[feed]]\nurl = "https://a.example/x"\n[[feed]]\nurl = "https://a.example/x"', "feed[2].url"),
    "the same feed in other dress": (
        '[[feed]]\nurl = "https://a.example/x/"\n[[feed]]\nurl = "http://www.a.example/x"', "feed[1] once more"),
    "a wrong type": ('[[feed]]\nurl = "https://a.example/"\nenabled = "perhaps"', "feed[1].enabled"),
    "a share of more than all": ('[[feed]]\nurl = "https://a.example/"\noverlap_floor = 1.5', "feed[1].overlap_floor"),
    "a share that is no number": ('[[feed]]\nurl = "https://a.example/"\noverlap_floor = nan', "feed[1].overlap_floor"),
    "not TOML": ("[[feed", "not TOML"),
}  # fmt: skip


@pytest.mark.parametrize("name", FEEDS)
def test_a_wrong_list_of_feeds_is_refused(tmp_path, name):
    text, words = FEEDS[name]
    assert words in refusal(load_feeds, tmp_path, text)


def test_a_refusal_shows_no_password(tmp_path):
    text = '[[feed]]\nurl = "ftp://user:hunter2@a.example/?key=hunter2"'
    assert "hunter2" not in refusal(load_feeds, tmp_path, text)


SOURCES = {
    "an unknown tier": ('[[source]]\nhost = "a.example"\ntier = "gold"', "source[1].tier"),
    "an address for a host": ('[[source]]\nhost = "https://a.example/"', "write it bare"),
    "the same host": ('[[source]]\nhost = "a.example"\n[[source]]\nhost = "www.A.example"', "source[2].host"),
    "official_of beside another tier": (
        '[[source]]\nhost = "a.example"\ntier = "wire"\nofficial_of = ["US"]', "official_of stands beside"),
    "an unknown key": ('[[source]]\nhost = "a.example"\nteir = "wire"', "did you mean 'tier'"),
}  # fmt: skip


@pytest.mark.parametrize("name", SOURCES)
def test_a_wrong_list_of_sources_is_refused(tmp_path, name):
    text, words = SOURCES[name]
    assert words in refusal(load_sources, tmp_path, text)


def test_a_subdomain_inherits_and_an_unknown_host_is_minor():
    sources = sources_from_mapping({"paper.example": {"tier": "major", "owner": "Press"}}, "S.json")
    assert sources.lookup("en.paper.example").owner == "Press"
    assert sources.lookup("other.example").tier is Tier.MINOR


def test_a_replays_sources_say_for_whom_in_one_word_or_a_list():
    data = {
        "www.A.example": {"tier": "official", "official_of": "KZ", "country": "ignored"},
        "b.example": {"tier": "official", "official_of": ["US", "abraham-accords"]},
        "c.example": {},
    }
    sources = sources_from_mapping(data, "S.json")
    assert sources.by_host["a.example"].official_of == ("KZ",)
    assert sources.by_host["b.example"].official_of == ("US", "abraham-accords")
    assert sources.by_host["c.example"].tier is Tier.MINOR


@pytest.mark.parametrize(
    "data", [{"a b": {}}, {"a.example": {"tier": "gold"}}, {"a.example": "wire"}]
)
def test_a_replays_wrong_sources_are_refused_by_place(data):
    with pytest.raises(ConfigError, match=r"SOURCES\.json"):
        sources_from_mapping(data, "SOURCES.json")


def test_the_sample_sources_are_read(shared):
    for path in (shared / "backtest").glob("*/sources.json"):
        assert sources_from_mapping(json.loads(path.read_text()), str(path)).by_host


def test_a_feed_is_added_behind_what_is_there(file):
    new = FeedConfig("https://d.example/rss", 'The "D"', False, "why\nnot")
    assert add_feeds(file, [new, FeedConfig("http://www.a.example/rss/")]) == (new,)
    assert load_feeds(file)[-1] == new
    assert file.read_text().startswith(LAID_OUT.rstrip())


@given(st.floats(60, 1e7), st.floats(0, 1))
def test_a_feeds_own_contract_is_written_and_read_back(delay_s, floor):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "feeds.toml"
        path.write_text("")
        new = FeedConfig("https://d.example/rss", max_delay_s=delay_s, overlap_floor=floor)
        add_feeds(path, [new])
        assert load_feeds(path) == (new,)


def test_a_feed_is_removed_and_the_rest_stays_as_it_was(file):
    remove_feed(file, "https://b.example/rss")
    assert file.read_text() == LAID_OUT.replace('[[feed]]\nurl = "https://b.example/rss"\n\n', "")
    remove_feed(file, "A")
    assert [feed.url for feed in load_feeds(file)] == ["https://c.example/rss"]
    assert "# Governments." in file.read_text()
    assert "# Papers." in file.read_text()


@pytest.mark.parametrize("url", ["https://none.example/", "B"])
def test_a_feed_that_is_not_listed_cannot_be_removed(file, url):
    with pytest.raises(UsageError, match="no such feed"):
        remove_feed(file, url)
    assert file.read_text() == LAID_OUT


def test_what_cannot_be_polled_cannot_be_added(file):
    with pytest.raises(UsageError):
        add_feeds(file, [FeedConfig("javascript:alert(1)")])
    assert file.read_text() == LAID_OUT


def test_a_layout_that_is_not_understood_is_left_alone(file):
    text = 'feed = [{url = "https://a.example/rss"}]\n'
    file.write_text(text)
    with pytest.raises(ConfigError, match="by hand"):
        add_feeds(file, [FeedConfig("https://b.example/rss")])
    with pytest.raises(ConfigError, match="by hand"):
        remove_feed(file, "https://a.example/rss")
    assert file.read_text() == text
    assert list(file.parent.iterdir()) == [file]


plain = st.text(
    st.characters(min_codepoint=32, blacklist_categories=["Cs", "Cc", "Cn", "Co"]), max_size=20
).map(str.strip)


folders = st.lists(st.sampled_from(["Europe", "Wire & more", "Official"]), max_size=3).map("/".join)


@given(st.lists(st.tuples(plain, st.booleans(), plain, folders), max_size=5))
def test_any_list_survives_opml(rows):
    feeds = [
        FeedConfig(
            f"https://{n}.example/?a=1&b=<{n}>", name or "x", enabled, note, category=category
        )
        for n, (name, enabled, note, category) in enumerate(rows)
    ]
    found = read_opml(write_opml(feeds, "T").encode())
    assert sorted(found.feeds, key=lambda feed: feed.url) == feeds
    assert found.faults == ()


@given(st.floats(60, 1e7))
def test_a_feeds_own_largest_delay_survives_opml(delay_s):
    feed = FeedConfig("https://a.example/", "A", max_delay_s=float(f"{delay_s:.15g}"))
    assert read_opml(write_opml([feed], "T").encode()).feeds == (feed,)


@given(st.floats(0, 1))
def test_a_feeds_own_overlap_floor_survives_opml(floor):
    feed = FeedConfig("https://a.example/", "A", overlap_floor=float(f"{floor:.15g}"))
    assert read_opml(write_opml([feed], "T").encode()).feeds == (feed,)


@pytest.mark.parametrize("text", ["half", "1.01", "-0.5", "50", "inf", "nan"])
def test_a_floor_that_is_none_is_told_by_its_line_and_the_feed_comes_without(text):
    document = f"<opml><body>\n<outline xmlUrl='https://a.example/' accords:overlapFloor='{text}'/></body></opml>"
    found = read_opml(document.encode())
    assert found.feeds == (FeedConfig("https://a.example/"),)
    [fault] = found.faults
    assert fault.startswith(f"line 2: accords:overlapFloor '{text}' is no share")


@pytest.mark.parametrize("text", ["soon", "0", "59", "-900", "inf", "nan"])
def test_a_delay_that_is_none_is_told_by_its_line_and_the_feed_comes_without(text):
    document = f"<opml><body>\n<outline xmlUrl='https://a.example/' accords:maxDelayS='{text}'/></body></opml>"
    found = read_opml(document.encode())
    assert found.feeds == (FeedConfig("https://a.example/"),)
    [fault] = found.faults
    assert fault.startswith(f"line 2: accords:maxDelayS '{text}' is no delay")


def test_opml_of_other_readers_is_understood():
    document = b"""<?xml version="1.0"?><OPML version="1.0"><body><outline text="News" isComment="true">
        <outline text="A" xmlURL="https://a.example/"/></outline>
        <outline title="B" text="b" xmlUrl=" https://b.example/ "/><outline text="no feed"/>
        <outline text="B again" xmlUrl="https://b.example/"/></body></OPML>"""
    assert read_opml(document).feeds == (
        FeedConfig("https://a.example/", "A", enabled=False, category="News"),
        FeedConfig("https://b.example/", "B"),
    )


NOT_OPML = {
    b"": "line 1, column 1: not OPML: no element found",
    b"words": "line 1, column 1: not OPML: syntax error",
    b"<rss/>": "line 1: not OPML: its root is <rss>",
    b"<opml>\n<body>\n": "line 3, column 1: not OPML: no element found",
    b"<opml>\n<body>\n<outline text='a & b'/>": "line 3, column 19: not OPML: not well-formed",
    b'\n<!DOCTYPE opml [<!ENTITY a "b">]><opml><body>&a;</body></opml>': "line 2: the OPML declares",
}


@pytest.mark.parametrize("document", NOT_OPML)
def test_what_is_not_opml_is_refused_with_its_line(document):
    with pytest.raises(BadInput, match=re.escape(NOT_OPML[document])):
        read_opml(document)


def test_an_outline_that_is_no_address_is_left_out_with_its_line():
    document = b"""<opml><body>
        <outline text="A" xmlUrl="feed://a.example/"/>
        <outline text="B" xmlUrl="https://b.example/"/></body></opml>"""
    found = read_opml(document)
    assert [feed.url for feed in found.feeds] == ["https://b.example/"]
    assert found.faults == ("line 2: 'feed://a.example/' is no address of a feed",)
