"""HTML to plain text, once, at the edge."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

PARAGRAPH = "\n\n"
_DROPPED = frozenset(
    "script style figcaption noscript iframe template head title svg math object embed select textarea".split()  # noqa: SIM905 - a list takes a line a word
)
_BLOCKS = frozenset(
    "address article aside blockquote body dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "  # noqa: SIM905 - a list takes a line a word
    "header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n[ \n]*")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff\ud800-\udfff]")
_TAG = re.compile(r"<[a-zA-Z/!?]")
_NESTING = re.compile(
    r"<(/?)(?!(?:br|img|hr|wbr|p|li|input|source|col|area|meta|link)\b)[a-zA-Z][^>]*?(/?)>"
)
_ANY_TAG = re.compile(r"<[^<>]*>")
_DEEPEST = 500
_BLANK_LINE = re.compile(r"\n\s*\n")

_PLAIN_TAG = re.compile(
    r"""</?([a-zA-Z][a-zA-Z0-9]*+)(?:\s(?:[^<>"']++|"[^<>"]*+"|'[^<>']*+')*+)?/?>"""
)
_EDGE = "\ue000"
_INLINE = "a abbr b big cite code del em font i img ins mark q s small span strong sub sup time u wbr".split()  # noqa: SIM905 - a list takes a line a word
_MOVING = frozenset("body table tbody td tfoot th thead tr form".split())  # noqa: SIM905 - a list takes a line a word
_PLAIN = dict.fromkeys(_INLINE, "") | dict.fromkeys((*(_BLOCKS - _MOVING), "br"), _EDGE)
"""Tags that neither drop nor move text, and what stands for them."""

_TORN_REFERENCE = re.compile(r"&#?\w*<")


def plain_text(markup: str) -> str:
    """The text of ``markup``: entities resolved, blocks as paragraphs, scripts and captions dropped.

    In a text without a tag, blank lines part paragraphs and single line breaks are mere wrapping.
    """
    if not _TAG.search(markup):
        text = unescape(markup).replace("\r\n", "\n")
        return _tidy(PARAGRAPH.join(" ".join(part.split()) for part in _BLANK_LINE.split(text)))
    plain = _without_plain_tags(markup)
    return _by_tree(markup) if plain is None else plain


def _without_plain_tags(markup: str) -> str | None:
    """The text of markup whose tags neither drop nor move text or hold what a reader would not see; else None."""
    if _EDGE in markup or ("&" in markup and _TORN_REFERENCE.search(markup)):
        return None
    pieces = _PLAIN_TAG.split(markup)
    try:
        pieces[1::2] = [_PLAIN[name] for name in pieces[1::2]]
    except KeyError:
        return None
    text = "".join(pieces)
    if "<" in text:
        return None
    if "&" in text:
        text = unescape(text)
    parts = [" ".join(part.split()) for part in text.split(_EDGE)]
    # No control character is printable, and to ask that is quicker than to search for them.
    if not "".join(parts).isprintable():
        parts = [" ".join(_CONTROLS.sub("", part).split()) for part in parts]
    return PARAGRAPH.join([part for part in parts if part])


def _by_tree(markup: str) -> str:
    if _is_too_deep(markup):
        return _tidy(unescape(_ANY_TAG.sub(PARAGRAPH, markup)))
    try:
        body = LexborHTMLParser(markup).body
    except SelectolaxError:
        return _tidy(unescape(markup))
    return _tidy("".join(_pieces(body))) if body is not None else ""


def one_line(markup: str) -> str:
    """The text of ``markup`` on one line; for headlines."""
    return " ".join(plain_text(markup).split())


def _is_too_deep(markup: str) -> bool:
    """Whether elements nest deeper than any page's do: parsing takes time by the square of the depth."""
    if markup.count("<") <= _DEEPEST:
        return False
    depth = 0
    for tag in _NESTING.finditer(markup):
        depth += -1 if tag[1] else 0 if tag[2] else 1
        if depth > _DEEPEST:
            return True
    return False


def _pieces(root: Any) -> list[str]:
    """The text under ``root`` in order, with a break at each end of a block.

    With a stack of its own: a hostile page nests deeper than Python recurses.
    """
    pieces: list[str] = []
    stack: list[Any] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.tag == "-text":
            pieces.append(" ".join(f"|{node.text_content or ''}|".split())[1:-1])
        elif node.tag == "br":
            pieces.append("\n")
        elif node.tag not in _DROPPED:
            edge = [PARAGRAPH] if node.tag in _BLOCKS else []
            stack.extend(edge)
            stack.extend(reversed(list(node.iter(include_text=True))))
            pieces.extend(edge)
    return pieces


def _tidy(text: str) -> str:
    """One space between words, one blank line between paragraphs, no control characters."""
    cleaned = _CONTROLS.sub("", text.replace("\r", "\n"))
    return _BREAKS.sub(PARAGRAPH, _SPACES.sub(" ", cleaned)).strip()
