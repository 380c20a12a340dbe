"""The worker may be killed at any moment: no article is lost, no event doubled, no alert lost."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta

import pytest

JOINERS = [("Kazakhstan", "KZ"), ("Azerbaijan", "AZ"), ("Uzbekistan", "UZ"), ("Kyrgyzstan", "KG")]
WIRES = ("first-wire.example", "second-wire.example")


def publish_round(newsroom, number):
    """One more report of each wire; together they confirm one more party."""
    name, _ = JOINERS[number % len(JOINERS)]
    now = datetime.now(UTC) - timedelta(minutes=5)
    newsroom.publish(
        WIRES[0],
        f"{name} will join Abraham Accords, foreign ministry says",
        f"<p>{name} has decided to join the Abraham Accords, its foreign ministry announced today "
        f"in despatch {number}. The signature is to follow.</p>",
        now,
    )
    newsroom.publish(
        WIRES[1],
        f"{name} agrees to enter the Abraham Accords",
        f"<p>The government of {name} agreed on the step after months of debate in round {number}. "
        f"{name} will join the Abraham Accords, the foreign minister told reporters.</p>",
        now,
    )


def kill_and_restart(newsroom, kills, seed):
    """Publish, run and kill, again and again; then let it finish in peace."""
    rng = random.Random(seed)
    for wire in WIRES:
        newsroom.source(wire, "wire")
    newsroom.run("once")
    for number in range(kills):
        publish_round(newsroom, number)
        process = newsroom.start("run")
        # Real time must pass here: the point of the kill is what is drawn.
        time.sleep(rng.uniform(0.4, 2.5))
        process.kill()
        process.wait()
    finish(newsroom, kills)


def finish(newsroom, kills):
    """Pass after pass in peace, until all is done: what a killed worker held is free when its lease ends."""
    for _ in range(60):
        newsroom.run("once")
        if newsroom.rows("SELECT count(*) FROM articles") == [(2 * kills,)] and not newsroom.rows(
            "SELECT 1 FROM alert_delivery WHERE state NOT IN ('sent', 'suppressed')"
        ):
            return


def check_promises(newsroom, kills):
    assert newsroom.rows("SELECT count(*) FROM articles") == [(2 * kills,)]
    assert newsroom.rows("SELECT count(*) FROM revisions WHERE decided_at IS NULL") == [(0,)]
    assert newsroom.rows(
        "SELECT count(*), count(DISTINCT data ->> 'claim_id') FROM events WHERE type = 'ClaimRecorded'"
    ) == [(2 * kills, 2 * kills)]
    confirmed = newsroom.rows(
        "SELECT stream, count(*) FROM events WHERE type = 'StageConfirmed'"
        " AND data ->> 'reason' != 'baseline' GROUP BY stream"
    )
    expected = sorted(f"abraham-accords/{code}" for _, code in JOINERS[:kills])
    assert sorted(confirmed) == [(stream, 1) for stream in expected]
    told = str(newsroom.hook.received)
    for name, _ in JOINERS[:kills]:
        assert name in told
    unsent = "SELECT 1 FROM alert_delivery WHERE state NOT IN ('sent', 'suppressed')"
    assert newsroom.rows(unsent) == []
    newsroom.run("verify")


def test_a_few_kills_lose_and_double_nothing(newsroom):
    kill_and_restart(newsroom, kills=5, seed=7)

    check_promises(newsroom, kills=5)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_many_kills_lose_and_double_nothing(newsroom, seed):
    kill_and_restart(newsroom, kills=20, seed=seed)

    check_promises(newsroom, kills=20)
