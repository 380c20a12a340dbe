"""A feed without what says nothing that is kept: for documents over which feedparser fails.

feedparser reads maps, pictures, players and licences as well, and raises where one of them stands in an odd
place or holds odd words. None of that is kept here, so such a document is read once more without it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from html import escape
from html.entities import html5
from typing import Any

from lxml import etree

from adapters.feeds.safexml import safe_parser
from monitor.model.errors import BadInput

_AROUND = frozenset({"rss", "rdf", "feed", "channel", "item", "entry", "source"})
"""Elements that hold others."""

_TEXTS = frozenset({"title", "description", "summary", "abstract", "content", "encoded", "body"})
"""Elements that hold text, or the markup of a text."""

_WORDS = frozenset(
    "link guid id pubdate published issued updated modified lastbuilddate date created language "  # noqa: SIM905 - a list takes a line a word
    "origlink enclosure".split()
)
"""Elements that hold a word, or attributes alone."""

_ITEMS = frozenset({"item", "entry"})
_SPACES = frozenset(
    "http://purl.org/rss/1.0/ http://my.netscape.com/rdf/simple/0.9/ http://backend.userland.com/rss2 "  # noqa: SIM905 - a list takes a line a word
    "http://www.w3.org/2005/atom http://purl.org/atom/ns# http://purl.org/dc/elements/1.1/ "
    "http://purl.org/dc/terms/ http://purl.org/rss/1.0/modules/content/ "
    "http://rssnamespace.org/feedburner/ext/1.0 http://www.w3.org/1999/02/22-rdf-syntax-ns# "
    "http://www.w3.org/1999/xhtml".split()
)
_PREFIXES = frozenset({"", "rss", "atom", "rdf", "dc", "dcterms", "content", "feedburner"})
"""What stands for these namespaces where a document does not declare them."""

_REFERENCE = re.compile(rb"&([A-Za-z][A-Za-z0-9]*;)")
_OF_XML = frozenset({b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"})
_CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([\w.-]+)")


def pared(body: bytes, headers: Mapping[str, str]) -> tuple[bytes, int]:
    """``body`` with nothing but what is kept of a feed, in UTF-8; and how many elements were left out.

    Raises BadInput where no element can be made out.
    """
    parser = safe_parser(_encoding(headers), recover=True)
    try:
        root = etree.fromstring(_REFERENCE.sub(_numbered, body), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput("no element can be made out in it") from error
    if root is None:
        raise BadInput("no element can be made out in it")
    left_out = _pare(root, _SPACES | {_split(root)[0]})
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), left_out


def _encoding(headers: Mapping[str, str]) -> str | None:
    """The encoding that the server names, where there is one of that name; None lets the document say it."""
    for name in _CHARSET.findall(headers.get("content-type", "")):
        try:
            return codecs.lookup(name).name
        except LookupError:
            continue
    return None


def _numbered(reference: re.Match[bytes]) -> bytes:
    """A letter that HTML names, by number: XML knows none of these names."""
    name = reference[1]
    letters = html5.get(name.decode()) if name not in _OF_XML else None
    return "".join(f"&#{ord(letter)};" for letter in letters).encode() if letters else reference[0]


def _pare(parent: Any, spaces: frozenset[str]) -> int:
    """Leave out of ``parent`` what is not kept, and count it; items inside of that are kept in its place."""
    left_out = 0
    for child in list(parent.iterchildren("*")):
        space, name = _split(child)
        kept = name if space in spaces else ""
        if kept in _AROUND:
            left_out += _pare(child, spaces)
            continue
        left_out += _take_items_out(child, spaces)
        if kept in _TEXTS:
            _make_text(child)
        elif kept in _WORDS:
            left_out += len(child)
            _clear_of_children(child)
        else:
            left_out += 1
            parent.remove(child)
    return left_out


def _take_items_out(element: Any, spaces: frozenset[str]) -> int:
    """Put items that stand inside ``element`` behind it: one that is never closed holds all that follow."""
    items = [inner for inner in element.iter("*") if _split(inner)[1] in _ITEMS]
    left_out = sum(_pare(item, spaces) for item in items)
    for item in reversed(items):
        element.addnext(item)
    return left_out


def _split(element: Any) -> tuple[str, str]:
    """Namespace and name of an element, in lower case; for a prefix that is not declared, a namespace if it is known."""
    space, _, name = element.tag.lower().rpartition("}")
    prefix, _, plain = name.rpartition(":")
    if not space and prefix not in _PREFIXES:
        return f"undeclared {prefix}", plain
    return (space[1:] if space else "http://www.w3.org/2005/atom"), plain


def _make_text(element: Any) -> None:
    """Let markup inside a text be text: an element in it could be one that is not to be read."""
    if not len(element) or element.get("type", "").lower() == "xhtml":
        return
    inner = escape(element.text or "", quote=False)
    inner += "".join(etree.tostring(child, encoding="unicode") for child in element)
    _clear_of_children(element)
    element.text = inner


def _clear_of_children(element: Any) -> None:
    for child in list(element):
        element.remove(child)
