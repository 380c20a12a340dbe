"""A hundred more services through Apprise 2 (https://github.com/caronc/apprise), an extra.

One target is one address of Apprise's own form, ``discord://…``, ``matrixs://…``; the address is a secret.
"""

from __future__ import annotations

import importlib
from typing import Any, Protocol, cast

from adapters.rendering import Renderer
from adapters.secrecy import conceal
from monitor.alerting.clean import cut
from monitor.alerting.deliveries import Outgoing, Sent
from monitor.alerting.secret import Secret
from monitor.alerting.targets import AppriseTarget
from monitor.model.errors import ConfigError, Transient, Uncertain

INSTALL = "pip install 'accords[fanout]'"
TITLE_CHARS = 200


class _Status(Protocol):
    name: str


class _Result(Protocol):
    status: _Status


class _Service(Protocol):
    """What we use of ``apprise.Apprise``, which comes without types."""

    def add(self, address: str) -> bool: ...

    def notify(self, *, title: str, body: str, timeout: float) -> _Result: ...


class AppriseSender:
    """Hands messages to one service of Apprise."""

    def __init__(self, target: AppriseTarget, renderer: Renderer) -> None:
        for part in target.url.reveal().replace("?", "/").replace("@", "/").split("/"):
            conceal(Secret(part))
        self._timeout_s = target.timeout_s
        self._renderer = renderer
        self._service = _open(target)

    def send(self, outgoing: Outgoing) -> Sent:
        """Hand it over.

        Apprise does not tell a refusal from a failure, so every failure is Transient, until the
        deadline; Uncertain where the service did not answer in time.
        """
        result = self._service.notify(
            title=cut(self._renderer.subject(outgoing), TITLE_CHARS),
            body=self._renderer.text(outgoing),
            timeout=self._timeout_s,
        )
        said = result.status.name
        if said == "SUCCESS":
            return Sent()
        if said == "TIMEOUT":
            raise Uncertain("the service did not answer in time")
        raise Transient(f"Apprise reports {said.lower()}")


def _open(target: AppriseTarget) -> _Service:
    try:
        apprise: Any = importlib.import_module("apprise")
    except ImportError as error:
        raise ConfigError(f"target {target.name!r}: Apprise is not installed; {INSTALL}") from error
    service = cast("_Service", apprise.Apprise())
    if not service.add(target.url.reveal()):
        raise ConfigError(
            f"target {target.name!r}: url_env: Apprise does not know such an address; "
            "see its list of services"
        )
    return service
