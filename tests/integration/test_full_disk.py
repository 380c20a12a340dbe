"""A file system that is really full, in a mount namespace of its own: what is refused is refused whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APART = (
    ["unshare", "--mount"]
    if os.geteuid() == 0
    else ["unshare", "--user", "--map-root-user", "--mount"]
)


def can_mount(folder):
    """Whether this machine lets us mount a small file system."""
    try:
        mount = ["mount", "-t", "tmpfs", "tmpfs", str(folder)]
        return subprocess.run([*APART, *mount], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_an_append_without_room_is_refused_whole_and_goes_on_with_room(tmp_path, database):
    if not can_mount(tmp_path):
        pytest.skip("no file system can be mounted here: it takes root, or user namespaces")
    if database == "postgresql" and os.geteuid() != 0:
        pytest.skip("the server's user cannot be another in a user namespace: it takes root")
    # The server's own user must reach it; the tests' folder is closed to others.
    folder = Path("/mnt") if database == "postgresql" else tmp_path
    command = [*APART, sys.executable, "-m", "tests.fakes.full_disk", database, str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "refusal": "database: the disk is full; make room, and what was not answered as committed is done again",
        "head": 0,
        "again": 0,
        "with room": 1,
        "intact": True,
    }
