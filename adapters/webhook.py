"""A webhook that takes CloudEvents 1.0 as JSON (https://cloudevents.io), signed where a key is given.

``source`` and ``id`` together name the message, and they stay the same in every attempt: a receiver tells a
duplicate by them. The signature is HMAC-SHA256 over ``TIMESTAMP.BODY``, so that an old body cannot be
played again under a new time.
"""

from __future__ import annotations

import hmac
import json
from hashlib import sha256
from typing import Any

import httpx

from adapters.answers import USER_AGENT, refusal
from adapters.rendering import Renderer
from adapters.secrecy import conceal
from monitor.alerting.deliveries import Outgoing, Sent
from monitor.alerting.message import Message, Quote
from monitor.alerting.targets import WebhookTarget
from monitor.model.dates import iso
from monitor.model.errors import Unavailable, Uncertain
from monitor.ports import Clock

TYPE = "accords.alert"
SIGNATURE = "X-Accords-Signature"
TIMESTAMP = "X-Accords-Timestamp"


class WebhookSender:
    """Posts to one address; ``client`` is injected so that tests can stand in for the network."""

    def __init__(
        self,
        target: WebhookTarget,
        renderer: Renderer,
        clock: Clock,
        client: httpx.Client | None = None,
    ) -> None:
        conceal(target.url)
        self._target = target
        self._renderer = renderer
        self._clock = clock
        self._client = client or httpx.Client(
            timeout=target.timeout_s, headers={"User-Agent": USER_AGENT}, follow_redirects=False
        )

    def send(self, outgoing: Outgoing) -> Sent:
        """Post it; any 2xx is a success.

        Raises Transient, Uncertain or Permanent.
        """
        body = json.dumps(cloud_event(outgoing, self._renderer), ensure_ascii=False).encode()
        # `from None`: the cause holds the request, and with it the address.
        try:
            answer = self._client.post(
                self._target.url.reveal(), content=body, headers=self._headers(body)
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Unavailable(f"the webhook cannot be reached: {type(error).__name__}") from None
        except httpx.HTTPError as error:
            raise Uncertain(f"the webhook did not answer: {type(error).__name__}") from None
        if answer.is_success:
            return Sent(detail=f"answered {answer.status_code}")
        raise refusal("the webhook", answer, "")

    def _headers(self, body: bytes) -> dict[str, str]:
        at = str(int(self._clock.now().timestamp()))
        headers = {"Content-Type": "application/cloudevents+json", TIMESTAMP: at}
        key = self._target.signing_key
        if key is not None:
            headers[SIGNATURE] = f"sha256={signature(key.reveal(), at, body)}"
        return headers


def signature(key: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 in hex over the timestamp, a full stop and the body."""
    return hmac.new(key.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()


def cloud_event(outgoing: Outgoing, renderer: Renderer) -> dict[str, Any]:
    """The message as a CloudEvent; ``data`` is this service's own form, told in docs/alerts.md."""
    first = outgoing.first
    return {
        "specversion": "1.0",
        "id": outgoing.message_id.strip("<>"),
        "source": f"/accords/routes/{outgoing.route}",
        "type": f"{TYPE}.{first.kind.value}",
        "subject": outgoing.thread or "several",
        "time": iso(first.recorded_at),
        "datacontenttype": "application/json",
        "data": {
            "headline": renderer.subject(outgoing),
            "text": renderer.text(outgoing),
            "possible_duplicate": outgoing.possible_duplicate,
            "alerts": [_alert(message) for message in outgoing.messages],
        },
    }


def _alert(message: Message) -> dict[str, Any]:
    return {
        "kind": message.kind.value,
        "headline": message.headline,
        "what": message.what,
        "accord": message.accord,
        "party": message.party,
        "before": message.before,
        "after": message.after,
        "date": message.date or None,
        "effective": message.effective or None,
        "reason": message.reason,
        "voices": message.voices,
        "reports": message.reports,
        "evidence": [_evidence(quote) for quote in message.quotes],
        "unknown": list(message.unknown),
        "sql": message.sql,
        "position": message.position,
        "recorded_at": iso(message.recorded_at),
        "test": message.is_test,
    }


def _evidence(quote: Quote) -> dict[str, Any]:
    return {
        "quote": quote.text,
        "publisher": quote.publisher,
        "tier": quote.tier,
        "published": iso(quote.published),
        "title": quote.title,
        "url": quote.url or None,
        "says": quote.says,
        "repeats": quote.repeats,
    }
