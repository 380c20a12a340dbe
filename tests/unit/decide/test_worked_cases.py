"""Three confusions that the news has seen, told by stand-ins, and what `explain` says of each."""

from __future__ import annotations

from dataclasses import replace

from monitor.decide.explaining import explain
from monitor.model.stage import Stage
from tests.fakes.press import ACCORD, MERGED, START, Press


def words_on(press, stage):
    """What `explain` says of a stage."""
    told = explain(press.state, press.accord, press.policy, START)
    (found,) = (one for one in told.stages if one.stage is Stage(stage))
    return found.words


def test_the_convener_says_joined_and_the_capital_says_final_stage_of_talks():
    press = Press(MERGED)
    press.says("gov", "prospective")
    press.says("chair", {"stage": "acceded", "date": "2030-03-01"}, day=0.2)

    assert press.stage is None
    assert "the party's own words put it at prospective as of 2030-03-01 (gov)" in words_on(
        press, "acceded"
    )


def test_chair_and_state_television_say_in_and_the_minister_says_not_yet():
    press = Press()
    press.says("gov", denies="acceded")
    press.says("minor1", "acceded", day=0.1, name="state-television")
    press.says("major1", "acceded", day=0.2, rests_on="state-television")
    press.says("chair", "acceded", day=0.3)

    assert press.stage is None
    assert "the party's government denies it (gov)" in words_on(press, "acceded")


def test_immediate_effect_against_a_notice_of_one_year():
    press = Press(replace(ACCORD, withdrawal_notice_days=365))
    press.knows("acceded", "2020-01-01", day=-1)
    press.says(
        "gov", {"stage": "withdrawn", "date": "2030-03-01", "effective": "2030-03-01"}, day=0.5
    )

    assert press.stage == "withdrawn"
    assert press.last.effective == "2031-03-01"
    assert "an official source says so" in words_on(press, "withdrawn")
