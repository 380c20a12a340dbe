"""docs/board.md names every path that the board answers."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.routing import Route

from adapters.web.app import create_app
from tests.fakes.boards import parts_on

PAGE = (Path(__file__).parents[3] / "docs" / "board.md").read_text(encoding="utf-8")
UNSPOKEN = {"/favicon.ico", "/static/{name}"}
"""What pages ask for by themselves."""


def test_every_path_is_on_the_page():
    routes = {
        route.path for route in create_app(parts_on(None)).app.routes if isinstance(route, Route)
    }
    named = {path.partition("?")[0] for path in re.findall(r"`(/[^`\s]*)`", PAGE)}
    spelt = {
        path.replace("{accord}", "ACCORD").replace("{party}", "PARTY") for path in routes - UNSPOKEN
    }
    assert spelt <= named
    assert {path for path in named if path.startswith("/ACCORD") or path in spelt} == spelt
