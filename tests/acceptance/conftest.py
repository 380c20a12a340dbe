"""A newsroom with its feeds and its desk."""

from __future__ import annotations

import pytest

from tests.fakes.feedserver import FeedServer
from tests.fakes.hook import HookServer
from tests.fakes.newsroom import Newsroom


@pytest.fixture
def newsroom(tmp_path):
    """A service of its own in a folder, with feeds and a desk on loopback."""
    with FeedServer() as server, HookServer() as hook:
        yield Newsroom(tmp_path, server, hook)
