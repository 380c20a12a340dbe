"""Memory stays flat whatever the other side sends: measured on a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import brotli
import pytest

from tests.fakes.feedserver import Answer, FeedServer, endless, gzip_bomb, rss

ROOT = Path(__file__).resolve().parents[2]
MOST_GROWTH_KB = 40_000
"""What eight fetches under a cap of five megabytes each may add to a process at its peak."""

PROBE = """
import asyncio, json, resource, sys
from adapters.feeds.parse import FeedReader
from adapters.http import FeedClient
from monitor.model.feed import Outcome, PollPolicy

policy = PollPolicy(allow_private_hosts=("127.0.0.1",), timeout_s=30.0)

async def fetch(urls):
    async with FeedClient(policy).session() as session:
        return await asyncio.gather(*(session.fetch(url) for url in urls))

def outcome(fetched):
    return FeedReader(100).parse(fetched).outcome if fetched.outcome is Outcome.OK else fetched.outcome

plain, hostile = sys.argv[1], sys.argv[2:]
asyncio.run(fetch([plain])), [outcome(f) for f in asyncio.run(fetch([plain]))]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = [outcome(fetched).value for fetched in asyncio.run(fetch(hostile))]
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"outcomes": found, "grown_kb": after - before}))
"""

BILLION_LAUGHS = b"".join(
    [
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">',
        *(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)),
        b"]><rss version='2.0'><channel><item><title>&a11;</title></item></channel></rss>",
    ]
)


def flat_bomb(encoding: str) -> bytes:
    """One long entity, named many times over: quadratic and without nesting."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE rss [<!ENTITY a "{"x" * 200_000}">]>'
        f"<rss version='2.0'><channel><item><title>{'&a;' * 20_000}</title></item></channel></rss>"
    )
    return text.encode(encoding)


HOSTILE = {
    "gzip bomb": (gzip_bomb(500_000_000), "too_large"),
    "br bomb": (
        Answer(brotli.compress(b"\0" * 300_000_000, quality=5), headers={"Content-Encoding": "br"}),
        "too_large",
    ),
    "endless": (endless(), "too_large"),
    "endless with an error": (replace(endless(), status=503), "http_error"),
    "nested entities": (Answer(BILLION_LAUGHS), "ok"),
    "a long entity": (Answer(flat_bomb("utf-8")), "ok"),
    "a long entity in UTF-16": (Answer(flat_bomb("utf-16")), "ok"),
    "items that never end": (Answer(b"<rss><channel>" + b"<item>" * 200_000), "not_a_feed"),
}


@pytest.mark.slow
def test_memory_stays_flat():
    with FeedServer() as server:
        urls = [server.script(f"/{n}", answer) for n, (answer, _) in enumerate(HOSTILE.values())]
        command = [sys.executable, "-c", PROBE, server.serve("/plain", rss()), *urls]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=120, cwd=ROOT
        )
    report = json.loads(done.stdout)
    wanted = [outcome for _, outcome in HOSTILE.values()]
    assert report["outcomes"] == wanted
    assert report["grown_kb"] < MOST_GROWTH_KB
