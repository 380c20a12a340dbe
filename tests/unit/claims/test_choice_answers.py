"""Which answers a learned choice must have."""

from __future__ import annotations

import pytest

from monitor.claims.choice import weights_of
from monitor.model.errors import ConfigError

BARE = {
    "bars": {"ruled": 0.3, "news": 0.4, "background": 0.4, "instead": 0.6},
    "verdict": {},
    "weights": {},
}
ANSWERS = {
    "nothing to choose": ([], "STAGE:new is missing"),
    "no news": (["none", "signed:background"], "STAGE:new is missing"),
    "no background": (["none", "signed:new"], "STAGE:background is missing"),
    "no way to say nothing": (["signed:background", "signed:new"], "none is missing"),
    "a stage that is none": (
        ["none", "inked:new", "signed:background"],
        "'inked:new' is no answer",
    ),
    "a time that is none": (["none", "signed:now", "signed:new"], "'signed:now' is no answer"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_that_are_none_to_choose_among_are_refused_when_they_are_loaded(name):
    answers, fault = ANSWERS[name]
    with pytest.raises(ConfigError, match=rf"^answers: {fault}"):
        weights_of({"answers": answers, **BARE})


def test_each_time_needs_one_stage_only():
    assert weights_of({"answers": ["none", "signed:new", "ratified:background"], **BARE}).answers
