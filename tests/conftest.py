"""What every test starts from: no setting of the caller's environment reaches the code under test."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest
import structlog

from config.logging import QUIET

pytest_plugins = ["tests.databases"]

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    """No variable of ours is set."""
    for name in list(os.environ):
        if name.startswith("ACCORDS_"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def logging_as_found():
    """What a test sets up of logging, for instance by running a command, ends with it."""
    loggers = [logging.getLogger(name) for name in (None, *QUIET)]
    found = [(logger, logger.level, logger.handlers[:]) for logger in loggers]
    yield
    structlog.reset_defaults()
    for logger, level, handlers in found:
        logger.setLevel(level)
        logger.handlers[:] = handlers


@pytest.fixture
def shared() -> Path:
    """The folder of shared samples; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent: its samples cannot be checked here")
    return SHARED
