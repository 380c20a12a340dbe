"""Who has a page already gets 304, and nobody is told so wrongly."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from starlette.requests import Request

from adapters.web.answers import answer, answer_by_body, as_json, is_known, problem, version_of
from monitor.board import Mark

STARTED = datetime(2025, 7, 1, tzinfo=UTC)
NOW = datetime(2025, 7, 6, 12, tzinfo=UTC)
MARK = Mark(
    position=7,
    head=7,
    generation=1,
    recorded_at=datetime(2025, 7, 6, 9, tzinfo=UTC),
    updated_at=datetime(2025, 7, 6, 9, 0, 1, 500_000, tzinfo=UTC),
    day=date(2025, 7, 6),
    state="current",
)


def request(**headers):
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": raw})


def version(mark=MARK, now=NOW, started=STARTED):
    return version_of(mark, "code", started, now)


CHANGES = {
    "an event is projected": {"position": 8, "head": 8},
    "an event waits": {"head": 8},
    "the rows stop": {"state": "stopped"},
    "the rows are made anew": {"generation": 2},
    "a day begins": {"day": date(2025, 7, 7)},
}


@pytest.mark.parametrize("changed", CHANGES.values(), ids=CHANGES)
def test_the_tag_changes_when(changed):
    assert version(replace(MARK, **changed)).etag != version().etag


def test_the_tag_changes_with_a_start_and_with_nothing_else():
    assert version(started=NOW).etag != version().etag
    assert version(now=NOW + timedelta(hours=3)).etag == version().etag


def test_a_day_changes_what_is_in_effect_without_an_event():
    tomorrow = version(replace(MARK, day=date(2025, 7, 7)), now=NOW + timedelta(days=1))
    assert tomorrow.changed_at == datetime(2025, 7, 7, tzinfo=UTC)


def test_what_has_just_changed_has_no_date_since_it_may_change_again_within_the_second():
    just_now = replace(MARK, updated_at=NOW - timedelta(seconds=1))
    assert version(just_now).changed_at is None
    assert "Last-Modified" not in version(just_now).headers


def test_while_events_wait_there_is_no_date_since_the_log_shows_them_before_the_rows_do():
    assert version(replace(MARK, head=8)).changed_at is None


KNOWN = {
    "its tag": ({"if_none_match": version().etag}, True),
    "its tag among others": ({"if_none_match": f'"x", {version().etag}'}, True),
    "its tag as a strong one": ({"if_none_match": version().etag.removeprefix("W/")}, True),
    "another tag": ({"if_none_match": '"x"'}, False),
    "another tag beside a late date": (
        {"if_none_match": '"x"', "if_modified_since": "Sun, 06 Jul 2025 23:00:00 GMT"},
        False,
    ),
    "the date": ({"if_modified_since": "Sun, 06 Jul 2025 09:00:01 GMT"}, True),
    "an earlier date": ({"if_modified_since": "Sun, 06 Jul 2025 09:00:00 GMT"}, False),
    "a date that is none": ({"if_modified_since": "yesterday"}, False),
    "nothing": ({}, False),
}


@pytest.mark.parametrize(("headers", "expected"), KNOWN.values(), ids=KNOWN)
def test_the_asker_has_it_by(headers, expected):
    assert is_known(request(**headers), version()) is expected


def test_a_known_page_is_not_made():
    found = answer(request(if_none_match=version().etag), version(), "text/html", lambda: 1 / 0)
    assert found.status_code == 304
    assert found.headers["etag"] == version().etag


def test_what_changes_without_an_event_is_told_by_its_body():
    first = answer_by_body(request(), "text/html", b"one")
    assert (
        answer_by_body(
            request(if_none_match=first.headers["etag"]), "text/html", b"one"
        ).status_code
        == 304
    )
    assert (
        answer_by_body(
            request(if_none_match=first.headers["etag"]), "text/html", b"two"
        ).status_code
        == 200
    )


def test_json_has_instants_and_days_as_text_and_lone_surrogates_escaped():
    told = json.loads(as_json({"at": NOW, "day": NOW.date(), "text": "a\ud800b"}))
    assert told == {"at": "2025-07-06T12:00:00Z", "day": "2025-07-06", "text": "a\ud800b"}


def test_an_error_is_problem_details():
    found = problem(404, "nothing here", "/x.json", {})
    assert found.media_type == "application/problem+json"
    assert json.loads(found.body) == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "nothing here",
        "instance": "/x.json",
    }
