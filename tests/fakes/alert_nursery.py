"""Starts workers that record and send alerts, and kills each with SIGKILL at a random moment.

Run as ``python -m tests.fakes.alert_nursery DATABASE PORT ALERTS KILLS SEED``. Workers are forked, so that
starting one costs milliseconds and not the second that the imports take; nothing is open at the fork.
The last worker is let live until all is done. Prints the number of kills.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import uuid
from datetime import timedelta

from adapters.rendering import Renderer
from adapters.smtp import SmtpSender
from monitor.alerting.routes import AlertConfig, Route, StormRule
from monitor.alerting.targets import EmailTarget
from monitor.model.clock import SetClock
from monitor.ports import StreamWrite
from monitor.stages.alert import AlertStage, Sending
from store.alerts import SqlAlertStore
from store.engine import open_engine
from store.log import SqlEventLog
from tests.fakes.alerting import NAMES, NOW, confirmed

LIFE_S = 0.25
"""The longest life of a worker that is killed; long enough for several alerts."""


def work(database: str, port: int, alerts: int, generation: int) -> None:
    """Bring about one event after the other, and record and send what they give to tell.

    Each generation's clock stands an hour behind the last, so what a killed worker held is due again.
    """
    engine = open_engine(database)
    log, store = SqlEventLog(engine), SqlAlertStore(engine)
    clock = SetClock(NOW + timedelta(hours=generation))
    target = EmailTarget(
        "mail",
        "127.0.0.1",
        port,
        "a@accords.example",
        ("desk@reader.example",),
        starttls="never",
        timeout_s=10,
    )
    stage = AlertStage(
        log,
        store,
        {"mail": SmtpSender(target, Renderer(), clock)},
        AlertConfig((target,), (Route("everything", ("mail",)),), StormRule(10**9, 1)),
        NAMES,
        clock,
        rng=random.Random(),
        new_id=lambda: uuid.uuid4().hex,
        sending=Sending(lease_s=60),
    )
    stage.run_once()
    # From the last event on, whose append may have been cut short of its answer.
    for number in range(max(log.head(), 1), alerts + 1):
        write = StreamWrite(f"x-harbour/P{number}", 0, (confirmed(party=f"P{number}"),))
        key = f"event/{number}"
        if not log.append(key, [write], actor="t", cause="t", now=clock.now()).repeated:
            stage.run_once()
            # Time goes on, so that the target's rate is no limit.
            clock.advance(timedelta(seconds=1))
    done = 1
    while done:
        clock.advance(timedelta(minutes=1))
        done = stage.run_once()


def main(database: str, port: int, alerts: int, kills: int, seed: int) -> None:
    """Kill so many workers, then let one live."""
    rng = random.Random(seed)
    killed = 0
    for generation in range(1, 10 * kills):
        child = os.fork()
        if child == 0:
            work(database, port, alerts, generation)
            os._exit(0)
        if killed >= kills:
            _, status = os.waitpid(child, 0)
            sys.stdout.write(f"{killed}\n")
            sys.exit(0 if status == 0 else 1)
        time.sleep(rng.uniform(0, LIFE_S))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)


if __name__ == "__main__":
    main(sys.argv[1], *(int(argument) for argument in sys.argv[2:]))
