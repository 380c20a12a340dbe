"""What docs/analysts.md shows is run: its commands, and its code for pandas and DuckDB."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.engine import make_url

from monitor.cli import accords

PAGE = Path(__file__).resolve().parents[2] / "docs" / "analysts.md"
BLOCKS = re.findall(r"```(sh|python)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
COMMANDS = [line for kind, body in BLOCKS if kind == "sh" for line in body.splitlines()]
CODE = [body for kind, body in BLOCKS if kind == "python"]
REMOTE = "postgresql+psycopg://analyst@db.example/accords"


@pytest.fixture
def place(sqlite_desk, tmp_path, monkeypatch):
    """A folder with the desk's database where the page has it, and nothing else."""
    (tmp_path / "var").mkdir()
    shutil.copy(make_url(sqlite_desk).database, tmp_path / "var" / "accords.db")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command):
    words = command.split()
    assert words[0] == "accords"
    return CliRunner().invoke(accords, words[1:], standalone_mode=False, catch_exceptions=False)


def test_every_command_does_what_the_page_says(place):
    assert len(COMMANDS) > 8
    for command in COMMANDS:
        assert run(command).return_value in {0, None}, command
    written = {found.name for found in (place / "out").iterdir()}
    assert {"claims.jsonl", "claims.parquet", "events.ndjson"} <= written
    assert (place / "copy.db").exists()


FINDS = [
    ("per_outlet", lambda found: found.to_dict()["first.example"] == 2),
    (
        "members_by_accord",
        lambda found: found.to_dict() == {"x-compact": 2, "x-court": 2},
    ),
    ("membership", lambda found: sorted(found["party"]) == ["CL", "FI", "NO", "PE"]),
    ("late", lambda found: found[0][:3] == ("x-compact", "PE", "prospective")),
    ("conflicts", lambda found: [row[1] for row in found][-1] == "2025-03-03"),
]


@pytest.mark.parametrize(
    ("code", "found"), list(zip(CODE, FINDS, strict=True)), ids=[f[0] for f in FINDS]
)
def test_code_finds_what_it_is_after(place, postgres_desk, code, found):
    run("accords export all --format parquet -o out")
    # The owner's session needs the path that a reader's role has of itself.
    server = make_url(postgres_desk).set(drivername="postgresql+psycopg")
    server = server.update_query_dict({"options": "-csearch_path=accords_read"})
    names: dict[str, object] = {}
    exec(code.replace(REMOTE, server.render_as_string(hide_password=False)), names)
    name, holds = found
    assert holds(names[name])
