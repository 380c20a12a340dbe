"""Settings: the environment over the file over the defaults."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from pathlib import Path

import pytest

import config
from config.settings import Settings, load_settings
from monitor.model.errors import ConfigError


def test_without_file_and_environment_the_defaults_hold(tmp_path):
    assert load_settings(tmp_path / "monitor.toml") == Settings()


def test_the_file_wins_over_the_defaults(tmp_path):
    path = tmp_path / "monitor.toml"
    path.write_text("[worker]\nfloor_s = 1.5\n")

    assert load_settings(path).worker.floor_s == 1.5


def test_the_environment_wins_over_the_file_key_by_key(tmp_path, monkeypatch):
    path = tmp_path / "monitor.toml"
    path.write_text("[worker]\nfloor_s = 1.5\ndrain_s = 3.0\n")
    monkeypatch.setenv("ACCORDS_WORKER__FLOOR_S", "0.25")

    worker = load_settings(path).worker

    assert (worker.floor_s, worker.drain_s) == (0.25, 3.0)


def test_an_unknown_key_is_an_error_that_names_it(tmp_path):
    path = tmp_path / "monitor.toml"
    path.write_text("[worker]\nflor_s = 1.5\n")

    with pytest.raises(ConfigError, match=r"worker\.flor_s.*did you mean 'floor_s'"):
        load_settings(path)


def test_a_wrong_value_is_not_repeated_in_the_error(tmp_path, monkeypatch):
    monkeypatch.setenv("ACCORDS_WORKER__FLOOR_S", "hunter2")

    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path / "monitor.toml")

    assert "worker.floor_s" in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "words"),
    [
        pytest.param(
            "ACCORDS_POLL__ALLOW_PRIVATE_HOSTS",
            """ACCORDS_POLL__ALLOW_PRIVATE_HOSTS='["127.0.0.1"]'""",
            id="a list",
        ),
        pytest.param("ACCORDS_POLL", "key by key, e.g. ACCORDS_POLL__TIMEOUT_S=20", id="a section"),
    ],
)
def test_what_is_no_json_in_the_environment_is_told_by_its_variable(
    tmp_path, monkeypatch, variable, words
):
    monkeypatch.setenv(variable, "10.0.0.7")

    with pytest.raises(ConfigError, match=f"^environment: {variable}: ") as caught:
        load_settings(tmp_path / "monitor.toml")

    assert words in str(caught.value)
    assert "10.0.0.7" not in str(caught.value)


def test_a_list_in_the_environment_is_json(tmp_path, monkeypatch):
    monkeypatch.setenv("ACCORDS_POLL__ALLOW_PRIVATE_HOSTS", '["127.0.0.1"]')

    assert load_settings(tmp_path / "monitor.toml").poll.allow_private_hosts == ("127.0.0.1",)


def test_the_shipped_file_says_every_default():
    shipped = Path(config.__file__).with_name("monitor.toml")
    said = tomllib.loads(shipped.read_text(encoding="utf-8"))

    assert load_settings(shipped) == Settings()
    assert said == json.loads(json.dumps(dataclasses.asdict(Settings())))
