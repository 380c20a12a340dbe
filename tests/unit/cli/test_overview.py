"""What a newcomer types first: the overviews are whole and quick, and a slip names its remedy."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from monitor.cli import COMMANDS, accords

ACCORDS = Path(sys.executable).with_name("accords")


def test_the_overview_lists_every_command_on_one_line():
    said = CliRunner().invoke(accords, ["--help"], terminal_width=80).stdout
    lines = {line.split()[0]: line for line in said.splitlines() if line.startswith("  ")}
    for name, listed in COMMANDS.items():
        assert lines[name].endswith(listed.summary)
    assert "..." not in said.partition("Commands:")[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_where_the_overview_looks_for_it(name):
    module, _, attribute = COMMANDS[name].place.partition(":")
    command = getattr(importlib.import_module(f"monitor.cli.{module}"), attribute)
    assert command.name == name


@pytest.mark.parametrize("group", ["alerts", "db", "feeds", "review"])
def test_the_overview_of_a_group_cuts_no_sentence(group):
    said = CliRunner().invoke(accords, [group, "--help"], terminal_width=80).stdout
    assert "..." not in said.partition("Commands:")[2]


def test_the_overview_imports_no_command_and_no_database():
    loaded = (
        "import sys; from monitor.cli import accords; accords(['--help'], standalone_mode=False); "
    )
    told = "print({'sqlalchemy', 'monitor.cli.context'} & sys.modules.keys())"
    done = subprocess.run(
        [sys.executable, "-c", loaded + told], capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("set()\n")


def test_an_option_of_all_commands_behind_the_command_names_its_place():
    done = subprocess.run(
        [ACCORDS, "status", "--database", "x"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "--database stands before the command: accords --database …" in done.stderr


def test_a_stage_that_is_none_is_refused_with_those_that_are():
    done = CliRunner().invoke(
        accords, ["review", "confirm", "x-a/NO", "signd", "--by", "Ada", "--reason", "r"]
    )
    assert "'STAGE'" in done.output
    assert "'signed'" in done.output
