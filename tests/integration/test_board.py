"""The board over a real server and a real database, on SQLite and PostgreSQL."""

from __future__ import annotations

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from monitor.board import HealthLine
from tests.fakes.boards import board_on
from tests.fakes.desk import STORY

PAGES = (
    "/",
    "/about",
    "/feeds",
    "/log",
    "/x-compact",
    "/x-court",
    "/x-compact/PE",
    "/x-compact/SE",
    "/x-compact/DK",
    "/x-compact/NO",
    "/x-court/CL",
)


@pytest.fixture
def board(desk_url):
    """A client of a board over the desk's database, on each that is served."""
    with board_on(desk_url) as address, httpx.Client(base_url=address) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there(board, path):
    answer = board.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.startswith("<!DOCTYPE html>")


def test_health_is_told_in_status_and_words(desk_url):
    ill = (HealthLine("work", "fail", "last poll 3 h ago", "start `accords run`"),)
    with board_on(desk_url, health=lambda: ill) as address:
        answer = httpx.get(f"{address}/healthz")
    assert answer.status_code == 503
    assert answer.json()["checks"][0]["remedy"] == "start `accords run`"


def test_metrics_are_read_by_prometheus_own_parser(board):
    families = {
        family.name: family for family in text_string_to_metric_families(board.get("/metrics").text)
    }
    assert families["accords_events"].samples[0].value == len(STORY)
    assert {s.labels["state"]: s.value for s in families["accords_feeds"].samples}["off"] == 1
    assert all(family.documentation for family in families.values())
