"""Slack's Block Kit within its limits: whatever the text, the payload is valid.

Limits: 150 characters a header, 3,000 a section, 50 blocks (https://docs.slack.dev/reference/block-kit),
and a total that Slack does not document and that users met at about 13,000; we keep well below each.
"""

from __future__ import annotations

import re
from typing import Any

from adapters.rendering import lead, subject
from monitor.alerting.clean import cut
from monitor.alerting.deliveries import Outgoing
from monitor.alerting.message import Message, Quote
from monitor.alerting.words import count

HEADER_CHARS = 150
SECTION_CHARS = 2900
FIELD_CHARS = 1900
MAX_BLOCKS = 45
TOTAL_CHARS = 10_000
FALLBACK_CHARS = 3900

Block = dict[str, Any]
"""A block as JSON."""

# A mark that would start or end formatting; inside a word (snake_case) it is plain text to Slack.
_MARKS = re.compile(r"(?<!\w)[*_~`]|[*_~`](?!\w)")
_LOOK_ALIKES = str.maketrans("*_~`", "＊＿～｀")


def escaped(text: str) -> str:
    """``text`` as Slack shows it literally: no mention, no link, no formatting.

    The three characters that Slack's markup needs are escaped
    (https://docs.slack.dev/messaging/formatting-message-text); marks that would format become their
    full-width look-alikes.
    """
    plain = _MARKS.sub(lambda found: found.group().translate(_LOOK_ALIKES), text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(url: str, label: str) -> str:
    """A link; just the label where there is no address.

    ``url`` has passed ``clean_url``, so it holds no ``<`` or ``>``; a ``|``, which parts address and
    label, is encoded in the one and shown full-width in the other.
    """
    shown = escaped(label.replace("|", "｜"))
    return f"<{url.replace('&', '&amp;').replace('|', '%7C')}|{shown}>" if url else shown


def payload(outgoing: Outgoing) -> dict[str, Any]:
    """The message as Slack takes it: blocks, and the text that stands in for them."""
    return {"text": fallback(outgoing), "blocks": blocks(outgoing)}


def text_only(outgoing: Outgoing) -> dict[str, Any]:
    """The message without blocks, for when Slack refuses them."""
    return {"text": fallback(outgoing)}


def fallback(outgoing: Outgoing) -> str:
    """The message in a few lines: for notifications, screen readers, and when blocks are refused."""
    lines = [f"*{_fit(subject(outgoing), HEADER_CHARS)}*"]
    for message in outgoing.messages[:5]:
        lines += [_fit(line, 400) for line in _few_words(message)]
        lines += [_quoted(quote, 200) for quote in message.quotes[:2]]
    if outgoing.possible_duplicate:
        lines.append("_This may have reached you before._")
    return _whole_lines(lines, FALLBACK_CHARS)


def blocks(outgoing: Outgoing) -> list[Block]:
    """The blocks; what would go over a limit is left out, and the last block says so."""
    found = [_header(subject(outgoing))]
    if len(outgoing.messages) > 1:
        found.append(_context(f"{lead(outgoing)}: {count(len(outgoing.messages), 'alert')}"))
    if outgoing.possible_duplicate:
        found.append(_context("This may have reached you before: an earlier answer was lost."))
    bodies = [_body(message, alone=len(outgoing.messages) == 1) for message in outgoing.messages]
    return _within_budget(found, bodies)


def _within_budget(found: list[Block], bodies: list[list[Block]]) -> list[Block]:
    used = sum(_size(block) for block in found)
    for number, body in enumerate(bodies):
        for block in body:
            used += _size(block)
            if used > TOTAL_CHARS or len(found) >= MAX_BLOCKS:
                left = len(bodies) - number
                return [*found, _context(f"… cut here, {count(left, 'alert')} not shown whole")]
            found.append(block)
    return found


def _body(message: Message, *, alone: bool) -> list[Block]:
    made = [] if alone else [{"type": "divider"}, _section(f"*{_fit(message.headline, 300)}*")]
    # Slack refuses a section without text, and all of the message with it.
    if message.what:
        made.append(_section(_fit(message.what, SECTION_CHARS)))
    fields = [_field(name, value) for name, value in _facts(message)]
    if fields:
        # Slack takes at most ten fields in a section.
        made.append({"type": "section", "fields": fields[:10]})
    made += [_section(_quoted(quote, 700)) for quote in message.quotes]
    if message.more_quotes:
        made.append(_context(f"… and {count(message.more_quotes, 'report')} more"))
    if message.unknown:
        lines = ["*Still unknown*", *(f"• {_fit(line, 300)}" for line in message.unknown)]
        made.append(_section(_whole_lines(lines, SECTION_CHARS)))
    return [*made, *_footer(message)]


def _facts(message: Message) -> list[tuple[str, str]]:
    facts = [
        ("Before", message.before),
        ("After", message.after),
        ("Date", message.date),
        ("Takes effect", message.effective),
        ("Reason", message.reason),
    ]
    if message.quotes:
        voices = count(message.voices, "independent voice")
        facts.append(("Voices", f"{voices} in {count(message.reports, 'report')}"))
    return [fact for fact in (*facts, *message.facts) if fact[1]]


def _few_words(message: Message) -> list[str]:
    stages = f"{message.before} → {message.after}" if message.after else ""
    return [line for line in (message.what, stages, message.reason) if line]


def _footer(message: Message) -> list[Block]:
    parts = [f"Recorded {message.recorded_at:%Y-%m-%d %H:%M} UTC"]
    if message.position:
        parts.append(f"event {message.position}")
    if message.board_url:
        parts.append(link(message.board_url, "on the board"))
    made = [_mrkdwn_context(" · ".join(parts))]
    if message.sql:
        made.append(_mrkdwn_context(f"`{_code(message.sql)}`"))
    return made


def _quoted(quote: Quote, limit: int) -> str:
    who = (
        quote.publisher
        if quote.host in {"", quote.publisher}
        else f"{quote.publisher} ({quote.host})"
    )
    about = f"{quote.tier}, {quote.published:%Y-%m-%d %H:%M} UTC · says: {quote.says}"
    about += " · a voice quoted above" if quote.repeats else ""
    return f"> “{_fit(quote.text, limit)}”\n{link(quote.url, cut(who, 200))}, {escaped(cut(about, 200))}"


def _fit(text: str, limit: int) -> str:
    """``text`` escaped and at most ``limit`` long; never cut within an entity."""
    shown = escaped(text)
    keep = limit
    while len(shown) > limit:
        keep -= max(1, (len(shown) - limit) // 5)
        shown = escaped(cut(text, max(keep, 1)))
    return shown


def _code(text: str) -> str:
    """``text`` between back-ticks: they end it, and nothing but ``& < >`` is markup there."""
    plain = cut(text.replace("`", "'"), 500)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _whole_lines(lines: list[str], limit: int) -> str:
    """As many whole ``lines`` as fit; each is shorter than ``limit``."""
    kept = ""
    for line in lines:
        longer = f"{kept}\n{line}" if kept else line
        if len(longer) > limit:
            break
        kept = longer
    return kept


def _header(text: str) -> Block:
    # A header is plain text: nothing in it is markup, and an empty one is refused.
    return {
        "type": "header",
        "text": {"type": "plain_text", "text": _fit(text or "Accords", HEADER_CHARS)},
    }


def _section(text: str) -> Block:
    return {"type": "section", "text": _mrkdwn(text)}


def _field(name: str, value: str) -> Block:
    return _mrkdwn(f"*{escaped(cut(name, 100))}*\n{_fit(value, FIELD_CHARS - 150)}")


def _context(text: str) -> Block:
    return _mrkdwn_context(_fit(text, SECTION_CHARS))


def _mrkdwn_context(text: str) -> Block:
    return {"type": "context", "elements": [_mrkdwn(text)]}


def _mrkdwn(text: str) -> Block:
    # verbatim: Slack does not go looking for links and mentions in what is plain text.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _size(value: object) -> int:
    """The characters of all text in a block."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(_size(item) for key, item in value.items() if key != "type")
    return sum(_size(item) for item in value) if isinstance(value, list) else 0
