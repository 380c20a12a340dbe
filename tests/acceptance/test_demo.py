"""`accords demo` tells its whole story on either database, and never on one that holds events."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.fakes.newsroom import ACCORDS


def run(folder, *words, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ACCORDS_")}
    return subprocess.run(
        [str(ACCORDS), *words],
        env={**kept, "COLUMNS": "200", **environment},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_on_a_database_that_is_named_it_ends_with_members_and_an_intact_log(tmp_path, empty_url):
    told = run(tmp_path, "--database", empty_url, "demo")
    assert told.returncode == 0, told.stderr
    assert "intact: " in told.stdout
    asked = run(tmp_path, "--database", empty_url, "queries", "joined-by-year", "--csv")
    assert "AE" in asked.stdout
    again = run(tmp_path, "--database", empty_url, "demo")
    assert (again.returncode, "holds events" in again.stderr) == (2, True)


def test_the_service_s_own_database_is_no_stage(tmp_path):
    """The environment names where the service works; only the option chooses the demo's database."""
    own = tmp_path / "own.db"
    told = run(tmp_path, "demo", ACCORDS_DATABASE_URL=f"sqlite:///{own}")
    assert told.returncode == 0, told.stderr
    assert "intact: " in told.stdout
    assert not own.exists()
    assert (tmp_path / "var" / "demo" / "accords.db").exists()
