"""The generic webhook: CloudEvents, signed."""

from __future__ import annotations

import hmac
import json
import logging
from hashlib import sha256

import httpx
import pytest
import respx

from adapters.rendering import Renderer
from adapters.webhook import WebhookSender
from monitor.alerting.secret import Secret
from monitor.alerting.targets import WebhookTarget
from monitor.model.clock import SetClock
from monitor.model.errors import Permanent, Transient, Uncertain
from tests.fakes.alerting import NOW, outgoing

URL = "https://hooks.example/in/MARKEDSECRET"


@pytest.fixture
def sender():
    target = WebhookTarget("hook", Secret(URL), Secret("signing-key"))
    return WebhookSender(target, Renderer(), SetClock(NOW))


@respx.mock
def test_it_is_a_cloud_event_whose_id_is_the_same_in_every_attempt(sender):
    route = respx.post(URL).respond(202)

    sender.send(outgoing())
    sender.send(outgoing(attempt=2, possible_duplicate=True))

    first, second = (json.loads(call.request.content) for call in route.calls)
    assert first["specversion"] == "1.0"
    assert (first["id"], first["source"]) == (second["id"], second["source"])
    assert first["type"] == "accords.alert.confirmed"
    assert first["subject"] == "x-harbour/KZ"
    assert first["data"]["alerts"][0]["evidence"][0]["quote"] == "Kazakhstan signed on Tuesday."
    assert second["data"]["possible_duplicate"]


@respx.mock
def test_the_receiver_can_check_who_sent_it_and_when(sender):
    route = respx.post(URL).respond(204)

    sender.send(outgoing())

    request = route.calls[0].request
    at = request.headers["X-Accords-Timestamp"]
    expected = hmac.new(b"signing-key", at.encode() + b"." + request.content, sha256).hexdigest()
    assert request.headers["X-Accords-Signature"] == f"sha256={expected}"
    assert at == str(int(NOW.timestamp()))


@respx.mock
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (500, Transient),
        (429, Transient),
        (400, Permanent),
        (301, Permanent),
        (httpx.ConnectError("x"), Transient),
        (httpx.ReadTimeout("x"), Uncertain),
    ],
)
def test_what_fails_says_so_without_the_address(sender, caplog, answer, expected):
    caplog.set_level(logging.DEBUG)
    route = respx.post(URL)
    if isinstance(answer, int):
        route.respond(answer)
    else:
        route.mock(side_effect=answer)

    with pytest.raises(expected) as failed:
        sender.send(outgoing())

    assert "MARKEDSECRET" not in f"{failed.value!r}{caplog.text}"
