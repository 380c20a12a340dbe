"""Keeps a secret out of the log lines that HTTP libraries write."""

from __future__ import annotations

import logging

from monitor.alerting.secret import Secret

_LOGGERS = (
    "httpx",
    "httpcore.connection",
    "httpcore.http11",
    "httpcore.http2",
    "httpcore.proxy",
    "httpcore.socks",
    "apprise",
    "urllib3.connectionpool",
)
"""httpx logs whole URLs at INFO; httpcore, Apprise and urllib3 log requests at DEBUG.

Each is named because a filter does not reach a logger's children.
"""

MASK = "***"


class _Masking(logging.Filter):
    """Replaces secrets in each record before any handler sees it."""

    def __init__(self, values: frozenset[str]) -> None:
        super().__init__()
        self.values = values

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the record and let it pass."""
        text = record.getMessage()
        masked = text
        # The longest first: one secret may begin as another one does.
        for value in sorted(self.values, key=len, reverse=True):
            masked = masked.replace(value, MASK)
        if masked != text:
            record.msg, record.args = masked, ()
        return True


def conceal(secret: Secret) -> None:
    """Mask ``secret``, and the path of it where it is a web address, in all that the libraries log."""
    value = secret.reveal()
    _, _, path = value.partition("://")[2].partition("/")
    # A short path, such as `/hook`, is no secret, and masking it would blot out honest lines.
    values = {part for part in (value, path) if len(part) > 8}
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        known = next((found for found in logger.filters if isinstance(found, _Masking)), None)
        if known is None:
            logger.addFilter(_Masking(frozenset(values)))
        else:
            known.values |= values
