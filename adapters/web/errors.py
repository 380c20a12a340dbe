"""Errors as pages for people, and as problem details (RFC 9457) for programs."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from adapters.web.answers import problem
from adapters.web.html import Pages
from adapters.web.parts import BoardParts
from monitor.alerting.clean import clean
from monitor.model.errors import BadInput, Transient, UsageError

_log = structlog.get_logger()

RETRY_AFTER_S = 5
_PLAIN = ("/healthz", "/metrics")

_SAYS = {
    404: "There is no such page.",
    405: "The board only shows: it takes GET and HEAD.",
}


class Errors:
    """Answers what went wrong, in the form of the page that was asked for."""

    def __init__(self, parts: BoardParts) -> None:
        self._pages = Pages(parts)

    def refused(self, request: Request, error: Exception) -> Response:
        """What the request itself got wrong."""
        assert isinstance(error, HTTPException)
        said = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
        words = said or _SAYS.get(error.status_code, HTTPStatus(error.status_code).phrase)
        return self._answer(request, error.status_code, words, error.headers or {})

    def foreseen(self, request: Request, error: Exception) -> Response:
        """What the house foresees: a question that is none, or a database that cannot answer now."""
        if isinstance(error, BadInput | UsageError):
            return self._answer(request, 400, str(error), {})
        cause = clean(repr(error.__cause__)) if error.__cause__ else None
        _log.warning(
            "board_unavailable", path=clean(request.url.path), error=str(error), cause=cause
        )
        headers = {"Retry-After": str(RETRY_AFTER_S)} if isinstance(error, Transient) else {}
        return self._answer(request, 503, str(error), headers)

    def unforeseen(self, request: Request, error: Exception) -> Response:
        """A fault of ours; its text may name what is nobody's business, and stands in the log alone."""
        _log.error("board_failed", path=clean(request.url.path), kind=type(error).__name__)
        return self._answer(request, 500, "The board failed; its log says how.", {})

    def _answer(
        self, request: Request, status: int, words: str, headers: Mapping[str, str]
    ) -> Response:
        path = request.url.path
        if path.endswith(".json"):
            return problem(status, words, clean(path, 200), headers)
        if path in _PLAIN or path.endswith(".xml"):
            return PlainTextResponse(f"{words}\n", status, headers)
        told = {"status": status, "title": HTTPStatus(status).phrase, "words": words}
        page = self._pages.render("error.html", {**told, "here": "", "json_at": "", "atom_at": ""})
        return Response(page, status, headers, "text/html")
