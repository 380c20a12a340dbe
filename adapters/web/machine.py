"""What machines ask for: Atom, CloudEvents, ``/healthz`` and ``/metrics``."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.answers import BATCH_TYPE, answer, as_json, version_of
from adapters.web.asked import asked
from adapters.web.atom import ATOM_TYPE, FeedPlace, atom, entries
from adapters.web.board import PAGE_LIMIT
from adapters.web.metrics import Build, exposition
from adapters.web.pages.overview import accords_of
from adapters.web.parts import BoardParts
from monitor.board import Figures

COUNTED_FOR = timedelta(seconds=5)
"""Scrapes within so long of each other get one count: a flood of them costs the database no more than one."""


class Machine:
    """Answers for programs, from one database."""

    def __init__(self, parts: BoardParts) -> None:
        self._parts = parts
        self._started_at = parts.clock.now()
        self._counting = threading.Lock()
        self._counted: tuple[datetime, Figures] | None = None

    def atom(self, request: Request) -> Response:
        """The newest decisions and denials of every accord."""
        return self._atom(request, None)

    def accord_atom(self, request: Request) -> Response:
        """Those of one accord."""
        return self._atom(request, request.path_params["accord"])

    def events(self, request: Request) -> Response:
        """Events behind a position, with their data, as a batch of CloudEvents 1.0."""
        values = asked(request.query_params, "after", "limit")
        after, limit = values.number("after") or 0, values.number("limit", PAGE_LIMIT) or 100
        with self._parts.data.look() as look:
            code = f"{self._parts.version} events {after} {limit}"
            version = version_of(look.mark, code, self._started_at, self._parts.clock.now())
            return answer(request, version, BATCH_TYPE, lambda: as_json(look.events(after, limit)))

    def healthz(self, request: Request) -> Response:
        """The judgement of ``accords health``: 200, or 503 where any check fails."""
        asked(request.query_params)
        lines = self._parts.health()
        is_well = all(line.verdict != "fail" for line in lines)
        told = {
            "status": "ok" if is_well else "fail",
            "checks": [
                {
                    "name": line.name,
                    "verdict": line.verdict,
                    "found": line.found,
                    "remedy": line.remedy,
                }
                for line in lines
            ],
        }
        return Response(as_json(told), 200 if is_well else 503, media_type="application/json")

    def metrics(self, request: Request) -> Response:
        """The numbers of a scrape."""
        asked(request.query_params)
        build = Build(self._parts.version, self._parts.classifier)
        body, media_type = exposition(self._figures(), build, request.headers.get("accept", ""))
        return Response(body, headers={"Content-Type": media_type})

    def _figures(self) -> Figures:
        with self._counting:
            now = self._parts.clock.now()
            if self._counted is None or now - self._counted[0] >= COUNTED_FOR:
                self._counted = now, self._parts.data.figures()
            return self._counted[1]

    def _atom(self, request: Request, accord: str | None) -> Response:
        asked(request.query_params)
        with self._parts.data.look() as look:
            if accord is not None and accord not in accords_of(look, self._parts):
                raise HTTPException(404, "No accord of that id is watched.")
            place = FeedPlace(_base(request, self._parts), accord)
            code = f"{self._parts.version} atom {place}"
            version = version_of(look.mark, code, self._started_at, self._parts.clock.now())
            since = look.mark.recorded_at or self._started_at
            return answer(
                request,
                version,
                ATOM_TYPE,
                lambda: atom(self._parts, place, entries(look, accord), since),
            )


def _base(request: Request, parts: BoardParts) -> str:
    """Scheme and host for addresses that stand outside a page: the configured ones, else those asked for."""
    if parts.place.url:
        return parts.place.url.removesuffix("/").removesuffix(parts.place.root)
    return f"{request.url.scheme}://{request.url.netloc}"
