"""What `accords verify` finds: the first bad position, or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from monitor.model.clock import SetClock
from monitor.model.errors import UsageError
from monitor.model.events import party_stream
from monitor.model.party import Parties
from monitor.ports import StreamWrite
from monitor.project.fold import setting_of
from monitor.stages.project import ProjectStage
from store.anchors import Anchor, add_anchor, read_anchors
from store.engine import write
from store.log import SqlEventLog
from store.projections import SqlProjections
from store.verify import FirstBad, Intact, verify, verify_log
from tests.fakes.stories import COMPACT, NOON, SETTING, claimed, confirmed, revoked


@pytest.fixture
def engine(any_engine):
    """A database with a few events, on each that is served."""
    engine = any_engine
    log, clock = SqlEventLog(engine), SetClock(NOON)
    for number, event in enumerate([claimed("c1"), confirmed(), claimed("c2"), revoked()]):
        log.append(
            f"k{number}",
            [StreamWrite(party_stream("x-compact", "NO"), number, (event,))],
            actor="decide",
            cause="test",
            now=NOON + timedelta(hours=number),
        )
    ProjectStage(log, SqlProjections(engine), SETTING, clock).wait_until(4)
    return engine


STRAY_WITNESS = """
INSERT INTO witness_rows
SELECT generation, position, 9, accord, party, party_name, stage, step, known_from, 'witness', 1, 'c9', 'a',
       'u', 'h', 'p', 'major', known_from, 't', 'q', 'signed', 'outlet', NULL, NULL, NULL
FROM membership_rows
"""


def verified(engine):
    return verify(engine, SETTING, SetClock(NOON))


def tamper(engine, *statements):
    """Change the database as its owner can: without the guard rails."""
    guards = [
        f"DROP TRIGGER {table}_no_{kind}"
        for kind in ("update", "delete", "replace")
        for table in ("events", "appends")
    ]
    if engine.dialect.name == "postgresql":
        guards = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in ("events", "appends")]
    with write(engine) as connection:
        for guard in guards:
            connection.execute(text(guard))
        for statement in statements:
            connection.execute(text(written_for(engine, statement)))


def written_for(engine, statement):
    """SQLite's JSON is text, and a cast to JSON would make a number of it."""
    is_sqlite = engine.dialect.name == "sqlite"
    return statement.replace(" AS JSON)", " AS TEXT)") if is_sqlite else statement


def test_an_untouched_log_is_intact(engine):
    found = verified(engine)
    assert isinstance(found, Intact)
    assert (found.head, found.projected) == (4, 4)
    assert len(found.hash) == 64


def test_an_empty_log_is_intact(any_engine):
    assert verified(any_engine) == Intact(0, "0" * 64, 0)


def test_progress_is_told(engine):
    told = []
    verify(engine, SETTING, SetClock(NOON), progress=told.append)
    assert told == [4]


@pytest.mark.parametrize(
    ("statement", "position", "word"),
    [
        (
            "UPDATE events SET data = CAST(replace(CAST(data AS TEXT), 'Daily', 'Dally') AS JSON) WHERE position = 3",
            3,
            "changed",
        ),
        (
            "UPDATE events SET recorded_at = '2025-03-01T12:30:00.000000Z' WHERE position = 2",
            2,
            "changed",
        ),
        (
            "UPDATE events SET metadata = CAST(replace(CAST(metadata AS TEXT), 'decide', 'nobody') AS JSON) WHERE position = 1",
            1,
            "changed",
        ),
        ("UPDATE events SET append_key = 'other' WHERE position = 4", 4, "changed"),
        ("DELETE FROM events WHERE position = 2", 2, "missing"),
        ("DELETE FROM events WHERE position = 1", 1, "missing"),
        ("DELETE FROM events WHERE position = 4", 4, "no longer has them all"),
        ("DELETE FROM events WHERE position > 2", 3, "no longer has them all"),
        ("DELETE FROM appends WHERE key = 'k2'", 3, "no append"),
    ],
)
def test_tampering_is_found_at_its_position(engine, statement, position, word):
    tamper(engine, statement)
    found = verified(engine)
    assert isinstance(found, FirstBad)
    assert found.position == position
    assert word in found.why


def test_events_cut_off_with_their_appends_are_missed_by_the_projection(engine):
    tamper(engine, "DELETE FROM events WHERE position = 4", "DELETE FROM appends WHERE key = 'k3'")
    found = verified(engine)
    assert isinstance(found, FirstBad)
    assert (found.position, "already seen position 4" in found.why) == (4, True)


@pytest.mark.parametrize(
    ("statement", "position"),
    [
        ("UPDATE claim_rows SET quote = 'other' WHERE position = 3", 3),
        ("DELETE FROM claim_rows WHERE position = 1", 1),
        ("UPDATE membership_rows SET stage = 'acceded'", 2),
        (STRAY_WITNESS, 2),
    ],
)
def test_rows_that_the_log_does_not_give_are_found(engine, statement, position):
    with write(engine) as connection:
        connection.execute(text(statement))
    found = verified(engine)
    assert isinstance(found, FirstBad)
    assert found.position == position
    assert "accords rebuild" in found.why


def test_a_projection_that_lags_is_compared_where_it_stands(engine):
    log = SqlEventLog(engine)
    log.append(
        "k9",
        [StreamWrite(party_stream("x-compact", "NO"), 4, (claimed("c9"),))],
        actor="decide",
        cause="test",
        now=NOON + timedelta(hours=9),
    )
    found = verified(engine)
    assert isinstance(found, Intact)
    assert (found.head, found.projected) == (5, 4)


def test_rows_of_another_configuration_say_nothing_against_the_log(engine):
    found = verify(engine, setting_of((COMPACT,), Parties()), SetClock(NOON))
    assert isinstance(found, Intact)
    assert found.projected is None
    assert (
        "are not those of this configuration, and differ from position 1 on" in found.incomparable
    )


class TestAnchors:
    def test_an_anchor_of_the_log_is_still_in_it_when_more_was_appended(self, engine):
        anchor = verified(engine).anchor
        log = SqlEventLog(engine)
        write_more = [StreamWrite(party_stream("x-compact", "NO"), 4, (claimed("c9"),))]
        log.append("k9", write_more, actor="decide", cause="test", now=NOON + timedelta(hours=9))
        assert verify_log(engine, anchors=[anchor]) == Intact(5, verify_log(engine).hash)

    def test_a_chain_that_was_computed_anew_is_found_by_its_anchor(self, engine):
        anchor = verified(engine).anchor
        forged = Anchor(2, "0" * 64)
        found = verify_log(engine, anchors=[anchor, forged])
        assert isinstance(found, FirstBad)
        assert found.position == 2
        assert "anchor" in found.why

    def test_events_and_appends_that_were_cut_off_together_are_found(self, engine):
        anchor = verified(engine).anchor
        tamper(
            engine, "DELETE FROM events WHERE position = 4", "DELETE FROM appends WHERE key = 'k3'"
        )
        assert isinstance(verify_log(engine), Intact)
        found = verify_log(engine, anchors=[anchor])
        assert isinstance(found, FirstBad)
        assert found.position == 4

    def test_anchors_are_read_from_a_mail_and_kept_in_a_file(self, engine, tmp_path):
        anchor = verified(engine).anchor
        kept = tmp_path / "anchors.txt"
        add_anchor(kept, anchor)
        add_anchor(kept, anchor)
        assert kept.read_text() == f"{anchor}\n"
        (tmp_path / "mail.txt").write_text(f"Dear all,\n> anchor {anchor}\n")
        assert read_anchors([str(kept), str(tmp_path / "mail.txt")]) == (anchor, anchor)

    def test_what_is_no_anchor_is_refused(self, tmp_path):
        (tmp_path / "notes.txt").write_text("nothing")
        with pytest.raises(UsageError, match="POSITION:HASH"):
            read_anchors([str(tmp_path / "notes.txt")])
        with pytest.raises(UsageError, match="neither"):
            read_anchors([str(tmp_path / "absent.txt")])


def test_an_append_that_remembers_another_body_is_found(engine):
    digest = (
        "x'" + "00" * 32 + "'"
        if engine.dialect.name == "sqlite"
        else "decode(repeat('00', 32), 'hex')"
    )
    tamper(engine, f"UPDATE appends SET digest = {digest} WHERE key = 'k1'")
    found = verify_log(engine)
    assert isinstance(found, FirstBad)
    assert (found.position, "remembers" in found.why) == (2, True)
