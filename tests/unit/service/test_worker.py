"""The supervisor: every stage runs, none takes another down, and a stop is orderly."""

from __future__ import annotations

import asyncio
import os
import signal

from monitor.worker import StageTask, Worker, in_thread


def run_worker(*stages, drain_s=5.0):
    return asyncio.run(_run(stages, drain_s))


async def _run(stages, drain_s):
    worker = Worker(stages, drain_s=drain_s)
    for stage in stages:
        stage.run_once.worker = worker
    return await asyncio.wait_for(worker.run(), 30)


class Script:
    """A stage's pass that answers from a list and stops the worker at its end."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.calls = 0

    async def __call__(self):
        self.calls += 1
        answer = self.answers.pop(0) if self.answers else 0
        if not self.answers:
            self.worker.stop()
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_a_stage_is_run_again_at_once_while_it_has_work():
    busy = Script(3, 2, 0)

    run_worker(StageTask("busy", busy, floor_s=3600))

    assert busy.calls == 3


def test_a_stage_that_did_work_wakes_those_behind_it():
    behind = Script(0, 0)

    class Before(Script):
        async def __call__(self):
            self.calls += 1
            while not behind.calls:
                await asyncio.sleep(0)
            return 1 if self.calls == 1 else 0

    run_worker(
        StageTask("before", Before(), floor_s=3600, wakes=("behind",)),
        StageTask("behind", behind, floor_s=3600),
    )

    assert behind.calls == 2


def test_a_failing_stage_is_tried_again_and_harms_no_other():
    failing = Script(ValueError("no"), 0)

    class Other(Script):
        async def __call__(self):
            self.calls += 1
            return 0

    bystander = Other()

    run_worker(
        StageTask("failing", failing, floor_s=0.001), StageTask("other", bystander, floor_s=0.001)
    )

    assert failing.calls == 2
    assert bystander.calls >= 1


def test_ctrl_c_stops_in_order_and_is_told_apart():
    class Interrupting(Script):
        async def __call__(self):
            self.calls += 1
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.sleep(0)
            return 0

    stage = Interrupting()

    assert run_worker(StageTask("poll", stage, floor_s=3600)) is True
    assert stage.calls == 1


def test_what_does_not_end_within_the_drain_is_cancelled():
    class Stuck(Script):
        async def __call__(self):
            self.worker.stop()
            await asyncio.Event().wait()

    assert run_worker(StageTask("stuck", Stuck(), floor_s=3600), drain_s=0.01) is False


def test_a_synchronous_stage_runs_in_a_thread():
    assert asyncio.run(in_thread(lambda: 7)()) == 7
