"""Under which names the board answers."""

from __future__ import annotations

import pytest

from adapters.web.guard import answers_to, is_loopback
from monitor.board import BoardPlace
from monitor.model.errors import ConfigError

LOOPBACK = BoardPlace()
NAMED = BoardPlace(url="https://Board.example/accords")
OPEN = BoardPlace(host="0.0.0.0")
OPEN_NAMED = BoardPlace(host="0.0.0.0", url="https://board.example")

CASES = {
    "an address of this machine": (LOOPBACK, "127.0.0.1:8000", True),
    "the same in version 6": (LOOPBACK, "[::1]:8000", True),
    "localhost": (LOOPBACK, "LOCALHOST:8000", True),
    "an address that is routed here": (LOOPBACK, "192.0.2.7", True),
    "a name of elsewhere that leads here": (LOOPBACK, "rebind.example:8000", False),
    "a name that only begins like an address": (LOOPBACK, "127.0.0.1.evil.example", False),
    "no name": (LOOPBACK, "", False),
    "brackets around nothing": (LOOPBACK, "[", False),
    "the configured name, in any case": (NAMED, "board.EXAMPLE", True),
    "another one beside it": (NAMED, "other.example", False),
    "any name, where it cannot know": (OPEN, "board.lan", True),
    "another, where it is told its own": (OPEN_NAMED, "board.lan", False),
}


@pytest.mark.parametrize(("place", "named", "expected"), CASES.values(), ids=CASES)
def test_the_board_answers_to(place, named, expected):
    assert answers_to(named, place) is expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False)],
)
def test_loopback_is_this_machine_alone(host, expected):
    assert is_loopback(host) is expected


def test_the_path_of_the_public_address_stands_before_links():
    assert NAMED.root == "/accords"
    assert BoardPlace(url="https://board.example/").root == ""


@pytest.mark.parametrize(
    "url",
    [
        "board.example",
        "ftp://board.example",
        "https://",
        "https://me@board.example",
        "https://b.example/?x=1",
        "http://[::1",
    ],
)
def test_what_is_no_site_is_no_address_of_the_board(url):
    with pytest.raises(ConfigError, match=r"board\.url"):
        BoardPlace(url=url)
