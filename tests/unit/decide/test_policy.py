"""The policy's numbers: defaults, an accord's own, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.decide.policy import Policy, known_numbers
from monitor.model.errors import ConfigError
from tests.fakes.press import ACCORD


def test_an_accord_without_numbers_has_the_default_policy():
    assert Policy().for_accord(ACCORD) == Policy()


def test_an_accords_numbers_replace_the_defaults():
    accord = replace(ACCORD, policy={"window_days": 10})
    assert Policy().for_accord(accord) == Policy(window_days=10)


def test_an_unknown_number_is_refused_by_name():
    accord = replace(ACCORD, policy={"windows_days": 10})
    with pytest.raises(ConfigError, match=r"accord x-harbour: policy\.windows_days: unknown key"):
        Policy().for_accord(accord)


@pytest.mark.parametrize("name", known_numbers())
def test_no_number_may_be_below_one(name):
    with pytest.raises(ConfigError, match=name):
        Policy(**{name: 0})
