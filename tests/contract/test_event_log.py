"""What every event log promises, on every database that is served."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from monitor.model.errors import BadInput, KeyConflict, StreamConflict, Transient
from monitor.model.events import (
    ConfirmReason,
    RevokeReason,
    StageConfirmed,
    StageRevoked,
    party_stream,
)
from monitor.model.stage import Stage
from monitor.ports import Appended, AppendRequest, StreamWrite
from store.append_turn import append_turn
from store.appending import plan, prepare
from store.engine import open_engine, write
from store.log import SqlEventLog
from store.log_sql import log_sql
from store.migrate import upgrade
from store.verify import Intact, verify_log

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def url(database_url):
    """The address of a database without events, on each that is served."""
    return database_url


@pytest.fixture
def engine(any_engine):
    return any_engine


@pytest.fixture
def log(engine):
    return SqlEventLog(engine)


def confirmed(party="AE", stage=Stage.SIGNED, comment=""):
    return StageConfirmed(
        accord="x-compact",
        party=party,
        stage=stage,
        previous=None,
        date="2025-03",
        effective=None,
        reason=ConfirmReason.OFFICIAL,
        news=True,
        voices=1,
        comment=comment,
    )


def write_to(party, version, *found):
    return StreamWrite(party_stream("x-compact", party), version, found or (confirmed(party),))


def append(log, key, *writes, now=NOON):
    return log.append(key, writes, actor="decide", cause="test", now=now)


class TestAppend:
    def test_an_empty_log_has_no_head_and_nothing_to_read(self, log):
        assert log.head() == 0
        assert log.read(0, 10) == []
        assert log.read_stream("x-compact/AE") == []
        assert log.find("k") is None

    def test_positions_count_from_one_without_gaps_across_streams(self, log):
        assert append(log, "a", write_to("AE", 0, confirmed(), confirmed())).last_position == 2
        append(log, "b", write_to("BH", 0), write_to("AE", 2))
        found = log.read(0, 10)
        assert [(e.position, e.stream, e.version) for e in found] == [
            (1, "x-compact/AE", 1),
            (2, "x-compact/AE", 2),
            (3, "x-compact/BH", 1),
            (4, "x-compact/AE", 3),
        ]
        assert [e.position for e in log.read_stream("x-compact/AE")] == [1, 2, 4]
        assert [e.position for e in log.read(2, 1)] == [3]
        assert log.head() == 4

    def test_what_is_read_is_what_was_written(self, log):
        event = confirmed(comment='Zażółć "gęślą" \u2028 \U0001f54a')
        append(log, "a", write_to("AE", 0, event))
        (found,) = log.read(0, 10)
        assert found.event == event
        assert (found.type, found.actor, found.cause) == ("StageConfirmed", "decide", "test")
        assert found.recorded_at == NOON
        assert found.valid_from == datetime(2025, 3, 1, tzinfo=UTC)

    def test_a_retry_gets_the_first_answer_and_adds_nothing(self, log):
        first = append(log, "a", write_to("AE", 0))
        again = append(log, "a", write_to("AE", 0), now=NOON + timedelta(days=1))
        assert (again.first_position, again.last_position) == (1, 1)
        assert (first.repeated, again.repeated) == (False, True)
        assert log.find("a") == again
        assert log.head() == 1

    def test_a_retry_is_known_even_after_the_stream_has_moved_on(self, log):
        append(log, "a", write_to("AE", 0))
        append(log, "b", write_to("AE", 1))
        assert append(log, "a", write_to("AE", 0)).repeated

    def test_a_key_with_another_body_is_a_conflict(self, log):
        append(log, "a", write_to("AE", 0))
        with pytest.raises(KeyConflict):
            append(log, "a", write_to("AE", 0, confirmed(stage=Stage.ACCEDED)))
        assert log.head() == 1

    def test_a_stream_that_has_moved_is_a_conflict_and_nothing_is_written(self, log):
        append(log, "a", write_to("AE", 0))
        with pytest.raises(StreamConflict) as caught:
            append(log, "b", write_to("BH", 0), write_to("AE", 0))
        assert (caught.value.expected, caught.value.actual) == (0, 1)
        assert log.head() == 1
        assert log.find("b") is None

    def test_two_writes_of_one_append_to_one_stream_follow_each_other(self, log):
        append(log, "a", write_to("AE", 0), write_to("AE", 1))
        assert [e.version for e in log.read_stream("x-compact/AE")] == [1, 2]

    def test_an_append_without_events_is_refused(self, log):
        with pytest.raises(BadInput, match="no event"):
            append(log, "a")

    def test_recorded_at_never_runs_backwards(self, log):
        append(log, "a", write_to("AE", 0))
        append(log, "b", write_to("AE", 1), now=NOON - timedelta(hours=1))
        append(log, "c", write_to("AE", 2), now=NOON + timedelta(hours=1))
        times = [e.recorded_at for e in log.read(0, 10)]
        assert times == [NOON, NOON, NOON + timedelta(hours=1)]

    def test_event_ids_are_the_same_for_the_same_key(self, log, tmp_path):
        append(log, "a", write_to("AE", 0, confirmed(), confirmed()))
        other_engine = open_engine(f"sqlite:///{tmp_path / 'other.db'}")
        upgrade(other_engine)
        other = SqlEventLog(other_engine)
        append(other, "a", write_to("AE", 0, confirmed(), confirmed()))
        ids = [e.event_id for e in log.read(0, 10)]
        assert ids == [e.event_id for e in other.read(0, 10)]
        assert len(set(ids)) == 2
        other_engine.dispose()

    def test_events_can_be_read_by_type_up_to_a_position(self, log):
        revoked = StageRevoked("x-compact", "AE", Stage.SIGNED, None, RevokeReason.PERSON)
        append(log, "a", write_to("AE", 0, confirmed(), revoked, confirmed()))
        assert [e.position for e in log.read_types({"StageConfirmed"}, 2)] == [1]
        assert [e.position for e in log.read_types({"StageConfirmed"}, 3)] == [1, 3]


def asked(key, *writes):
    return AppendRequest(key, writes, "decide", "test")


class TestAppendMany:
    def test_all_are_appended_in_their_order_in_one_commit(self, log):
        answers = log.append_many(
            [
                asked("a", write_to("AE", 0)),
                asked("b", write_to("BH", 0, confirmed(), confirmed())),
            ],
            NOON,
        )
        assert answers == [Appended(1, 1), Appended(2, 3)]
        assert [e.position for e in log.read(0, 9)] == [1, 2, 3]

    def test_each_is_answered_by_itself_and_a_conflict_does_not_touch_the_others(self, log):
        append(log, "old", write_to("AE", 0))
        answers = log.append_many(
            [
                asked("old", write_to("AE", 0)),
                asked("stale", write_to("AE", 0)),
                asked("old", write_to("AE", 0, confirmed(stage=Stage.ACCEDED))),
                asked("new", write_to("AE", 1)),
            ],
            NOON,
        )
        repeated, stale, other_body, new = answers
        assert repeated == Appended(1, 1, repeated=True)
        assert isinstance(stale, StreamConflict)
        assert (stale.expected, stale.actual) == (0, 1)
        assert isinstance(other_body, KeyConflict)
        assert new == Appended(2, 2)
        assert log.head() == 2

    def test_a_later_one_sees_what_an_earlier_one_of_the_same_commit_appended(self, log):
        answers = log.append_many(
            [
                asked("a", write_to("AE", 0)),
                asked("b", write_to("AE", 1)),
                asked("a", write_to("AE", 0)),
                asked("c", write_to("AE", 1)),
            ],
            NOON,
        )
        assert answers[:3] == [Appended(1, 1), Appended(2, 2), Appended(1, 1, repeated=True)]
        assert isinstance(answers[3], StreamConflict)

    def test_where_each_builds_on_those_before_it_a_conflict_ends_it(self, log):
        append(log, "rival", write_to("AE", 0))
        requests = [
            asked("a", write_to("BH", 0)),
            asked("stale", write_to("AE", 0)),
            asked("would fit", write_to("AE", 1)),
        ]
        appended, conflict = log.append_many(requests, NOON, until_conflict=True)
        assert appended == Appended(2, 2)
        assert isinstance(conflict, StreamConflict)
        assert log.head() == 2
        assert log.find_all(["a", "stale", "would fit"]) == {"a": Appended(2, 2, repeated=True)}

    def test_what_cannot_be_stored_is_refused_before_anything_is_written(self, log):
        with pytest.raises(BadInput):
            log.append_many([asked("a", write_to("AE", 0)), asked("b")], NOON)
        assert log.head() == 0

    def test_a_hundred_at_once_give_the_same_log_as_one_by_one(self, log, tmp_path):
        requests = [asked(f"k{n}", write_to(f"P{n % 7}", n // 7)) for n in range(100)]
        log.append_many(requests, NOON)
        other_engine = open_engine(f"sqlite:///{tmp_path / 'other.db'}")
        upgrade(other_engine)
        other = SqlEventLog(other_engine)
        for request in requests:
            append(other, request.key, *request.writes)
        assert log.read(0, 1000) == other.read(0, 1000)
        assert verify_log(log._engine) == verify_log(other_engine)
        other_engine.dispose()

    @pytest.mark.parametrize("date", ["1948-05-14", "1999-12-31", "2000-01-01", "2262-04-12"])
    @pytest.mark.parametrize("size", [1, 10])
    def test_instants_are_kept_to_the_microsecond_few_or_many_at_once(self, log, date, size):
        now = datetime(2025, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
        told = [replace(confirmed(), date=date)] * size
        append(log, "a", write_to("AE", 0, *told), now=now)
        day = datetime.fromisoformat(date).replace(tzinfo=UTC)
        assert {(e.recorded_at, e.valid_from) for e in log.read(0, size)} == {(now, day)}

    @pytest.mark.parametrize("size", [1, 10])
    def test_what_names_no_date_is_not_dated_few_or_many_at_once(self, log, engine, size):
        undated = replace(confirmed(), date=None)
        append(log, "a", write_to("AE", 0, *[undated, confirmed()] * size))
        with write(engine) as connection:
            missing = text("SELECT position FROM events WHERE valid_from IS NULL ORDER BY position")
            assert connection.scalars(missing).all() == list(range(1, 2 * size, 2))
        assert [event.valid_from is None for event in log.read(0, 100)] == [True, False] * size
        assert isinstance(verify_log(engine), Intact)


def copied(position, event_id, version):
    """The last event once more, with these in the place of its own."""
    return (
        f"INSERT OR REPLACE INTO events SELECT {position}, {event_id}, stream, {version}, type, "
        "schema_version, data, metadata, valid_from, recorded_at, append_key, prev_hash, hash FROM events"
    )


CHANGES = (
    "UPDATE events SET stream = 'x'",
    "DELETE FROM events",
    "UPDATE appends SET key = 'x'",
    "DELETE FROM appends",
)


class TestGuards:
    @pytest.mark.parametrize("statement", CHANGES)
    def test_the_tables_refuse_change(self, log, engine, statement):
        append(log, "a", write_to("AE", 0))
        self.check_refused(log, engine, statement)

    @pytest.mark.parametrize("database", ["postgresql"], indirect=True)
    @pytest.mark.parametrize("table", ["events", "appends"])
    def test_the_tables_refuse_to_be_emptied(self, log, engine, table):
        append(log, "a", write_to("AE", 0))
        self.check_refused(log, engine, f"TRUNCATE {table}")

    @pytest.mark.parametrize("database", ["sqlite"], indirect=True)
    @pytest.mark.parametrize(
        "statement",
        [
            "INSERT OR REPLACE INTO events SELECT * FROM events",
            copied("position + 1", "'new'", "version"),
            copied("position + 2", "'new'", "version + 1"),
            "INSERT OR REPLACE INTO appends SELECT * FROM appends",
        ],
    )
    def test_the_tables_refuse_replacement(self, log, engine, statement):
        append(log, "a", write_to("AE", 0))
        self.check_refused(log, engine, statement)

    def check_refused(self, log, engine, statement):
        before = log.read(0, 10)
        with pytest.raises(IntegrityError, match="append-only"), write(engine) as connection:
            connection.execute(text(statement))
        assert log.read(0, 10) == before


def in_threads(count, work):
    errors = []

    def guarded(number):
        try:
            work(number)
        except Exception as error:  # noqa: BLE001 - handed to the test
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    return threads, errors


class TestRaces:
    def test_racing_processes_leave_no_gap_and_a_tailing_reader_misses_nothing(self, url, log):
        """Four processes append; the reader never finds an event at or behind its mark."""
        appends = 25
        writers = [start_appending(url, f"P{number}", appends) for number in range(4)]
        seen = []
        while any(writer.poll() is None for writer in writers) or log.head() > len(seen):
            seen += [event.position for event in log.read(len(seen), 1000)]
            assert seen == list(range(1, len(seen) + 1))
        for writer in writers:
            writer.communicate()
        assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
        assert len(seen) == len(writers) * appends * 2
        assert [event.position for event in log.read(0, 1000)] == seen
        for number in range(4):
            versions = [event.version for event in log.read_stream(f"x-compact/P{number}")]
            assert versions == list(range(1, appends * 2 + 1))

    def test_of_two_writers_of_one_version_one_wins(self, url):
        outcomes = []

        def work(number):
            own = open_engine(url)
            try:
                append(SqlEventLog(own), f"k{number}", write_to("AE", 0))
                outcomes.append("won")
            except StreamConflict:
                outcomes.append("lost")
            finally:
                own.dispose()

        threads, errors = in_threads(4, work)
        for thread in threads:
            thread.join(60)
        assert errors == []
        assert sorted(outcomes) == ["lost", "lost", "lost", "won"]

    def test_racing_retries_of_one_key_append_once(self, url, log):
        answers = []

        def work(number):
            own = open_engine(url)
            answers.append(append(SqlEventLog(own), "same", write_to("AE", 0)))
            own.dispose()

        threads, errors = in_threads(4, work)
        for thread in threads:
            thread.join(60)
        assert errors == []
        assert sorted(answer.repeated for answer in answers) == [False, True, True, True]
        assert {answer.first_position for answer in answers} == {1}
        assert log.head() == 1

    def test_a_writer_paused_before_commit_hides_its_rows_and_holds_the_others(self, url, engine):
        """Nobody sees a position that may still be rolled back, and nobody gets one behind it."""
        request = prepare(AppendRequest("paused", (write_to("AE", 0),), "a", "c"), "0")
        reader = SqlEventLog(engine)
        threads, errors = [], []

        def work(_number):
            own = open_engine(url)
            append(SqlEventLog(own), "other", write_to("BH", 0))
            own.dispose()

        with suppress(Rollback), append_turn(engine) as driver:
            sql = log_sql(driver)
            planned = plan([request], sql.look(["paused"], ["x-compact/AE"]), NOON)
            sql.insert(planned.events, planned.appends)
            threads, errors = in_threads(1, work)
            assert reader.head() == 0
            assert threads[0].is_alive()
            raise Rollback
        threads[0].join(60)
        assert errors == []
        assert [(e.position, e.stream) for e in reader.read(0, 9)] == [(1, "x-compact/BH")]


class TestTurns:
    """A process keeps one connection on which it appends."""

    def test_threads_of_one_log_take_turns(self, log):
        def work(number):
            for version in range(10):
                append(log, f"{number}/{version}", write_to(f"P{number}", version))

        threads, errors = in_threads(4, work)
        for thread in threads:
            thread.join(60)
        assert errors == []
        assert [event.position for event in log.read(0, 100)] == list(range(1, 41))

    def test_an_error_in_a_turn_leaves_nothing_to_the_next(self, log, engine):
        with suppress(Rollback), append_turn(engine) as driver:
            log_sql(driver).look(["a"], ["x-compact/AE"])
            raise Rollback
        assert append(log, "a", write_to("AE", 0)) == Appended(1, 1)

    @pytest.mark.parametrize("database", ["postgresql"], indirect=True)
    def test_a_connection_that_the_server_has_ended_is_opened_anew(self, log, engine):
        append(log, "a", write_to("AE", 0))
        end_all = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        )
        with write(engine) as connection:
            connection.execute(text(f"{end_all} AND datname = current_database()"))
        with pytest.raises(Transient):
            append(log, "b", write_to("AE", 1))
        assert append(log, "b", write_to("AE", 1)) == Appended(2, 2)


class Rollback(Exception):
    """Ends a transaction without a commit."""


APPENDER = """
import itertools, sys
from datetime import UTC, datetime
url, root, party, appends = sys.argv[1:]
sys.path.insert(0, root)
from monitor.model.events import ConfirmReason, StageConfirmed
from monitor.model.stage import Stage
from monitor.ports import StreamWrite
from store.engine import open_engine
from store.log import SqlEventLog
log = SqlEventLog(open_engine(url))
stream = f"x-compact/{party}"
begun = len(log.read_stream(stream))
event = StageConfirmed("x-compact", party, Stage.SIGNED, None, None, None, ConfirmReason.OFFICIAL, True, 1)
for number in itertools.count() if appends == "0" else range(int(appends)):
    version = begun + 2 * number
    answer = log.append(f"{party}/{version}", [StreamWrite(stream, version, (event, event))],
                        actor="a", cause="c", now=datetime.now(UTC))
    print(answer.last_position, flush=True)
"""
"""Appends two events at a time, ``appends`` times or (0) until it is killed, and prints each answer."""


def start_appending(url, party, appends=0):
    return subprocess.Popen(
        [sys.executable, "-c", APPENDER, url, str(ROOT), party, str(appends)],
        stdout=subprocess.PIPE,
        text=True,
    )


MISCHIEF = """
import random, sys, time
from datetime import UTC, datetime
url, root, party, rounds = sys.argv[1:]
sys.path.insert(0, root)
from monitor.model.events import NoteAdded
from monitor.ports import AppendRequest, StreamWrite
from store.append_turn import append_turn
from store.appending import plan, prepare
from store.engine import open_engine
from store.log import SqlEventLog
from store.log_sql import log_sql
engine = open_engine(url)
log, stream, chance = SqlEventLog(engine), f"x-compact/{party}", random.Random(party)
event = NoteAdded("x-compact", party, "A. Clerk", "a note")
version = 0
def request():
    return AppendRequest(f"{party}/{version}", (StreamWrite(stream, version, (event, event)),), "a", "c")
class Rollback(Exception): ...
for _ in range(int(rounds)):
    way = chance.random()
    if way < 0.5:
        assert log.append_many([request()], datetime.now(UTC))[0].repeated is False
        version += 2
        continue
    try:
        with append_turn(engine) as driver:
            sql, prepared = log_sql(driver), prepare(request(), "0")
            planned = plan([prepared], sql.look([prepared.key], [stream]), datetime.now(UTC))
            sql.insert(planned.events, planned.appends)
            time.sleep(0.003)
            if way < 0.75:
                raise Rollback
        version += 2
    except Rollback:
        pass
print(version)
"""
"""Appends, pauses between insert and commit, and takes back what it inserted, by turns."""


@pytest.mark.slow
def test_a_tailing_reader_misses_nothing_of_writers_that_pause_roll_back_and_die(url, engine, log):
    """Three writers in processes of their own and one that is killed: n seen, nothing new at or below n."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", MISCHIEF, url, str(ROOT), f"P{n}", "60"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(3)
    ]
    doomed = start_appending(url, "XX")
    seen, below = [], {}
    while any(writer.poll() is None for writer in writers) or log.head() > len(seen):
        for event in log.read(len(seen), 1000):
            seen.append(event.position)
            below[event.position] = event.event_id
        assert seen == list(range(1, len(seen) + 1))
        if len(seen) > 60 and doomed.poll() is None:
            os.kill(doomed.pid, signal.SIGKILL)
            doomed.communicate()
    if doomed.poll() is None:
        os.kill(doomed.pid, signal.SIGKILL)
        doomed.communicate()
    versions = [int(writer.communicate()[0]) for writer in writers]
    found = log.read(0, 10_000)
    assert {event.position: event.event_id for event in found[: len(seen)]} == below
    for n, version in enumerate(versions):
        assert len(log.read_stream(f"x-compact/P{n}")) == version
    assert isinstance(verify_log(engine), Intact)


def test_killing_an_appending_process_loses_nothing_that_was_answered(url, log):
    """SIGKILL in the midst of appending, three times over: whole appends, gapless, and all answered ones."""
    answered = 0
    for _ in range(3):
        process = start_appending(url, "AE")
        for _ in range(15):
            answered = int(process.stdout.readline())
        os.kill(process.pid, signal.SIGKILL)
        rest, _ = process.communicate()
        answered = max([answered, *(int(line) for line in rest.splitlines() if line)])
        positions = [e.position for e in log.read(0, 100_000)]
        assert positions == list(range(1, len(positions) + 1))
        assert len(positions) >= answered
        assert len(positions) % 2 == 0


def test_metadata_names_the_code_that_wrote(engine):
    append(SqlEventLog(engine, code="0.9"), "a", write_to("AE", 0))
    with engine.connect() as connection:
        found = connection.execute(text("SELECT metadata FROM events")).scalar_one()
    assert json.loads(found) == {"actor": "decide", "cause": "test", "code": "0.9"}
