"""How what a page tells becomes an answer: JSON, problem details, and whether the asker has it already."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from monitor.board import Mark
from monitor.model.dates import iso

JSON_TYPE = "application/json"
PROBLEM_TYPE = "application/problem+json"
BATCH_TYPE = "application/cloudevents-batch+json"
_KEPT = {"Cache-Control": "no-cache"}
"""An answer may be kept, and is asked about again each time."""


@dataclass(frozen=True, slots=True)
class Version:
    """What tells one state of a page from another: an entity tag, and when it last changed where that is certain."""

    etag: str
    changed_at: datetime | None

    @property
    def headers(self) -> dict[str, str]:
        """The headers that bear it."""
        headers = {"ETag": self.etag, **_KEPT}
        if self.changed_at is not None:
            headers["Last-Modified"] = format_datetime(self.changed_at, usegmt=True)
        return headers


def version_of(mark: Mark, code: str, started_at: datetime, now: datetime) -> Version:
    """The version of a page that shows what the log says, by the code and configuration that started then.

    A day changes what is in effect without any event. What changed within this second or the last may change once
    more under the same date, so it has none yet (RFC 9110, section 8.8.2.2); nor has a page while events wait, which
    the log shows before the rows do.
    """
    told = f"{code} {iso(started_at)} {mark.generation} {mark.position} {mark.head} {mark.state} {mark.day}"
    midnight = datetime.combine(mark.day, time(), UTC)
    changed = max(mark.updated_at or started_at, started_at, midnight).astimezone(UTC)
    is_settled = not mark.behind and now - changed > timedelta(seconds=2)
    return Version(
        f'W/"{_digest(told.encode())}"', changed.replace(microsecond=0) if is_settled else None
    )


def is_known(request: Request, version: Version) -> bool:
    """Whether the asker has this version already (RFC 9110, section 13.2.2)."""
    given = request.headers.get("if-none-match")
    if given is not None:
        tags = [tag.strip().removeprefix("W/") for tag in given.split(",")]
        return "*" in tags or version.etag.removeprefix("W/") in tags
    since = request.headers.get("if-modified-since")
    if since is None or version.changed_at is None:
        return False
    try:
        then = parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return version.changed_at <= then


def answer(
    request: Request, version: Version, media_type: str, make: Callable[[], bytes]
) -> Response:
    """The answer that ``make`` writes, or 304 where the asker has this version."""
    if is_known(request, version):
        return Response(status_code=304, headers=version.headers)
    return Response(make(), media_type=media_type, headers=version.headers)


def answer_by_body(request: Request, media_type: str, body: bytes) -> Response:
    """The answer ``body``, or 304 where the asker has just that: for what changes without any event."""
    etag = f'W/"{_digest(body)}"'
    given = request.headers.get("if-none-match", "")
    headers = {"ETag": etag, **_KEPT}
    if etag.removeprefix("W/") in [tag.strip().removeprefix("W/") for tag in given.split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def problem(status: int, detail: str, instance: str, headers: Mapping[str, str]) -> Response:
    """An error as problem details (RFC 9457)."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": instance,
    }
    return Response(as_json(told), status, media_type=PROBLEM_TYPE, headers=headers)


def as_json(told: Any) -> bytes:
    """``told`` as JSON in UTF-8: instants in ISO 8601, days as ``YYYY-MM-DD``."""
    return (json.dumps(told, ensure_ascii=False, default=_plain, indent=1) + "\n").encode(
        "utf-8", "backslashreplace"
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is no JSON")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]
