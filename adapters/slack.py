"""Slack: by incoming webhook, or by bot token, which can also answer in threads.

A webhook's address is a password: no error and no log line bears it.
"""

from __future__ import annotations

from typing import Any

import httpx

from adapters.answers import USER_AGENT, refusal, retry_after_s
from adapters.secrecy import conceal
from adapters.slack_blocks import payload, text_only
from monitor.alerting.clean import clean
from monitor.alerting.deliveries import Outgoing, Sent
from monitor.alerting.targets import SlackTarget
from monitor.model.errors import ConfigError, Permanent, Transient, Unavailable, Uncertain

API = "https://slack.com/api/chat.postMessage"

BLOCKS_REFUSED = {
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_payload",
    "msg_blocks_too_long",
}
"""Slack's words for blocks that it does not like; the text alone is then tried once."""

SLOW_DOWN = {"ratelimited", "rate_limited"}
"""Slack's words for too many messages."""

TRY_LATER = {
    "internal_error",
    "fatal_error",
    "request_timeout",
    "service_unavailable",
    "team_added_to_org",
}
"""Errors of the web API that pass."""


class SlackSender:
    """Posts to one Slack channel; ``client`` is injected so that tests can stand in for the network."""

    def __init__(self, target: SlackTarget, client: httpx.Client | None = None) -> None:
        secret = target.webhook or target.token
        if secret is None:
            raise ConfigError(f"target {target.name!r}: neither a webhook nor a token")
        conceal(secret)
        self._target = target
        self._client = client or httpx.Client(
            timeout=target.timeout_s, headers={"User-Agent": USER_AGENT}, follow_redirects=False
        )

    def send(self, outgoing: Outgoing) -> Sent:
        """Post it; text alone where Slack refuses the blocks.

        Raises Transient, Uncertain or Permanent.
        """
        try:
            return self._post(outgoing, payload(outgoing))
        except _BlocksRefused as refused:
            return self._text_alone(outgoing, str(refused))

    def _text_alone(self, outgoing: Outgoing, refused: str) -> Sent:
        try:
            sent = self._post(outgoing, text_only(outgoing))
        except _BlocksRefused as again:
            raise Permanent(f"Slack refused the blocks and the text: {again}") from None
        return Sent(sent.provider_ref, f"text only: Slack refused the blocks: {refused}")

    def _post(self, outgoing: Outgoing, body: dict[str, Any]) -> Sent:
        if self._target.webhook is not None:
            return self._by_webhook(self._target.webhook.reveal(), body)
        return self._by_token(outgoing, body)

    def _by_webhook(self, url: str, body: dict[str, Any]) -> Sent:
        answer = self._request(url, body, {})
        said = clean(answer.text, 100)
        # Anything that stands between us and Slack may answer 200; only Slack says "ok".
        if answer.status_code == httpx.codes.OK and said == "ok":
            return Sent()
        _check_blocks(said)
        raise refusal("Slack", answer, said)

    def _by_token(self, outgoing: Outgoing, body: dict[str, Any]) -> Sent:
        assert self._target.token is not None
        headers = {"Authorization": f"Bearer {self._target.token.reveal()}"}
        answer = self._request(API, body | self._placed(outgoing), headers)
        if answer.status_code != httpx.codes.OK:
            raise refusal("Slack", answer, clean(answer.text, 100))
        return _api_answer(answer)

    def _placed(self, outgoing: Outgoing) -> dict[str, Any]:
        """Channel and thread; a correction is shown in the channel as well."""
        placed: dict[str, Any] = {
            "channel": self._target.slack_channel,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if outgoing.thread_ref:
            placed |= {"thread_ts": outgoing.thread_ref, "reply_broadcast": outgoing.corrects}
        return placed

    def _request(self, url: str, body: dict[str, Any], headers: dict[str, str]) -> httpx.Response:
        # `from None`: the cause holds the request, and with it the secret.
        try:
            return self._client.post(url, json=body, headers=headers)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Unavailable(f"Slack cannot be reached: {type(error).__name__}") from None
        except httpx.HTTPError as error:
            raise Uncertain(f"Slack did not answer: {type(error).__name__}") from None


class _BlocksRefused(Exception):
    """Slack refused the blocks, not the message."""


def _check_blocks(said: str) -> None:
    if said in BLOCKS_REFUSED:
        raise _BlocksRefused(said)


def _api_answer(answer: httpx.Response) -> Sent:
    try:
        found = answer.json()
    except ValueError:
        raise Transient("Slack's answer is not JSON") from None
    if not isinstance(found, dict):
        raise Transient("Slack's answer is not an object")
    if found.get("ok") is True:
        return Sent(provider_ref=clean(str(found.get("ts", "")), 40))
    said = clean(str(found.get("error", "no reason given")), 100)
    _check_blocks(said)
    if said in SLOW_DOWN:
        raise Unavailable(f"Slack: {said}", retry_after_s=retry_after_s(answer))
    if said in TRY_LATER:
        raise Transient(f"Slack: {said}", retry_after_s=retry_after_s(answer))
    raise Permanent(f"Slack: {said}")
