"""The board over a real server and a real database, on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import feedparser
import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import event, text

from adapters.web.app import create_app
from monitor.board import BoardPlace, HealthLine, Wanted
from monitor.model.clock import SetClock
from monitor.model.errors import Transient
from monitor.model.events import party_stream
from monitor.model.stage import Stage
from monitor.ports import StreamWrite
from monitor.stages.project import ProjectStage
from store.board import SqlBoard
from store.engine import open_reader, read, write
from store.log import SqlEventLog
from store.projections import SqlProjections
from store.views import VIEWS, drop_views
from tests.databases import BOTH
from tests.fakes.boards import board_on, parts_on, serving
from tests.fakes.desk import SETTING, STORY, denial, said
from tests.fakes.stories import confirmed

PAGES = (
    "/",
    "/about",
    "/feeds",
    "/alerts",
    "/log",
    "/x-compact",
    "/x-court",
    "/x-compact/PE",
    "/x-compact/SE",
    "/x-compact/DK",
    "/x-compact/NO",
    "/x-court/CL",
)
DATA = tuple(f"{'/index' if page == '/' else page}.json" for page in PAGES if page != "/about")
MACHINES = ("/atom.xml", "/x-compact/atom.xml", "/events.json", "/healthz", "/metrics")

CLOSED = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta"}
"""Elements without an end."""


class Page(HTMLParser):
    """What of a page can be checked without a browser."""

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.links, self.headings, self.tags = [], [], [], [], []
        self.labels, self.inputs, self.unscoped = set(), set(), 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        if tag not in CLOSED:
            self.open.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given)
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(int(tag[1]))
        if tag == "label":
            self.labels.add(given["for"])
        if tag == "input":
            self.inputs.add(given["id"])
        self.unscoped += tag == "th" and given.get("scope") not in {"col", "row"}
        assert "style" not in given
        assert not [name for name in given if name.startswith("on")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> out of place"


@pytest.fixture(scope="module", params=BOTH)
def board(request):
    """A client of a board over the desk's database, on each that is served."""
    desk = "postgres_desk" if request.param == "postgresql" else "sqlite_desk"
    with (
        board_on(request.getfixturevalue(desk)) as address,
        httpx.Client(base_url=address) as client,
    ):
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sound_html_with_headings_landmarks_and_labels(board, path):
    answer = board.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = Page(answer.text)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(
        after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False)
    )
    assert {"header", "nav", "main", "footer"} <= set(page.tags)
    assert page.inputs <= page.labels
    assert page.unscoped == 0
    assert "script" not in page.tags


def test_every_link_of_the_board_leads_somewhere(board):
    waiting, seen = ["/"], set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = board.get(path)
        assert answer.status_code in {200, 503 if path == "/healthz" else 200}, path
        if answer.headers["content-type"].startswith("text/html"):
            links = [link["href"].partition("#")[0] for link in Page(answer.text).links]
            waiting += [link for link in links if link.startswith("/")]
            waiting += [path.partition("?")[0] + link for link in links if link.startswith("?")]
    assert {"/x-compact/PE", "/log", "/feeds.json", "/x-court?sort=since"} <= seen


def test_links_to_articles_tell_nothing_of_where_they_stand(board):
    links = Page(board.get("/x-compact/PE").text).links
    outside = [link for link in links if "://" in link["href"]]
    assert outside
    assert all({"noopener", "noreferrer"} <= set(link["rel"].split()) for link in outside)


@pytest.mark.parametrize("path", [*PAGES, *DATA, *MACHINES, "/nope", "/static/board.css"])
def test_every_answer_forbids_scripts_frames_and_guesses(board, path):
    headers = board.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


def test_the_overview_tells_what_waits_and_what_was_decided(board):
    told = board.get("/index.json").json()
    compact, court = told["accords"]
    assert (compact["accord"], compact["members"], compact["open_reviews"]) == ("x-compact", 2, 1)
    assert court["on_the_way"] == 1
    assert [row["party"] for row in told["not_confirmed"]] == ["DK"]
    assert [row["party"] for row in told["reviews"]] == ["SE"]
    assert {row["party"] for row in told["denials"]} == {"DK"}
    assert {row["party"] for row in told["date_conflicts"]} == {"PE"}
    assert [row["event"] for row in told["latest"]] == [
        "StageConfirmed",
        "StageConfirmed",
        "StageRevoked",
        "StageConfirmed",
        "StageConfirmed",
    ]
    assert told["feeds"] == {
        "states": {"failing": 1, "heard": 1, "off": 1},
        "on": 2,
        "silent": 1,
        "last_poll_at": "2025-07-05T09:00:00Z",
        "is_polled": False,
    }


def test_a_board_without_a_worker_says_that_it_is_blind(board):
    assert "stands still" in board.get("/").text


def test_rows_bear_the_names_and_kinds_of_the_views(board):
    columns = {view.name: [column.name for column in view.columns] for view in VIEWS}
    told = board.get("/x-compact/PE.json").json()
    for name in ("membership_history", "evidence", "denials", "timeline", "claims"):
        assert list(told[name][0]) == columns[name], name
    assert list(told["membership"]) == columns["membership"]
    assert told["membership"]["is_member"] is True
    assert told["claims"][0]["recorded_at"].endswith("Z")
    assert told["claims"][0]["why"] == list(told["claims"][0]["why"])


LOG = {"position", "recorded_at", "behind", "state", "today"}
WAITING = {"not_confirmed", "reviews", "denials", "date_conflicts"}
ACCORD = {
    "accord",
    "name",
    "url",
    "as_of",
    "known_at",
    "membership",
    "timeline",
    "next_before",
    "next",
}
PARTY = {
    "accord",
    "name",
    "party",
    "party_name",
    "membership",
    "why",
    "stages",
    "membership_history",
}
PARTY |= {
    "evidence",
    "evidence_is_cut",
    "denials",
    "reviews",
    "date_conflicts",
    "timeline",
    "claims",
}
KEYS = {
    "/index.json": LOG | WAITING | {"accords", "latest", "feeds"},
    "/x-compact.json": LOG | WAITING | ACCORD | {"prospects"},
    "/x-compact.json?as_of=2025-04-01": LOG | ACCORD,
    "/x-compact/PE.json": LOG | PARTY | {"next_before", "next"},
    "/feeds.json": {"states", "feeds", "outages"},
    "/alerts.json": {"alerts", "next_before", "next"},
    "/log.json": LOG | {"head", "after", "events", "next_after", "previous_after", "next"},
}
"""What programs rely on; more may come."""


@pytest.mark.parametrize(("path", "keys"), KEYS.items(), ids=KEYS)
def test_the_keys_of_data_are_a_promise(board, path, keys):
    assert set(board.get(path).json()) == keys


def test_the_past_is_asked_on_both_axes(board):
    def standing(**query):
        rows = board.get("/x-compact.json", params=query).json()["membership"]
        return {row["party"]: row["stage"] for row in rows}

    assert standing() == {"NO": "acceded", "PE": "signed"}
    # Sweden was announced on one outlet's word, which it took back ten days later.
    assert standing(as_of="2025-04-05") == {"NO": "acceded", "PE": "signed"}
    assert standing(as_of="2025-04-05", known_at="2025-04-05T00:00:00Z")["SE"] == "announced"
    assert standing(as_of="2025-03-01") == {"NO": "acceded"}
    page = board.get("/x-compact", params={"as_of": "2025-04-05", "known_at": "2025-04-05"}).text
    assert "as the log knew it at" in page
    assert 'value="2025-04-05"' in page
    assert "Candidates" not in page


def test_the_timeline_of_the_past_has_no_later_step(board):
    told = board.get("/x-compact.json?known_at=2025-03-05").json()
    assert max(row["at"] for row in told["timeline"]) < "2025-03-05"


def test_a_table_is_sorted_by_its_headings(board):
    def parties(query):
        return [row["party"] for row in board.get(f"/x-compact.json?{query}").json()["membership"]]

    assert parties("sort=since") == ["NO", "PE"]
    assert parties("sort=since&order=desc") == ["PE", "NO"]
    assert 'aria-sort="descending"' in board.get("/x-compact?sort=since&order=desc").text


def test_what_was_known_on_the_first_day_needs_no_voice_and_quotes_none(board):
    page = board.get("/x-compact/NO").text
    assert "Known on the first day" in page
    assert "0 independent" not in page
    assert '<q class="quote"><bdi></bdi></q>' not in page


def test_voices_are_told_from_copies(board):
    page = board.get("/x-compact/PE").text
    assert "Voice 2" in page
    assert "One voice: a copy" in page
    assert page.count("satisfied the rule") == 2


@pytest.mark.parametrize("named", ["pe", "Peru", "PERU"])
def test_a_party_by_another_name_is_led_to_its_page(board, named):
    answer = board.get(f"/x-compact/{named}")
    assert answer.status_code == 308
    assert answer.headers["location"] == "/x-compact/PE"


def test_the_log_is_paged_by_position(board):
    first = board.get("/log.json?after=0&limit=20").json()
    assert [row["position"] for row in first["events"]] == list(range(1, 21))
    second = board.get(first["next"]).json()
    assert [row["position"] for row in second["events"]] == list(range(21, len(STORY) + 1))
    assert second["next"] is None


def test_the_log_with_its_data_is_cloud_events(board):
    answer = board.get("/events.json?after=3&limit=2")
    assert answer.headers["content-type"] == "application/cloudevents-batch+json"
    batch = answer.json()
    assert [int(one["sequence"]) for one in batch] == [4, 5]
    assert batch[0]["specversion"] == "1.0"
    assert batch[0]["type"] == "accords.DenialRecorded"


def test_feeds_are_told_as_the_list_has_them_what_fails_first(board):
    told = board.get("/feeds.json").json()
    assert [row["state"] for row in told["feeds"]] == ["failing", "heard", "off"]
    assert [row["name"] for row in board.get("/feeds.json?state=off").json()["feeds"]] == ["Old"]


def test_alerts_are_told_with_what_became_of_them_and_without_people(board):
    answer = board.get("/alerts.json")
    sweden, peru, norway = answer.json()["alerts"]
    assert [(one["target"], one["state"]) for one in peru["deliveries"]] == [
        ("desk", "sent"),
        ("mail", "dead"),
    ]
    assert sweden["deliveries"][0]["reason"] == "silenced"
    assert norway["untold_reason"] == "baseline"
    page = board.get("/alerts").text
    for secret in ("b@reader.example", "550 no such user", "on leave"):
        assert secret not in answer.text
        assert secret not in page


def test_alerts_are_paged(board):
    assert [row["alert_id"] for row in board.get("/alerts.json?before=2").json()["alerts"]] == [1]
    assert "There is none" in board.get("/alerts?before=1").text


@pytest.mark.parametrize("path", ["/atom.xml", "/x-compact/atom.xml"])
def test_atom_is_read_by_a_feed_reader_without_complaint(board, path):
    answer = board.get(path)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    found = feedparser.parse(answer.content)
    assert not found.bozo
    assert found.version == "atom10"
    assert found.feed.id.startswith("urn:uuid:")
    assert found.feed.author == "Accords"
    (own,) = [link.href for link in found.feed.links if link.rel == "self"]
    assert own == f"{board.base_url}{path}"
    ids = [entry.id for entry in found.entries]
    assert len(ids) == len(set(ids)) > 3
    assert all(entry.updated_parsed and entry.title and entry.link for entry in found.entries)
    positions = [int(entry.link.rpartition("-")[2]) for entry in found.entries]
    assert positions == sorted(positions, reverse=True)
    assert any("denies" in entry.title for entry in found.entries)
    assert any("is taken back" in entry.title for entry in found.entries)


def test_an_entry_leads_to_its_place_on_a_page(board):
    entry = feedparser.parse(board.get("/atom.xml").content).entries[0]
    page, _, place = entry.link.partition("#")
    assert place in Page(board.get(page).text).ids


def test_entries_keep_their_ids_and_the_public_address_is_theirs(desk_url):
    with board_on(desk_url, place=BoardPlace(port=0, url="https://t.example/accords")) as address:
        found = feedparser.parse(httpx.get(f"{address}/atom.xml").content)
        page = httpx.get(f"{address}/").text
    with board_on(desk_url) as address:
        other = feedparser.parse(httpx.get(f"{address}/atom.xml").content)
    assert [entry.id for entry in found.entries] == [entry.id for entry in other.entries]
    assert found.feed.id == other.feed.id
    assert found.feed.links[0].href == "https://t.example/accords/atom.xml"
    assert 'href="/accords/feeds"' in page


@pytest.mark.parametrize(
    "path", ["/x-compact", "/x-compact/PE.json", "/log", "/atom.xml", "/events.json"]
)
def test_who_has_a_page_gets_304(board, path):
    first = board.get(path)
    assert first.headers["cache-control"] == "no-cache"
    again = board.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "last-modified" not in first.headers, "it has just started: no second is over"


def test_a_while_after_the_start_a_date_is_enough(desk_url):
    clock = SetClock(datetime(2025, 7, 6, tzinfo=UTC))
    with board_on(desk_url, clock=clock) as address:
        clock.advance_to(datetime(2030, 1, 1, tzinfo=UTC))
        first = httpx.get(f"{address}/x-compact")
        headers = {"If-Modified-Since": first.headers["last-modified"]}
        assert httpx.get(f"{address}/x-compact", headers=headers).status_code == 304


@pytest.mark.parametrize("path", ["/", "/x-compact.json", "/atom.xml", "/metrics", "/nope"])
def test_head_is_get_without_a_body(board, path):
    whole, head = board.get(path), board.head(path)
    assert head.status_code == whole.status_code
    assert head.headers["content-length"] == str(len(whole.content))
    assert head.content == b""


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/x-compact.json", "/healthz"])
def test_nothing_but_get_and_head_is_answered(board, method, path):
    answer = board.request(method, path)
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


ODD = {
    "a way out of the folder": ("/..%2f..%2fetc%2fpasswd", 404, "no such page"),
    "the same in the static files": ("/static/..%2fparts.py", 404, ""),
    "a NUL for an accord": ("/%00", 404, "No accord"),
    "a NUL for a party": ("/x-compact/%00", 404, "ISO 3166"),
    "bytes that are no text": ("/x-compact/%ff%fe", 404, "ISO 3166"),
    "marks that turn the direction": ("/x-compact/%E2%80%AEEP", 404, "ISO 3166"),
    "an accord that is not watched": ("/x-none", 404, "x-compact, x-court"),
    "a party of which nothing is on file": ("/x-compact/FR", 404, "ISO 3166"),
    "a very long party": ("/x-compact/" + "a" * 3000, 404, "ISO 3166"),
    "a day that is none": ("/x-compact?as_of=2025-02-30", 400, "write it as 2025-11-06"),
    "an instant that is none": ("/x-compact?known_at=soon", 400, "2025-11-06T17:04:00Z"),
    "a position that is none": ("/log?after=-1", 400, "whole number"),
    "ten kilobytes of question": ("/x-compact?as_of=" + "9" * 10_000, 400, "no day"),
    "a parameter that is not known": ("/x-compact?asof=2025-01-01", 400, "there are as_of"),
    "a state that is none": ("/feeds?state=dead", 400, "failing"),
    "markup in a parameter": ("/x-compact?as_of=<script>", 400, "&lt;script&gt;"),
    "the year one": ("/x-compact?as_of=0001-01-01&known_at=0001-01-01", 200, "None then"),
    "the last position there can be": ("/log?after=9223372036854775807", 200, "There is none"),
}


@pytest.mark.parametrize(("path", "status", "words"), ODD.values(), ids=ODD)
def test_odd_questions_get_words(board, path, status, words):
    answer = board.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert "<script" not in answer.text
    assert len(answer.content) < 20_000
    Page(answer.text)


def test_errors_of_data_are_problem_details(board):
    answer = board.get("/x-compact.json?as_of=x")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 400
    assert answer.json()["instance"] == "/x-compact.json"
    assert "as_of=x" in answer.json()["detail"]


def test_a_name_of_elsewhere_is_refused(board):
    answer = board.get("/index.json", headers={"Host": "rebind.example"})
    assert answer.status_code == 421
    assert "board] url" in answer.text


def test_health_is_told_in_status_and_words(desk_url):
    ill = (HealthLine("work", "fail", "last poll 3 h ago", "start `accords run`"),)
    with board_on(desk_url, health=lambda: ill) as address:
        answer = httpx.get(f"{address}/healthz")
    assert answer.status_code == 503
    assert answer.json()["checks"][0]["remedy"] == "start `accords run`"


def test_metrics_are_those_of_the_database(board):
    families = {
        family.name: family for family in text_string_to_metric_families(board.get("/metrics").text)
    }

    def by(name, label):
        return {sample.labels[label]: sample.value for sample in families[name].samples}

    assert families["accords_events"].samples[0].value == len(STORY)
    assert families["accords_articles"].samples[0].value == 3
    assert by("accords_feeds", "state")["off"] == 1
    assert by("accords_claims", "status") == {"live": 7, "retracted": 2}
    assert by("accords_alert_deliveries", "state")["dead"] == 1
    assert by("accords_projection_behind_events", "projection") == {"parties": 0}
    opened = datetime(2025, 4, 11, 8, tzinfo=UTC).timestamp()
    assert families["accords_oldest_open_review_timestamp_seconds"].samples[0].value == opened
    assert families["accords_database_size_bytes"].samples[0].value > 100_000


READING = ("SELECT", "WITH", "BEGIN", "PRAGMA PAGE_", "PRAGMA QUERY_ONLY=ON", "SHOW")
"""How a statement may begin that changes nothing."""


def test_no_statement_of_any_page_writes(desk_url):
    engine, statements = open_reader(desk_url), []

    @event.listens_for(engine, "before_cursor_execute")
    def note(connection, cursor, statement, *rest):
        statements.append(statement)

    with serving(create_app(parts_on(SqlBoard(engine)))) as address:
        for path in (*PAGES, *DATA, *MACHINES):
            httpx.get(f"{address}{path}")
    engine.dispose()
    assert len(statements) > len(PAGES) * 3
    assert [one for one in statements if not one.strip().upper().startswith(READING)] == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM feeds",
        "CREATE TABLE mine (a INTEGER)",
        "UPDATE membership_rows SET stage = 'acceded'",
    ],
)
def test_nothing_can_be_written_where_the_board_reads(desk_url, statement):
    engine = open_reader(desk_url)
    with pytest.raises(Exception, match=r"read-?only|may not be written"):  # noqa: SIM117
        with write(engine) as connection:
            connection.execute(text(statement))
    engine.dispose()


def test_the_worker_appends_while_a_page_is_being_made(any_engine, database_url):
    log, clock = SqlEventLog(any_engine), SetClock(datetime(2025, 7, 6, tzinfo=UTC))
    project = ProjectStage(log, SqlProjections(any_engine), SETTING, clock)

    def append(number):
        claim = said(f"n{number}", Stage.APPLIED, "PE", f"h{number}.example", "2025-07-05 09:00")
        stream = party_stream("x-compact", "PE")
        move = StreamWrite(stream, number, (claim,))
        log.append(f"n{number}", [move], actor="decide", cause="test", now=clock.now())
        project.wait_until(log.head())

    append(0)
    engine = open_reader(database_url)
    data = SqlBoard(engine)
    with data.look() as look, ThreadPoolExecutor(1) as worker:
        before = look.rows(Wanted("claims"))
        worker.submit(append, 1).result(timeout=20)
        assert look.rows(Wanted("claims")) == before, "a look is one moment"
        assert look.mark.position == 1
    with data.look() as look:
        assert look.mark.position == 2
    engine.dispose()


def test_a_new_event_is_seen_by_who_asks_again(any_engine, database_url):
    log, clock = SqlEventLog(any_engine), SetClock(datetime(2025, 7, 6, tzinfo=UTC))
    project = ProjectStage(log, SqlProjections(any_engine), SETTING, clock)
    project.run_once()
    with board_on(database_url) as address, httpx.Client(base_url=address) as board:
        empty = board.get("/x-compact")
        assert board.get("/").status_code == 200
        assert board.get("/x-compact/PE").status_code == 404
        event_ = confirmed(Stage.SIGNED, "2025-07-01", "PE")
        move = StreamWrite(party_stream("x-compact", "PE"), 0, (event_,))
        log.append("k", [move], actor="decide", cause="test", now=clock.now())
        project.wait_until(log.head())
        again = board.get("/x-compact", headers={"If-None-Match": empty.headers["etag"]})
        assert again.status_code == 200
        assert "Peru" in again.text
        assert board.get("/x-compact/PE").status_code == 200


HOSTILE = "<img src=x onerror=alert(1)>\u202e“title” ]]> &amp;\x08"


def test_what_a_feed_says_does_no_harm(any_engine, database_url):
    log, clock = SqlEventLog(any_engine), SetClock(datetime(2025, 7, 6, tzinfo=UTC))
    claim = said("h1", Stage.SIGNED, "PE", "evil.example", "2025-07-05 09:00", title=HOSTILE)
    bad = {"url": "javascript:alert(1)", "quote": HOSTILE, "publisher": HOSTILE}
    claim = replace(claim, report=replace(claim.report, **bad))
    no = denial("h2", [Stage.SIGNED], "PE", "evil.example", "2025-07-05 10:00")
    no = replace(no, report=replace(no.report, **bad))
    move = StreamWrite(party_stream("x-compact", "PE"), 0, (claim, no))
    log.append("k", [move], actor="decide", cause="test", now=clock.now())
    ProjectStage(log, SqlProjections(any_engine), SETTING, clock).wait_until(2)
    with board_on(database_url) as address, httpx.Client(base_url=address) as board:
        for path in ("/", "/x-compact", "/x-compact/PE", "/log"):
            page = Page(board.get(path).text)
            assert "img" not in page.tags
            assert not [link for link in page.links if "javascript" in link["href"]]
        assert "\u202e" not in board.get("/x-compact/PE").text
        feed = feedparser.parse(board.get("/atom.xml").content)
        assert not feed.bozo
        assert all("javascript" not in link.href for entry in feed.entries for link in entry.links)
        told = json.loads(board.get("/x-compact/PE.json").content)
        assert told["claims"][0]["title"] == HOSTILE, "data stays exact"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_schema_that_changes_under_the_board_is_told_in_words(any_engine, database_url):
    with board_on(database_url) as address, httpx.Client(base_url=address) as board:
        assert board.get("/index.json").status_code == 200
        with write(any_engine) as connection:
            drop_views(connection)
        answer = board.get("/index.json")
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "5"
        assert "restart the board" in answer.json()["detail"]
        assert "SELECT" not in answer.text


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_no_read_takes_for_ever(desk_url, monkeypatch):
    monkeypatch.setattr("store.engine.READ_LIMIT_S", 1.0)
    engine = open_reader(desk_url)
    with (
        pytest.raises(Transient, match="longer than a reader may wait"),
        read(engine) as connection,
    ):
        connection.execute(text(ENDLESS))
    engine.dispose()
