"""A line of the log can be read by people and by programs."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

import pytest
import structlog

from config.logging import configure_logging
from config.settings import LogSettings


@pytest.fixture
def _set_back():
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before
    structlog.reset_defaults()


@pytest.mark.usefixtures("_set_back")
def test_an_instant_is_written_in_iso_8601(capsys):
    configure_logging(LogSettings(format="json"))
    heard = datetime(2025, 11, 6, 17, 4, tzinfo=UTC)
    structlog.get_logger().warning("feed_gap", last_heard=heard)
    assert json.loads(capsys.readouterr().err)["last_heard"] == "2025-11-06T17:04:00Z"
