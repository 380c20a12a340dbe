"""A service of its own in a folder: configuration, database, feeds on loopback, and the command as a process."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg

import config
from tests.fakes.feedserver import FeedServer, item, rss
from tests.fakes.hook import HookServer

ACCORDS = Path(sys.executable).with_name("accords")
SHIPPED = Path(config.__file__).parent

MONITOR = """
[log]
format = "json"
[worker]
floor_s = 0.1
drain_s = 5.0
[poll]
interval_s = 1.0
min_interval_s = 1.0
max_delay_s = 1.0
spacing_s = 0.0
jitter_share = 0.0
connect_timeout_s = 1.0
read_timeout_s = 1.0
timeout_s = 2.0
lease_s = 3.0
allow_private_hosts = ["127.0.0.1"]
per_host = 8
[sending]
lease_s = 3.0
"""

ALERTS = """
[[target]]
name = "console"
channel = "console"
[[target]]
name = "desk"
channel = "slack"
webhook_env = "ACCORDS_DESK_WEBHOOK"
[[route]]
name = "everything"
targets = ["console", "desk"]
"""


class Newsroom:
    """Publishers with feeds on loopback, and a service that watches them."""

    def __init__(self, folder: Path, server: FeedServer, hook: HookServer, url: str = "") -> None:
        self.folder = folder
        self.server = server
        self.hook = hook
        self.config = folder / "config"
        self.database = folder / "accords.db"
        self.url = url or f"sqlite:///{self.database}"
        self._items: dict[str, list[str]] = {}
        self._sources: list[str] = []
        self._write_configuration()

    def source(
        self, host: str, tier: str = "minor", official_of: str = "", owner: str = ""
    ) -> None:
        """A publisher with an empty feed; its feed is listed."""
        lines = [f'host = "{host}"', f'publisher = "{host}"', f'tier = "{tier}"']
        lines += [f'official_of = ["{official_of}"]'] if official_of else []
        lines += [f'owner = "{owner}"'] if owner else []
        self._sources.append("[[source]]\n" + "\n".join(lines) + "\n")
        self._items[host] = []
        self._serve(host)
        (self.config / "sources.toml").write_text("\n".join(self._sources))
        (self.config / "feeds.toml").write_text(
            "\n".join(f'[[feed]]\nurl = "{self.server.url("/" + name)}"\n' for name in self._items)
        )

    def publish(self, host: str, title: str, text: str, published, path: str = "") -> str:
        """Add an article to the feed of ``host``; gives its address."""
        link = f"https://{host}{path or f'/{len(self._items[host]) + 1}'}"
        self._items[host].insert(0, item(title, link, text=text, published=published))
        self._serve(host)
        return link

    def patient(self) -> Newsroom:
        """The same with waits that no test lasts: no feed is due twice in it, and no answer is too slow on a busy machine."""
        file = self.config / "monitor.toml"
        waits = {"interval_s": 3600, "min_interval_s": 3600, "max_delay_s": 3600}
        waits |= {"connect_timeout_s": 60, "read_timeout_s": 60, "timeout_s": 60, "lease_s": 60}
        before, poll, after = file.read_text().partition("[poll]\n")
        polling, sending, rest = after.partition("[sending]")
        for name, seconds in waits.items():
            polling = re.sub(rf"(?m)^{name} = .*$", f"{name} = {seconds}.0", polling)
        file.write_text(before + poll + polling + sending + rest)
        return self

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a command without waiting for it."""
        return subprocess.Popen(
            self._command(words),
            env=self._environment(),
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def run(self, *words: str, code: int = 0) -> str:
        """Run a command to its end, which must be ``code``; gives what it printed."""
        done = subprocess.run(
            self._command(words),
            env=self._environment(),
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def json(self, *words: str):
        """What a reading command says with ``--json``."""
        return json.loads(self.run(*words, "--json"))

    def rows(self, query: str) -> list[tuple]:
        """The answer of the database."""
        if self.url.startswith("postgresql"):
            with psycopg.connect(self.url) as session:
                return session.execute(query).fetchall()
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()

    def _command(self, words: tuple[str, ...]) -> list[str]:
        return [
            str(ACCORDS),
            "--config",
            str(self.config),
            "--database",
            self.url,
            *words,
        ]

    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("ACCORDS_")}
        return {**kept, "ACCORDS_DESK_WEBHOOK": self.hook.url, "COLUMNS": "200"}

    def _serve(self, host: str) -> None:
        self.server.serve(f"/{host}", rss(*self._items[host], title=host))

    def _write_configuration(self) -> None:
        (self.config / "accords").mkdir(parents=True)
        shutil.copy(SHIPPED / "parties.toml", self.config)
        shutil.copy(SHIPPED / "accords" / "abraham-accords.toml", self.config / "accords")
        (self.config / "monitor.toml").write_text(MONITOR)
        (self.config / "alerts.toml").write_text(ALERTS)
