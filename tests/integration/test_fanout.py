"""Apprise, by its plainest service, a JSON post, to a server on loopback."""

from __future__ import annotations

import http.server
import json
import threading

import pytest

from adapters.fanout import AppriseSender
from adapters.rendering import Renderer
from monitor.alerting.secret import Secret
from monitor.alerting.targets import AppriseTarget
from monitor.model.errors import ConfigError, Transient
from tests.fakes.alerting import outgoing

HAS_APPRISE = True
try:
    import apprise  # noqa: F401 - asked only whether it is there
except ImportError:
    HAS_APPRISE = False

needs_apprise = pytest.mark.skipif(
    not HAS_APPRISE, reason="Apprise, an extra, is not installed: pip install 'accords[fanout]'"
)


class Receiver(http.server.BaseHTTPRequestHandler):
    """Keeps what is posted, and answers as it was told."""

    def do_POST(self):
        posted = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posted.append(json.loads(posted))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *_):
        """Nothing on the screen."""


@pytest.fixture
def server():
    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    made.posted, made.answer = [], 200
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def target(port):
    return AppriseTarget("more", Secret(f"json://127.0.0.1:{port}/MARKEDSECRET"), timeout_s=5)


@needs_apprise
def test_a_message_arrives_whole(server):
    AppriseSender(target(server.server_port), Renderer()).send(outgoing())

    (posted,) = server.posted
    assert posted["title"] == "Harbour Compact: Kazakhstan has signed"
    assert "Kazakhstan signed on Tuesday." in posted["message"]


@needs_apprise
def test_a_failure_is_tried_again_and_does_not_show_the_address(server):
    server.answer = 500

    with pytest.raises(Transient) as failed:
        AppriseSender(target(server.server_port), Renderer()).send(outgoing())

    assert "MARKEDSECRET" not in str(failed.value)


@needs_apprise
def test_an_address_that_apprise_does_not_know_is_refused_at_the_start():
    with pytest.raises(ConfigError, match="url_env") as refused:
        AppriseSender(AppriseTarget("more", Secret("pigeon://MARKEDSECRET")), Renderer())

    assert "MARKEDSECRET" not in str(refused.value)


@pytest.mark.skipif(HAS_APPRISE, reason="Apprise is installed here")
def test_without_the_extra_the_error_says_how_to_get_it():
    with pytest.raises(ConfigError, match="pip install"):
        AppriseSender(target(1), Renderer())
