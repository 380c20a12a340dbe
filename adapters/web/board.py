"""The board's pages: each looks once at the database, and answers as HTML or JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.web.answers import JSON_TYPE, answer, answer_by_body, as_json, version_of
from adapters.web.asked import Asked, asked
from adapters.web.html import STATIC_TYPES, Pages, static_file
from adapters.web.memo import Memo
from adapters.web.pages.accord import Question, accord_page, waiting_in
from adapters.web.pages.listings import (
    EVENTS,
    FEED_SORTS,
    FEED_STATES,
    alerts_page,
    feeds_page,
    log_page,
    words_of,
)
from adapters.web.pages.overview import accords_of, heard, overview
from adapters.web.pages.party import confirmations, party_page
from adapters.web.pages.places import SORTS, standing_of
from adapters.web.parts import BoardParts
from monitor.board import Look

HTML_TYPE = "text/html"
KEPT = 64
"""Pages that are kept until the log moves on."""

PAGE_LIMIT = 1000
"""Rows that a program may ask for at once."""

ORDERS = ("asc", "desc")
_SHORT = 40
"""Longer than the code of any party."""

_FOR_A_DAY = {"Cache-Control": "public, max-age=86400"}
"""Files that stand still bear their version in their address."""

Told = dict[str, Any]


class Board:
    """The pages of one database."""

    def __init__(self, parts: BoardParts) -> None:
        self._parts = parts
        self._pages = Pages(parts)
        self._started_at = parts.clock.now()
        self._told: Memo[Told] = Memo(KEPT)
        self._bodies: Memo[bytes] = Memo(KEPT)

    def home(self, request: Request) -> Response:
        """Every accord, what was decided last, and what waits."""
        asked(request.query_params)
        body = self._html("home.html", self._overview(), here="home", json_at="index.json")
        return answer_by_body(request, HTML_TYPE, body)

    def home_json(self, request: Request) -> Response:
        """The same."""
        asked(request.query_params)
        return answer_by_body(request, JSON_TYPE, as_json(self._overview()))

    def about(self, request: Request) -> Response:
        """How to read the board."""
        asked(request.query_params)
        return answer_by_body(request, HTML_TYPE, self._html("about.html", {}, here="about"))

    def feeds(self, request: Request) -> Response:
        """The health of every feed."""
        values = asked(request.query_params, "state", "sort", "order")
        told = self._feeds(values)
        shown = {
            **told,
            "state": values.values.get("state", ""),
            **_order(values, FEED_SORTS, "state"),
            "kept": {"state": values.values["state"]} if values.values.get("state") else {},
        }
        return answer_by_body(
            request, HTML_TYPE, self._html("feeds.html", shown, here="feeds", json_at="feeds.json")
        )

    def feeds_json(self, request: Request) -> Response:
        """The same."""
        values = asked(request.query_params, "state", "sort", "order")
        return answer_by_body(request, JSON_TYPE, as_json(self._feeds(values)))

    def alerts(self, request: Request) -> Response:
        """What people were told of, and what not and why."""
        told = self._alerts(request)
        return answer_by_body(
            request,
            HTML_TYPE,
            self._html("alerts.html", told, here="alerts", json_at="alerts.json"),
        )

    def alerts_json(self, request: Request) -> Response:
        """The same."""
        told = self._with_next(self._alerts(request), request, "before")
        return answer_by_body(request, JSON_TYPE, as_json(told))

    def log(self, request: Request) -> Response:
        """The event log, page by page."""
        values = asked(request.query_params, "after")

        def make(look: Look) -> bytes:
            told = log_page(look, values.number("after"))
            shown = {
                **told,
                "words": words_of(look, told),
                "accord_ids": accords_of(look, self._parts),
            }
            return self._html("log.html", shown, here="log", json_at="log.json")

        return self._by_log(request, HTML_TYPE, make)

    def log_json(self, request: Request) -> Response:
        """The same, from the first event on where no position is given."""
        values = asked(request.query_params, "after", "limit")
        after, limit = values.number("after") or 0, values.number("limit", PAGE_LIMIT) or EVENTS

        def make(look: Look) -> bytes:
            return as_json(self._with_next(log_page(look, after, limit), request, "after"))

        return self._by_log(request, JSON_TYPE, make)

    def accord(self, request: Request) -> Response:
        """Who stands where in one accord."""
        values = asked(request.query_params, "as_of", "known_at", "sort", "order", "before")
        question = _question(values)

        def make(look: Look) -> bytes:
            told = self._accord(request, look, question)
            accord = told["accord"]
            shown = {
                **told,
                "question": question,
                "by_standing": _by_standing(told["membership"]),
                "sort": question.sort,
                "descending": question.descending,
                "kept": _kept(values, "as_of", "known_at"),
                "given": {name: values.values.get(name, "") for name in ("as_of", "known_at")},
            }
            return self._html(
                "accord.html",
                shown,
                here=accord,
                json_at=f"{accord}.json",
                atom_at=(accord, "atom.xml"),
            )

        return self._by_log(request, HTML_TYPE, make)

    def accord_json(self, request: Request) -> Response:
        """The same."""
        values = asked(request.query_params, "as_of", "known_at", "sort", "order", "before")
        question = _question(values)

        def make(look: Look) -> bytes:
            told = self._accord(request, look, question)
            return as_json(self._with_next(told, request, "before"))

        return self._by_log(request, JSON_TYPE, make)

    def party(self, request: Request) -> Response:
        """One party's way into one accord, with every word of evidence."""
        values = asked(request.query_params, "before")
        if moved := self._moved(request):
            return moved

        def make(look: Look) -> bytes:
            told = self._party(request, look, values)
            shown = {**told, "confirmations": confirmations(told["evidence"])}
            accord = told["accord"]
            return self._html(
                "party.html",
                shown,
                here=accord,
                json_at=(accord, f"{told['party']}.json"),
                atom_at=(accord, "atom.xml"),
            )

        return self._by_log(request, HTML_TYPE, make)

    def party_json(self, request: Request) -> Response:
        """The same."""
        values = asked(request.query_params, "before")

        def make(look: Look) -> bytes:
            return as_json(self._with_next(self._party(request, look, values), request, "before"))

        return self._by_log(request, JSON_TYPE, make)

    def static(self, request: Request) -> Response:
        """A file that stands still."""
        name = request.path_params["name"]
        if name not in STATIC_TYPES:
            raise HTTPException(404)
        return Response(static_file(name), headers=_FOR_A_DAY, media_type=STATIC_TYPES[name])

    def icon(self, request: Request) -> Response:
        """The icon, where a browser asks for it unasked."""
        del request
        return Response(
            static_file("icon.svg"), headers=_FOR_A_DAY, media_type=STATIC_TYPES["icon.svg"]
        )

    def _overview(self) -> Told:
        with self._parts.data.look() as look:
            told = self._told.of((look.mark, "overview"), lambda: overview(look, self._parts))
            return {**told, "feeds": heard(look, self._parts.clock.now())}

    def _accord(self, request: Request, look: Look, question: Question) -> Told:
        accord = self._accord_of(request, look)
        waiting: Told = {}
        if not question.is_past:
            waiting = self._told.of((look.mark, accord), lambda: waiting_in(look, accord))
        return accord_page(look, self._parts, accord, question, waiting)

    def _feeds(self, values: Asked) -> Told:
        state = values.one_of("state", ("", *FEED_STATES), "")
        order = _order(values, FEED_SORTS, "state")
        with self._parts.data.look() as look:
            return feeds_page(look, self._parts, state, **order)

    def _alerts(self, request: Request) -> Told:
        before = asked(request.query_params, "before").number("before")
        with self._parts.data.look() as look:
            return alerts_page(look, before)

    def _party(self, request: Request, look: Look, values: Asked) -> Told:
        accord = self._accord_of(request, look)
        party = request.path_params["party"]
        told = None
        if len(party) <= _SHORT and party.isprintable():
            told = party_page(look, self._parts, accord, party, values.number("before"))
        if told is None:
            raise HTTPException(
                404,
                f"Nothing is on file about that party in {self._parts.name_of(accord)}. "
                f"A party is named by its ISO 3166 code, e.g. KZ; {self._parts.path(accord)} lists "
                "those that are.",
            )
        return told

    def _accord_of(self, request: Request, look: Look) -> str:
        wanted: str = request.path_params["accord"]
        known = accords_of(look, self._parts)
        if wanted not in known:
            raise HTTPException(
                404,
                f"No accord of that id is watched. There are: {', '.join(known) or 'none'}. "
                "One file in config/accords/ adds another.",
            )
        return wanted

    def _moved(self, request: Request) -> Response | None:
        """Where the party is named in other letters, or by its name: its page."""
        named = request.path_params["party"].casefold()
        for code, party in self._parts.parties.by_code.items():
            if code == request.path_params["party"]:
                return None
            if named in {code.casefold(), party.name.casefold()}:
                path = self._parts.path(request.path_params["accord"], code)
                return RedirectResponse(path, status_code=308)
        return None

    def _with_next(self, told: Told, request: Request, cursor: str) -> Told:
        """``told`` with the path of the next page; None on the last."""
        position = told[f"next_{cursor}"]
        if position is None:
            return {**told, "next": None}
        query = urlencode({**request.query_params, cursor: position})
        return {**told, "next": f"{self._parts.place.root}{request.url.path}?{query}"}

    def _by_log(self, request: Request, media_type: str, make: Callable[[Look], bytes]) -> Response:
        """What ``make`` writes of the log's state, or 304 where the asker has just that."""
        code = f"{self._parts.version} {request.url.path}?{request.url.query}"
        with self._parts.data.look() as look:
            version = version_of(look.mark, code, self._started_at, self._parts.clock.now())
            return answer(
                request,
                version,
                media_type,
                lambda: self._bodies.of(version.etag, lambda: make(look)),
            )

    def _html(
        self,
        template: str,
        told: Mapping[str, Any],
        *,
        here: str,
        json_at: str | tuple[str, ...] = "",
        atom_at: tuple[str, ...] = ("atom.xml",),
    ) -> bytes:
        at = (json_at,) if isinstance(json_at, str) else json_at
        links = {
            "here": here,
            "json_at": self._parts.path(*at) if json_at else "",
            "atom_at": self._parts.path(*atom_at),
        }
        return self._pages.render(template, {**told, **links})


def _question(values: Asked) -> Question:
    return Question(
        as_of=values.day("as_of"),
        known_at=values.instant("known_at"),
        before=values.number("before"),
        **_order(values, SORTS, "party"),
    )


def _order(values: Asked, sorts: Mapping[str, object], default: str) -> dict[str, Any]:
    return {
        "sort": values.one_of("sort", tuple(sorts), default),
        "descending": values.one_of("order", ORDERS, "asc") == "desc",
    }


def _kept(values: Asked, *names: str) -> dict[str, str]:
    return {name: values.values[name] for name in names if values.values.get(name)}


def _by_standing(rows: list[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(standing_of(row), []).append(row)
    return found
