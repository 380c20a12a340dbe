"""What a page of the board and a scrape cost with much on file: `python -m tests.bench.board [CLAIMS]`.

A hundred claims a party, on SQLite in a temporary folder; each page is asked for twice over HTTP on loopback: as the
first after an event, and as one that the asker has.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime

import httpx

from monitor.model.clock import SystemClock
from monitor.model.stage import Stage
from monitor.ports import AppendRequest, StreamWrite
from store.engine import open_engine
from store.log import SqlEventLog
from store.migrate import upgrade
from store.rebuild import rebuild
from tests.fakes.boards import board_on
from tests.fakes.stories import SETTING, claimed, confirmed, denied, report, witness

CLAIMS = 30_000
PER_PARTY = 100
NOW = datetime(2025, 3, 2, tzinfo=UTC)

PATHS = ("/", "/x-compact", "/x-compact/P7", "/log", "/feeds", "/atom.xml", "/metrics")


def main() -> None:
    """Print milliseconds for each path."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/accords.db"
        engine = open_engine(url)
        upgrade(engine)
        stories = [_story(number) for number in range(claims // PER_PARTY)]
        SqlEventLog(engine).append_many(stories, NOW)
        rebuild(engine, SETTING, SystemClock())
        engine.dispose()
        with board_on(url, clock=SystemClock()) as address, httpx.Client(base_url=address) as board:
            board.get("/about")
            for path in PATHS:
                first, tag = _asked(board, path, "")
                again, _ = _asked(board, path, tag)
                sys.stdout.write(f"{path:<16} {first:6.0f} ms {again:6.0f} ms again\n")


def _asked(board: httpx.Client, path: str, tag: str) -> tuple[float, str]:
    began = time.perf_counter()
    answer = board.get(path, headers={"If-None-Match": tag} if tag else {}, timeout=60)
    return (time.perf_counter() - began) * 1000, answer.headers.get("etag", "")


def _story(number: int) -> AppendRequest:
    party = f"P{number}"
    claims = [
        claimed(
            f"c{number}-{n}",
            stage=Stage.SIGNED if n % 2 else Stage.ACCEDED,
            party=party,
            report=report(f"c{number}-{n}", host=f"h{n}.example"),
        )
        for n in range(PER_PARTY)
    ]
    told = (
        *claims,
        confirmed(party=party, witnesses=tuple(witness(f"c{number}-{n}") for n in range(5))),
        denied(f"d{number}", (Stage.ACCEDED,), party=party),
    )
    return AppendRequest(f"party:{number}", (StreamWrite(f"x-compact/{party}", 0, told),), "t", "t")


if __name__ == "__main__":
    main()
