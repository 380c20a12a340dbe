"""Logs by structlog: JSON in production, readable on a terminal, and no secret in any line.

httpx logs whole URLs at INFO, a Slack webhook's secret among them: its logger and those of the other
libraries start at WARNING, and a last processor masks what still looks like a secret.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from datetime import datetime
from typing import Any

import structlog

from config.settings import LogSettings
from monitor.model.dates import iso

QUIET = ("httpx", "httpcore", "apscheduler", "alembic", "asyncio", "uvicorn", "uvicorn.error")
"""Loggers of libraries that speak from WARNING on."""

_SECRETS = (
    re.compile(r"(https?://hooks\.slack\.com/)\S+"),
    re.compile(r"(?i)(\w+://)[^/\s:@]+:[^/\s@]+(?=@)"),
    re.compile(
        r"(?i)([?&](?:key|api_key|apikey|token|access_token|secret|password|auth|sig)=)[^&\s'\"]+"
    ),
    re.compile(r"\b(xox[abprs]-)[\w-]+"),
)


def configure_logging(settings: LogSettings) -> None:
    """Set up structlog and the standard library's logging; lines go to standard error."""
    as_json = settings.format == "json" or (settings.format == "auto" and not sys.stderr.isatty())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        write_instants,
    ]
    renderer: list[Any] = (
        [structlog.processors.format_exc_info, mask_secrets, structlog.processors.JSONRenderer()]
        if as_json
        else [
            structlog.processors.format_exc_info,
            mask_secrets,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ]
    )
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    structlog.configure(
        processors=[*shared, *renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def write_instants(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """The event with its instants in ISO 8601, where structlog would write Python's own form of them."""
    return {
        key: iso(value) if isinstance(value, datetime) else value for key, value in event.items()
    }


def mask_secrets(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """The event with webhook paths, passwords in URLs, tokens and keys masked."""
    return {key: masked(value) if isinstance(value, str) else value for key, value in event.items()}


def masked(text: str) -> str:
    """``text`` with what looks like a secret replaced by ``***``."""
    for pattern in _SECRETS:
        text = pattern.sub(r"\1***", text)
    return text
