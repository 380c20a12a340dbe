"""The files of a configuration are checked against each other before anything starts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from config.load import load_configuration, load_watched
from monitor.model.errors import ConfigError

SHIPPED = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(SHIPPED, tmp_path / "config", ignore=shutil.ignore_patterns("*.py"))


def test_the_shipped_configuration_stands(folder):
    assert load_configuration(folder).accords


def test_a_folder_without_an_accord_is_refused_with_where_to_find_one(folder):
    for file in (folder / "accords").glob("*.toml"):
        file.unlink()
    with pytest.raises(ConfigError, match=r"accords: no accord is watched; .*accords/more"):
        load_configuration(folder)


def test_a_source_that_speaks_for_nobody_known_is_refused_by_host_and_code(folder):
    (folder / "sources.toml").write_text(
        '[[source]]\nhost = "mfa.example"\npublisher = "A ministry"\ntier = "official"\nofficial_of = ["ZZ"]\n'
    )
    with pytest.raises(ConfigError, match=r"sources.toml: mfa.example: official_of: party 'ZZ'"):
        load_configuration(folder)


def test_a_source_may_speak_for_an_accord_that_is_not_watched(folder):
    (folder / "sources.toml").write_text(
        '[[source]]\nhost = "int.example"\npublisher = "A seat"\ntier = "official"\nofficial_of = ["x-other"]\n'
    )
    assert load_configuration(folder).sources.lookup("int.example").official_of == ("x-other",)


def test_the_secrets_of_alerts_are_needed_by_those_alone_who_send(folder):
    """A person who asks or answers at another terminal has no webhook's address."""
    (folder / "alerts.toml").write_text(
        '[[target]]\nname = "desk"\nchannel = "webhook"\nurl_env = "ACCORDS_NOWHERE_SET"\n'
        '[[route]]\nname = "all"\ntargets = ["desk"]\n'
    )
    assert load_watched(folder).accords
    with pytest.raises(ConfigError, match="the environment has no ACCORDS_NOWHERE_SET"):
        load_configuration(folder)
