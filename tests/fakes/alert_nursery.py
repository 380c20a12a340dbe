"""Starts workers that record and send alerts, and kills each with SIGKILL at a random moment.

Run as ``python -m tests.fakes.alert_nursery DATABASE PORT ALERTS KILLS LIFE_S SEED``. Workers are forked, so
that starting one costs milliseconds and not the second that the imports take; nothing is open at the fork.
The last worker is let live until all is done. Exits with 0 where no worker ended by itself but the last.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import uuid
from datetime import datetime, timedelta

from sqlalchemy import Engine, func, select

from adapters.rendering import Renderer
from adapters.smtp import SmtpSender
from monitor.alerting.kinds import WAITING, State
from monitor.alerting.routes import AlertConfig, Route, StormRule
from monitor.alerting.targets import EmailTarget
from monitor.model.clock import SetClock
from monitor.ports import StreamWrite
from monitor.stages.alert import AlertStage, Sending
from store.alerts import SqlAlertStore
from store.engine import open_engine, read
from store.log import SqlEventLog
from store.tables.alerts import alert_checkpoint, alert_delivery
from tests.fakes.alerting import NAMES, NOW, confirmed

UNSETTLED = [state.value for state in (*WAITING, State.SENDING)]


def bring_about(log: SqlEventLog, number: int, now: datetime) -> None:
    """Put event ``number``, the confirmation of a party, on the log; again is no second one."""
    write = StreamWrite(f"x-harbour/P{number}", 0, (confirmed(party=f"P{number}"),))
    log.append(f"event/{number}", [write], actor="t", cause="t", now=now)


class Worker:
    """The log and the alert stage of one process, on a clock that goes on from where the file left it."""

    def __init__(self, database: str, port: int) -> None:
        self._engine = open_engine(database)
        self._log = SqlEventLog(self._engine)
        self._clock = SetClock(time_on_file(self._engine))
        target = EmailTarget(
            "mail",
            "127.0.0.1",
            port,
            "a@accords.example",
            ("desk@reader.example",),
            starttls="never",
            timeout_s=10,
        )
        self._stage = AlertStage(
            self._log,
            SqlAlertStore(self._engine),
            {"mail": SmtpSender(target, Renderer(), self._clock)},
            AlertConfig((target,), (Route("everything", ("mail",)),), StormRule(10**9, 1)),
            NAMES,
            self._clock,
            rng=random.Random(),
            new_id=lambda: uuid.uuid4().hex,
            sending=Sending(lease_s=60),
        )

    def work(self, events: int) -> None:
        """Bring about one event after the other, up to so many, and record and send what they tell."""
        self._stage.run_once()
        # From the last event on, whose append may have been cut short of its answer.
        for number in range(max(self._log.head(), 1), events + 1):
            bring_about(self._log, number, self._clock.now())
            self._stage.run_once()
            # Time goes on, so that the target's rate is no limit.
            self._clock.advance(timedelta(seconds=1))

    def finish(self) -> None:
        """Go on minute by minute until nothing waits, a day at most: then what fails is given up."""
        for _ in range(24 * 60):
            if not self._stage.run_once() and not is_unsettled(self._engine):
                return
            self._clock.advance(timedelta(minutes=1))


def time_on_file(engine: Engine) -> datetime:
    """When the last lease ends, so that what a killed worker held is due again.

    Time stands while workers get nowhere: what they leave on the log must not grow old by their number.
    """
    ends = (
        select(func.max(alert_delivery.c.lease_until)),
        select(alert_checkpoint.c.updated_at),
    )
    with read(engine) as connection:
        return max(connection.scalar(end) or NOW for end in ends)


def is_unsettled(engine: Engine) -> bool:
    """Whether a delivery waits, or is held by a worker that was killed."""
    query = select(alert_delivery.c.id).where(alert_delivery.c.state.in_(UNSETTLED))
    with read(engine) as connection:
        return connection.scalar(query.limit(1)) is not None


def start_worker(database: str, port: int, events: int) -> int:
    """Fork a worker that works until it is killed; its process id, once it is about to begin.

    Its life counts from there: on a busy machine starting alone may take longer than it is let live.
    """
    ready, tell_ready = os.pipe()
    child = os.fork()
    if child == 0:
        # Where the parent itself was killed, nobody else would end it.
        signal.alarm(600)
        worker = Worker(database, port)
        os.write(tell_ready, b".")
        worker.work(events)
        signal.pause()
    os.close(tell_ready)
    os.read(ready, 1)
    os.close(ready)
    return child


def main(  # noqa: PLR0917 - the arguments of the command line
    database: str, port: int, alerts: int, kills: int, life_s: float, seed: int
) -> None:
    """Kill so many workers, none older than ``life_s``, then let one finish; each has its share of the events."""
    rng = random.Random(seed)
    for number in range(1, kills + 1):
        child = start_worker(database, port, alerts * number // kills)
        time.sleep(rng.uniform(0, life_s))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            sys.exit(f"worker {number} ended by itself")
    last = Worker(database, port)
    last.work(alerts)
    last.finish()


if __name__ == "__main__":
    path, port, alerts, kills, life_s, seed = sys.argv[1:]
    main(path, int(port), int(alerts), int(kills), float(life_s), int(seed))
