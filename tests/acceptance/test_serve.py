"""`accords serve` as a process: where it listens, how it ends, and what it says where it cannot begin."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

import config
from adapters.web.server import bind
from monitor.board import BoardPlace
from monitor.cli.context import Context
from monitor.model.errors import ConfigError, UsageError
from store.engine import open_engine, write
from tests.fakes.newsroom import ACCORDS

SHIPPED = Path(config.__file__).parent
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("ACCORDS_")}


def words(url, *more):
    return [str(ACCORDS), "--config", str(SHIPPED), "--database", url, *more]


def said_by(url, *more, **environment):
    """What a command that ends by itself says."""
    return subprocess.run(
        words(url, *more),
        env=ENVIRONMENT | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@contextmanager
def serving(url, *more, **environment):
    """A process that serves, and the address that it names."""
    process = subprocess.Popen(
        words(url, "serve", "--port", "0", *more),
        env=ENVIRONMENT | {"ACCORDS_LOG__LEVEL": "warning"} | environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        line = process.stderr.readline()
        yield process, re.search(r"http://\S+?:\d+/", line)[0].rstrip("/")
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)], ids=["SIGTERM", "Ctrl-C"]
)
def test_it_ends_in_order(database_url, number, code):
    with serving(database_url) as (process, address):
        assert httpx.get(f"{address}/").status_code == 200
        process.send_signal(number)
        assert process.wait(timeout=30) == code
        assert "Traceback" not in process.stderr.read()


def test_health_is_what_the_command_says(database_url):
    with serving(database_url) as (_, address):
        served = httpx.get(f"{address}/healthz")
    told = said_by(database_url, "health", "--json")
    assert [(one["name"], one["verdict"], one["found"]) for one in served.json()["checks"]] == [
        (one["name"], one["verdict"], one["found"]) for one in json.loads(told.stdout)
    ]
    assert (served.status_code, told.returncode) == (503, 1), (
        "feeds are on and none was ever polled"
    )


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_environment_and_the_command_line_say_where(database_url):
    with serving(database_url, ACCORDS_BOARD__HOST="localhost") as (_, address):
        assert address.startswith("http://localhost:")
    with serving(database_url, "--host", "127.0.0.1", ACCORDS_BOARD__HOST="nowhere") as (
        _,
        address,
    ):
        assert address.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_port_that_is_taken_is_named_with_the_remedy(database_url):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        told = said_by(database_url, "serve", "--port", port)
    assert told.returncode == 2
    assert f"something else listens on 127.0.0.1:{port}; choose another port" in told.stderr


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host", "x.invalid"])
def test_a_host_that_is_not_ours_is_named(host):
    with pytest.raises(UsageError, match=f"--host {host}: no address of this machine"):
        bind(BoardPlace(host=host, port=0))


def test_a_database_that_is_not_there_is_not_made(tmp_path):
    told = said_by(f"sqlite:///{tmp_path}/none.db", "serve")
    assert (told.returncode, "`accords run` makes it" in told.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


SCHEMAS = {
    "newer": ("UPDATE alembic_version SET version_num = '9999'", "upgrade accords"),
    "older": ("UPDATE alembic_version SET version_num = '0001'", "run accords db upgrade"),
    "of other views": (
        "UPDATE schema_state SET value = 'x' WHERE name = 'views'",
        "run accords db upgrade",
    ),
    "missing": ("DELETE FROM alembic_version", "run accords db upgrade"),
}


@pytest.mark.parametrize(("change", "remedy"), SCHEMAS.values(), ids=SCHEMAS)
def test_a_schema_that_is_not_of_this_version_is_left_alone(database_url, change, remedy):
    engine = open_engine(database_url)
    with write(engine) as connection:
        connection.execute(text(change))
    engine.dispose()
    with pytest.raises(ConfigError, match=remedy):
        Context(SHIPPED, database_url).reading()


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "notes.db"
    path.write_text("These are notes, and no database at all. " * 100)
    with pytest.raises(ConfigError, match="cannot be read as a database"):
        Context(SHIPPED, f"sqlite:///{path}").reading()


def test_an_address_that_is_none_is_refused_by_its_key(tmp_path):
    told = said_by("sqlite:///x.db", "serve", ACCORDS_BOARD__URL="board.example")
    assert told.returncode == 2
    assert "board.url: no address of a web site" in told.stderr
