"""What ``accords replay`` is given beside its articles."""

from __future__ import annotations

import pytest

from monitor.cli.scenario import read_seed
from monitor.model.errors import ConfigError
from monitor.model.stage import Stage


def test_a_seed_gives_each_party_its_stage(tmp_path):
    path = tmp_path / "seed.json"
    path.write_text('{"KZ": "signed"}')

    assert read_seed(path) == {"KZ": Stage.SIGNED}


@pytest.mark.parametrize("stage", ['"sined"', "3", '["signed"]'])
def test_a_seed_with_what_is_no_stage_names_party_and_stages(tmp_path, stage):
    path = tmp_path / "seed.json"
    path.write_text(f'{{"KZ": {stage}}}')

    with pytest.raises(ConfigError, match=r"KZ: .* is no stage; write one of prospective, "):
        read_seed(path)
