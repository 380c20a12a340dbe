"""Slack's protocol, with respx in the place of the network."""

from __future__ import annotations

import json
import logging

import httpx
import pytest
import respx

from adapters.slack import API, SlackSender
from monitor.alerting.kinds import AlertKind
from monitor.alerting.secret import Secret
from monitor.alerting.targets import SlackTarget
from monitor.model.errors import Permanent, Transient, Unavailable, Uncertain
from tests.fakes.alerting import message, outgoing, quote

SECRET_PATH = "services/T000/B000/MARKEDSECRET"
WEBHOOK = f"https://hooks.slack.example/{SECRET_PATH}"


@pytest.fixture
def by_webhook():
    return SlackSender(SlackTarget("slack", webhook=Secret(WEBHOOK)))


@pytest.fixture
def by_token():
    target = SlackTarget("slack", token=Secret("xoxb-MARKEDSECRET"), slack_channel="C0123")
    return SlackSender(target)


def body(route, call=0):
    return json.loads(route.calls[call].request.content)


@respx.mock
def test_the_webhook_gets_blocks_and_a_text_that_stands_in_for_them(by_webhook):
    route = respx.post(WEBHOOK).respond(text="ok")

    by_webhook.send(outgoing())

    sent = body(route)
    assert sent["text"].startswith("*Harbour Compact: Kazakhstan has signed*")
    assert sent["blocks"][0]["text"]["text"] == "Harbour Compact: Kazakhstan has signed"
    shown = json.dumps(sent, ensure_ascii=False)
    for part in (
        "announced",
        "Kazakhstan signed on Tuesday.",
        "<https://wire.example/1|Example Wire (wire.example)>",
        "two independent sources",
        "When it takes effect.",
        "`SELECT * FROM membership",
    ):
        assert part in shown


@respx.mock
def test_an_answer_of_200_that_is_not_slacks_is_no_success(by_webhook):
    respx.post(WEBHOOK).respond(text="<html>Log in to the hotel network</html>")

    with pytest.raises(Transient):
        by_webhook.send(outgoing())


@respx.mock
def test_429_waits_as_long_as_slack_asks(by_webhook):
    respx.post(WEBHOOK).respond(429, headers={"Retry-After": "30"}, text="rate_limited")

    with pytest.raises(Transient) as waits:
        by_webhook.send(outgoing())

    assert waits.value.retry_after_s == 30


@respx.mock
@pytest.mark.parametrize("said", ["invalid_blocks", "invalid_payload", "msg_blocks_too_long"])
def test_refused_blocks_are_followed_by_the_text_alone(by_webhook, said):
    route = respx.post(WEBHOOK)
    route.side_effect = [httpx.Response(400, text=said), httpx.Response(200, text="ok")]

    sent = by_webhook.send(outgoing())

    assert "blocks" in body(route, 0)
    assert list(body(route, 1)) == ["text"]
    assert said in sent.detail


@respx.mock
def test_a_text_that_is_refused_as_well_is_permanent(by_webhook):
    route = respx.post(WEBHOOK).respond(400, text="invalid_payload")

    with pytest.raises(Permanent, match="invalid_payload"):
        by_webhook.send(outgoing())

    assert route.call_count == 2


@respx.mock
@pytest.mark.parametrize(
    ("status", "said", "expected"),
    [
        (403, "action_prohibited", Permanent),
        (404, "no_service", Permanent),
        (410, "channel_is_archived", Permanent),
        (302, "", Permanent),
        (408, "", Transient),
        (500, "server_error", Transient),
        (503, "", Transient),
    ],
)
def test_5xx_may_pass_and_other_refusals_stay(by_webhook, status, said, expected):
    respx.post(WEBHOOK).respond(status, text=said)

    with pytest.raises(expected) as refused:
        by_webhook.send(outgoing())

    assert str(status) in str(refused.value)


@respx.mock
@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (httpx.ConnectError("no route"), Unavailable),
        (httpx.ConnectTimeout("slow"), Unavailable),
        (httpx.ReadTimeout("slow"), Uncertain),
        (httpx.RemoteProtocolError("cut"), Uncertain),
    ],
)
def test_a_lost_answer_is_uncertain_and_a_lost_connection_is_not(by_webhook, error, expected):
    respx.post(WEBHOOK).mock(side_effect=error)

    with pytest.raises(Transient) as failed:
        by_webhook.send(outgoing())

    assert type(failed.value) is expected


@respx.mock
@pytest.mark.parametrize("answer", [200, 404, 500, httpx.ReadTimeout("x"), httpx.ConnectError("x")])
def test_the_webhooks_address_is_in_no_log_line_and_no_error(by_webhook, caplog, answer):
    caplog.set_level(logging.DEBUG)
    route = respx.post(WEBHOOK)
    if isinstance(answer, int):
        route.respond(answer, text="ok" if answer == 200 else "no")
    else:
        route.mock(side_effect=answer)

    said = ""
    try:
        by_webhook.send(outgoing())
    except (Transient, Permanent) as error:
        said = f"{error!r} {error.__cause__!r}"

    assert "MARKEDSECRET" not in said
    assert "MARKEDSECRET" not in caplog.text


@respx.mock
def test_feed_text_can_mention_nobody_and_disguise_no_link(by_webhook):
    route = respx.post(WEBHOOK).respond(text="ok")
    evil = "<!channel> <@U123> <https://evil.example|https://good.example> *bold* & `code`"
    hostile = message(
        headline=evil, what=evil, reason=evil, quotes=(quote(text=evil, publisher=evil),)
    )

    by_webhook.send(outgoing(messages=(hostile,)))

    shown = route.calls[0].request.content.decode()
    for part in ("<!channel", "<@U123", "<https://evil", "*bold*", "`code`"):
        assert part not in shown
    assert "&lt;!channel&gt;" in shown


@respx.mock
def test_a_bot_answers_in_the_thread_and_shows_corrections_to_all(by_token):
    route = respx.post(API).respond(json={"ok": True, "ts": "1700000000.000100"})

    first = by_token.send(outgoing())
    by_token.send(
        outgoing(messages=(message(kind=AlertKind.REVOKED),), thread_ref=first.provider_ref)
    )

    assert first.provider_ref == "1700000000.000100"
    assert "thread_ts" not in body(route, 0)
    assert (body(route, 1)["thread_ts"], body(route, 1)["reply_broadcast"]) == (
        "1700000000.000100",
        True,
    )
    assert route.calls[0].request.headers["Authorization"] == "Bearer xoxb-MARKEDSECRET"


@respx.mock
@pytest.mark.parametrize(
    ("said", "expected"),
    [("ratelimited", Transient), ("not_in_channel", Permanent), ("invalid_auth", Permanent)],
)
def test_a_bots_refusals_by_name(by_token, said, expected):
    respx.post(API).respond(json={"ok": False, "error": said})

    with pytest.raises(expected, match=said):
        by_token.send(outgoing())


@respx.mock
def test_a_bots_refused_blocks_are_followed_by_the_text_alone(by_token):
    route = respx.post(API)
    route.side_effect = [
        httpx.Response(200, json={"ok": False, "error": "invalid_blocks"}),
        httpx.Response(200, json={"ok": True, "ts": "1.2"}),
    ]

    assert by_token.send(outgoing()).provider_ref == "1.2"
    assert "blocks" not in body(route, 1)
