"""One address of the board serves its own links and those of alerts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine

import config
from config.load import load_configuration
from monitor.board import BoardPlace
from monitor.model.clock import SystemClock
from monitor.wiring import alert_stage

SHIPPED = load_configuration(Path(config.__file__).parent)
OWN = replace(SHIPPED.settings, board=BoardPlace(url="https://board.example/accords/"))

CASES = {
    "neither names a board": (SHIPPED, ""),
    "the settings do": (
        replace(SHIPPED, settings=OWN),
        "https://board.example/accords/x-compact/KZ",
    ),
    "alerts name another": (
        replace(
            SHIPPED, settings=OWN, alerts=replace(SHIPPED.alerts, board_url="https://other.example")
        ),
        "https://other.example/x-compact/KZ",
    ),
}


@pytest.mark.parametrize(("configuration", "link"), CASES.values(), ids=CASES)
def test_an_alert_links_to_the_board_where(configuration, link):
    stage = alert_stage(configuration, create_engine("sqlite://"), SystemClock())
    assert stage._names.board("x-compact", "KZ") == link
