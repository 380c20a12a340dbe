"""Fingerprints tell copies from texts that only speak of the same thing."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.claims import fingerprint, likeness
from monitor.model.article import Article
from monitor.model.fingerprint import Fingerprint

TEXT = (
    "Oman will join the Abraham Accords, its foreign minister told reporters in Muscat on Tuesday. "
    "The sultanate has kept quiet contacts with Israel since the nineties, and its ports have long "
    "served as a place where people who do not speak to each other can be in one room. "
    '"We have thought about it for a long time and now we have decided," the minister said. '
    "A ceremony is planned for the spring. No place has been named."
)
OTHER = (
    "In Muscat the foreign minister has announced that the sultanate enters the Abraham Accords. "
    "Traders in the souk received the news with a shrug, and the newspapers with three pages each. "
    "Nobody would say when the paper is to be signed, or by whom, or in which of the two languages."
)


def of(body: str, title: str = "t") -> Fingerprint:
    when = datetime(2026, 1, 1, tzinfo=UTC)
    return fingerprint(Article("1", "a.example", "u", when, title, "", body))


def test_a_new_headline_changes_nothing() -> None:
    assert of(TEXT, "one") == of(TEXT, "another")


def test_quotes_and_spaces_of_another_make_change_nothing() -> None:
    assert likeness(of(TEXT), of(TEXT.replace('"', "“").replace(" ", "\u00a0"))) == 1


def test_a_cut_copy_stands_whole_in_the_longer_text() -> None:
    assert likeness(of(TEXT[:260]), of(TEXT)) > 0.9


def test_a_lightly_edited_copy_is_much_alike() -> None:
    assert likeness(of(TEXT.replace("Tuesday", "yesterday")), of(TEXT)) > 0.8


def test_another_text_of_the_same_event_is_not_alike() -> None:
    assert likeness(of(TEXT), of(OTHER)) < 0.1


def test_a_shared_quotation_is_known_by_its_hash() -> None:
    other = 'Far away: "We have thought about it for a long time and now we have decided," he said.'
    assert of(TEXT).quotes & of(other).quotes


def test_an_empty_text_is_like_nothing() -> None:
    assert likeness(of(""), of(TEXT)) == 0


def test_hashes_are_the_same_in_every_process() -> None:
    assert of("one two three four five").shingles == {1354651064}


def test_a_long_text_stays_small() -> None:
    long = " ".join(f"word{number}" for number in range(20_000))
    assert len(of(long).shingles) < 7_000
