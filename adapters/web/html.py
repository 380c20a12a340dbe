"""Pages as HTML, by Jinja2: everything that is put into them is escaped, and what comes from feeds is cleaned."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from adapters.web.parts import BoardParts
from monitor.alerting.clean import clean, clean_url
from monitor.alerting.clean import host_of as host_of_link
from monitor.alerting.words import (
    CONFIRM_SAYS,
    KIN_SAYS,
    REVIEW_SAYS,
    count,
)
from monitor.model.events import ConfirmReason, KinReason, ReviewReason

QUOTE_CHARS = 4000
STYLE = "board.css"

STATIC_TYPES = {STYLE: "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}
"""The files that stand still, and their media types."""


def environment(parts: BoardParts) -> Environment:
    """Templates in which ``path`` makes links and the filters write values."""
    made = Environment(
        loader=PackageLoader("adapters.web", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "said": said,
        "safe_url": clean_url,
        "host": host_of_link,
        "day": day,
        "minute": minute,
        "counted": count,
        "words": words,
        "reason": reason,
        "kin": kin,
        "percent": percent,
        "span": span,
        "segment": lambda text: quote(str(text), safe=""),
    }
    made.globals |= {
        "path": parts.path,
        "version": parts.version,
        "style_version": digest_of(STYLE),
        "review_says": lambda word: REVIEW_SAYS[ReviewReason(word)],
        "sorted_link": sorted_link,
    }
    return made


class Pages:
    """Renders the templates."""

    def __init__(self, parts: BoardParts) -> None:
        self._environment = environment(parts)

    def render(self, name: str, told: Mapping[str, Any]) -> bytes:
        """The page of template ``name``."""
        page = self._environment.get_template(name).render(told)
        # A lone surrogate in a text from outside has no place in UTF-8.
        return page.encode("utf-8", "replace")


@cache
def static_file(name: str) -> bytes:
    """The bytes of a file that stands still."""
    return (files("adapters.web") / "static" / name).read_bytes()


@cache
def digest_of(name: str) -> str:
    """What tells this state of the file from others, for its address."""
    return hashlib.sha256(static_file(name)).hexdigest()[:12]


def said(text: str | None, limit: int = QUOTE_CHARS) -> Markup:
    """Text from outside on one line, escaped, and kept from turning the direction of what stands around it."""
    return Markup("<bdi>{}</bdi>").format(clean(text or "", limit))


def minute(at: datetime | None) -> Markup:
    """An instant to the minute, in UTC."""
    if at is None:
        return Markup("–")
    return Markup('<time datetime="{}"><span>{}</span> <span>{} UTC</span></time>').format(
        f"{at:%Y-%m-%dT%H:%M:%SZ}", f"{at:%Y-%m-%d}", f"{at:%H:%M}"
    )


def day(at: date | datetime | str | None) -> Markup:
    """A day, or a date that is only as exact as its source."""
    if not at:
        return Markup("–")
    text = at if isinstance(at, str) else f"{at:%Y-%m-%d}"
    return Markup('<time datetime="{}"><span>{}</span></time>').format(text, text)


def words(word: str | None) -> str:
    """A word of a closed list as people write it."""
    return (word or "").replace("_", " ")


def reason(word: str) -> str:
    """By what a stage was confirmed, in words."""
    return CONFIRM_SAYS[ConfirmReason(word)]


def kin(word: str) -> str:
    """Why two reports are one voice, in words."""
    return KIN_SAYS[KinReason(word)]


def percent(share: float) -> str:
    """``0.934`` as ``93 %``."""
    return f"{share * 100:.0f} %"


def span(seconds: float | None) -> str:
    """A span of seconds in the unit that fits; a dash for None."""
    if seconds is None:
        return "–"
    for size, unit in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds:.0f} s"


@pass_context
def sorted_link(context: Context, key: str, label: str) -> Markup:
    """The heading of a column by which the table can be sorted; the second click turns the order."""
    is_this = context["sort"] == key
    turned = is_this and not context["descending"]
    kept: Callable[[str], str] = lambda name: quote(str(context["kept"][name]), safe="")  # noqa: E731
    pairs = [f"{name}={kept(name)}" for name in context["kept"]]
    pairs += [f"sort={key}", *(["order=desc"] if turned else [])]
    arrow = (" ▼" if context["descending"] else " ▲") if is_this else ""
    return Markup('<a href="?{}">{}</a>{}').format("&".join(pairs), label, _hidden(arrow))


def _hidden(arrow: str) -> Markup:
    return Markup('<span aria-hidden="true">{}</span>').format(arrow) if arrow else Markup("")
