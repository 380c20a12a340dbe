"""One item of a plain feed, by feedparser's rules: which of several texts counts, what a link is, what a date."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import urljoin

from adapters.feeds.plainnames import Names, NotPlain
from adapters.feeds.stamps import plain_stamp
from adapters.feeds.wire import WireEntry

_XML = "{http://www.w3.org/XML/1998/namespace}"
_XHTML = "{http://www.w3.org/1999/xhtml"
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_EXTRA_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)/*")
_WHOLE = re.compile(r"https?://[\w.-]+/[\w.~/%&=+,@!-]*(?:\?[\w.~/%&=+,@!-]+)?", re.ASCII)
"""Addresses that are whole, and from which ``urljoin`` takes nothing."""

_LOOSE_REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")
_C1 = {n: bytes((n,)).decode("cp1252", "replace") for n in range(0x80, 0xA0)}
_C1 = {n: letter for n, letter in _C1.items() if letter != "\ufffd"}

_LEFT_OUT = frozenset(
    "author contributor category comments rights copyright subtitle tagline dc:creator dc:author "  # noqa: SIM905 - a list takes a line a word
    "dc:contributor dc:publisher dc:subject dc:rights itunes:author itunes:subtitle itunes:owner".split()
)
"""Elements that say nothing that is kept."""

_PERSONAL = frozenset(
    "name email uri url homepage itunes:name itunes:email gd:image gd:extendedproperty".split()  # noqa: SIM905 - a list takes a line a word
)
"""What such an element may hold."""

_NOT_PLAIN = frozenset(
    "image textinput body fullitem info tags url homepage uri name email width height links channel feed item "  # noqa: SIM905 - a list takes a line a word
    "entry rss math svg where creativecommons:license geo:where".split()
)
_MARKUP_TYPES = {
    "": "text",
    "text": "text",
    "plain": "text",
    "html": "text",
    "text/plain": "text",
    "text/html": "text",
    "xhtml": "xhtml",
    "application/xhtml+xml": "xhtml",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What elements hand down: the address that links are resolved against, and the language."""

    base: str
    language: str

    def at(self, element: Any) -> Scope:
        """The scope inside ``element``."""
        attributes = element.attrib
        if not attributes:
            return self
        base = attributes.get(f"{_XML}base") or attributes.get("base")
        language = attributes.get(f"{_XML}lang", attributes.get("lang"))
        if base is None and language is None:
            return self
        place = resolved(self.base, base) if base else self.base
        if not place.startswith(("http://", "https://")):
            raise NotPlain
        return Scope(place, self.language if language is None else language)


def resolved(base: str, address: str) -> str:
    """``address`` against ``base``; empty where it is no address."""
    if _WHOLE.fullmatch(address):
        return address
    if ":///" in address:
        address = _EXTRA_SLASHES.sub(r"\1", address)
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _mended(text: str) -> str:
    """``text`` with UTF-8 that was encoded twice decoded, and Windows' letters in the places of controls."""
    if text.isascii():
        return text
    with suppress(ValueError):
        text = text.encode("latin-1").decode()
    return text.translate(_C1)


class PlainItem:
    """Takes the elements of one item in turn."""

    def __init__(self, names: Names, scope: Scope) -> None:
        self._names = names
        self._scope = scope
        self._values: dict[str, str] = {}
        self._depths: dict[str, int] = {}
        self._dates: dict[str, datetime | None] = {}
        self._links: list[str] = []
        self._contents: list[str] = []
        self._languages: dict[str, str] = {}
        self._title_depth = -1
        self._has_content = False
        self._source = ("", "")

    @property
    def language(self) -> str:
        """What its own element says of its language."""
        return self._values.get("language", "")

    @property
    def has_title(self) -> bool:
        """Whether a title has been taken, be it an empty one."""
        return "title" in self._values

    def read(self, item: Any, about: str) -> WireEntry:
        """The item; ``about`` is RDF's name of it."""
        if about:
            self._values["id"] = about
        self._walk(item, 1, self._scope)
        return self.entry()

    def _walk(self, parent: Any, depth: int, scope: Scope) -> None:
        for child in parent:
            self.take(child, depth, scope.at(child))

    def take(self, element: Any, depth: int, scope: Scope) -> None:
        """Take one element, ``depth`` levels below the item."""
        name = self._names.of(element)
        if name in _LEFT_OUT:
            self._leave_out(element)
            return
        if name in _NOT_PLAIN:
            raise NotPlain
        taking = _TAKEN.get(name)
        if taking is not None:
            taking(self, element, depth, scope)
        elif len(element):
            self._walk(element, depth + 1, scope)

    def _leave_out(self, element: Any) -> None:
        """Pass over an element, if nothing in it could be meant for the item."""
        if any(self._names.of(child) not in _PERSONAL or len(child) for child in element):
            raise NotPlain

    def title(self, element: Any, depth: int, scope: Scope) -> None:
        """The first title that is not empty, but for one deeper inside."""
        text = self._text_of(element)
        self._languages["title"] = scope.language
        if not -1 < self._title_depth <= depth:
            self._keep("title", text, depth)
        if text:
            self._title_depth = depth

    def media_title(self, element: Any, depth: int, scope: Scope) -> None:
        """A picture's title serves where the item has none."""
        before = self._title_depth
        self.title(element, depth, scope)
        self._title_depth = before

    def description(self, element: Any, depth: int, scope: Scope) -> None:
        """The first is the teaser, the second the text, but for one behind a text."""
        if "summary" in self._values and not self._has_content:
            self.content(element, depth, scope)
            return
        self._languages["summary"] = scope.language
        self._keep("summary", self._text_of(element), depth)

    def content(self, element: Any, _depth: int, scope: Scope) -> None:
        """The text; the teaser as well, where there is none."""
        self._has_content = True
        text = self._text_of(element)
        self._contents.append(text)
        if scope.language:
            self._languages.setdefault("content", scope.language)
        self._values.setdefault("summary", text)

    def link(self, element: Any, _depth: int, scope: Scope) -> None:
        """The last that leads to a page."""
        attributes = element.attrib
        href = attributes.get("url") or attributes.get("uri") or attributes.get("href")
        if len(element):
            raise NotPlain
        if href:
            place = resolved(scope.base, href)
            self._links.append(place)
            kind = attributes.get("type", "").lower() or "text/html"
            if attributes.get("rel", "alternate").lower() == "alternate" and (
                _MARKUP_TYPES.get(kind) == "xhtml" or kind.endswith("html")
            ):
                self._values["link"] = place
            return
        text = self._text_of(element, plain=True)
        place = _mended(resolved(scope.base, text)).replace("&amp;", "&") if text else ""
        place = _LOOSE_REFERENCE.sub(r"&\g<1>", place)
        self._values["link"] = place
        self._links.append(place)

    def guid(self, element: Any, depth: int, scope: Scope) -> None:
        """The item's own name, which is its link as well unless it says that it is none."""
        attributes = {name.lower(): value for name, value in element.attrib.items()}
        leads = attributes.get("ispermalink", "true") == "true"
        text = self._text_of(element, plain=True)
        value = _mended(resolved(scope.base, text) if leads and text else text)
        self._keep("id", value, depth)
        if leads:
            self._values.setdefault("link", value)

    def date(self, key: str, element: Any) -> None:
        """The last of each kind."""
        text = self._text_of(element)
        stamp = plain_stamp(text) if text else None
        if text and stamp is None:
            raise NotPlain
        self._dates[key] = stamp

    def source(self, element: Any, _depth: int, _scope: Scope) -> None:
        """Whence RSS says that the item comes."""
        self._source = (element.get("url") or "", self._text_of(element))
        self._title_depth = -1

    def enclosure(self, element: Any, _depth: int, _scope: Scope) -> None:
        """A file that goes with it: its address serves where there is no other."""
        attributes = element.attrib
        if len(element):
            raise NotPlain
        self._links.append(
            attributes.get("url") or attributes.get("uri") or attributes.get("href") or ""
        )

    def word(self, key: str, element: Any, depth: int) -> None:
        """A short text that is kept as it is."""
        self._keep(key, self._text_of(element), depth)

    def entry(self) -> WireEntry:
        """What the elements say together."""
        # XML has neither NUL nor lone surrogates: nothing but white space is to be taken off.
        said = {name: value.strip() for name, value in self._values.items()}
        links = [said.get("link", ""), *map(str.strip, self._links)]
        web = next((link for link in links if link.startswith(("http://", "https://"))), "")
        spoken = [self._languages.get(part, "") for part in ("content", "summary", "title")]
        languages = [said.get("language", ""), *map(str.strip, spoken)]
        return WireEntry(
            guid=said.get("id", ""),
            link=said.get("feedburner_origlink") or web,
            title=said.get("title", ""),
            teaser=said.get("summary", ""),
            content=max(map(str.strip, self._contents), key=len, default=""),
            lang=next(filter(None, languages), ""),
            published=self._published(),
            source_url=self._source[0].strip(),
            source_name=self._source[1].strip(),
        )

    def _published(self) -> datetime | None:
        stamps = (self._dates.get(key) for key in ("published", "created", "updated"))
        return next((stamp for stamp in stamps if stamp and stamp >= _EARLIEST), None)

    def _keep(self, key: str, value: str, depth: int) -> None:
        """The last, but of those that lie deeper inside none."""
        if depth <= self._depths.get(key, depth):
            self._depths[key] = depth
            self._values[key] = value

    def _text_of(self, element: Any, *, plain: bool = False) -> str:
        """The text, or the markup inside where it says that it bears XHTML; NotPlain for markup that it did not announce."""
        attributes = element.attrib
        kind = "text"
        if attributes:
            if "mode" in attributes or "src" in attributes:
                raise NotPlain
            kind = _MARKUP_TYPES.get(attributes.get("type", "").lower(), "")
        if kind == "xhtml":
            text = "".join(_markup(element)).strip()
        elif len(element) or (not kind and not plain):
            raise NotPlain
        else:
            text = (element.text or "").strip()
        return text if plain else _mended(text)


def _markup(element: Any) -> list[str]:
    """What is inside ``element``, written as HTML; NotPlain for what is none, and feedparser takes for its own."""
    pieces = [escape(element.text or "", quote=False)]
    for child in element:
        space, _, name = child.tag.rpartition("}")
        name = name.lower()
        if space != _XHTML or name in {"svg", "math"}:
            raise NotPlain
        attributes = "".join(
            f' {key.rpartition("}")[2]}="{escape(value)}"' for key, value in child.attrib.items()
        )
        pieces += [f"<{name}{attributes}>", *_markup(child), f"</{name}>"]
        pieces.append(escape(child.tail or "", quote=False))
    return pieces


_Take = Callable[[PlainItem, Any, int, Scope], None]


def _date(key: str) -> _Take:
    return lambda item, element, _depth, _scope: item.date(key, element)


def _word(key: str) -> _Take:
    return lambda item, element, depth, _scope: item.word(key, element, depth)


_TAKEN: dict[str, _Take] = {
    "title": PlainItem.title,
    "dc:title": PlainItem.title,
    "media:title": PlainItem.media_title,
    "description": PlainItem.description,
    "abstract": PlainItem.description,
    "summary": PlainItem.description,
    "dc:description": PlainItem.description,
    "media:description": PlainItem.description,
    "itunes:summary": PlainItem.description,
    "content": PlainItem.content,
    "content:encoded": PlainItem.content,
    "link": PlainItem.link,
    "guid": PlainItem.guid,
    "id": PlainItem.guid,
    "pubdate": _date("published"),
    "published": _date("published"),
    "issued": _date("published"),
    "dcterms:issued": _date("published"),
    "updated": _date("updated"),
    "modified": _date("updated"),
    "lastbuilddate": _date("updated"),
    "dc:date": _date("updated"),
    "dcterms:modified": _date("updated"),
    "created": _date("created"),
    "dcterms:created": _date("created"),
    "source": PlainItem.source,
    "enclosure": PlainItem.enclosure,
    "language": _word("language"),
    "dc:language": _word("language"),
    "feedburner:origlink": _word("feedburner_origlink"),
}
