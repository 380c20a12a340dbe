"""OPML 2.0, the way in which feed readers hand lists of feeds to one another (opml.org/spec2.opml)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET
from xml.parsers import expat
from xml.parsers.expat import XMLParserType

from monitor.model.address import mask_url
from monitor.model.errors import BadInput
from monitor.model.feed import OWN_DELAY_S, OWN_FLOOR, FeedConfig

_NAMESPACE = "urn:accords:opml"
_MAX_DELAY = "accords:maxDelayS"
_OVERLAP_FLOOR = "accords:overlapFloor"
"""OPML lets attributes of other namespaces stand by its own; these are ours. Other readers pass over them."""


@dataclass(frozen=True, slots=True)
class OpmlList:
    """The feeds of an OPML document; ``faults`` says by line what was left out, and why."""

    feeds: tuple[FeedConfig, ...]
    faults: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """The outlines that are open: whether what they hold is switched on, and their names."""

    parser: XMLParserType
    enabled: list[bool] = field(default_factory=lambda: [True])
    folders: list[str] = field(default_factory=list)
    feeds: dict[str, FeedConfig] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    root: str = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        said = {name.lower(): value.strip() for name, value in attributes.items()}
        self.root = self.root or tag.lower()
        if self.root != "opml":
            raise BadInput(
                f"line {self.parser.CurrentLineNumber}: not OPML: its root is <{tag[:40]}>"
            )
        enabled = self.enabled[-1] and said.get("iscomment", "").lower() != "true"
        self.enabled.append(enabled)
        address = said.get("xmlurl", "")
        name = said.get("title") or said.get("text", "")
        # A feed with outlines of its own inside is no folder.
        self.folders.append("" if address or tag.lower() != "outline" else name)
        if address and _is_web_address(address):
            feed = FeedConfig(
                url=address,
                name=name,
                enabled=enabled,
                note=said.get("description", ""),
                category="/".join(filter(None, self.folders))
                or said.get("category", "").strip("/"),
                max_delay_s=self._max_delay_s(said.get(_MAX_DELAY.lower(), "")),
                overlap_floor=self._overlap_floor(said.get(_OVERLAP_FLOOR.lower(), "")),
            )
            self.feeds.setdefault(address, feed)
        elif address:
            line = self.parser.CurrentLineNumber
            self.faults.append(f"line {line}: {mask_url(address)!r} is no address of a feed")

    def _max_delay_s(self, text: str) -> float | None:
        """The feed's own largest delay; what is none is a fault, and the feed goes without."""
        delay_s = _number(text)
        if delay_s is None or OWN_DELAY_S.takes(delay_s):
            return delay_s
        self._passed_over(_MAX_DELAY, text, "no delay from a minute to a year")
        return None

    def _overlap_floor(self, text: str) -> float | None:
        """The feed's own share of a document that should be known; likewise."""
        share = _number(text)
        if share is None or OWN_FLOOR.takes(share):
            return share
        self._passed_over(_OVERLAP_FLOOR, text, "no share from 0 to 1")
        return None

    def _passed_over(self, name: str, text: str, what: str) -> None:
        line = self.parser.CurrentLineNumber
        self.faults.append(
            f"line {line}: {name} {text[:40]!r} is {what}; the feed has none of its own"
        )

    def end(self, _tag: str) -> None:
        """An element closes."""
        self.enabled.pop()
        self.folders.pop()

    def doctype(self, *_said: object) -> None:
        """Refuse a document type: entities can unfold to gigabytes, and no OPML needs any."""
        raise BadInput(
            f"line {self.parser.CurrentLineNumber}: the OPML declares a document type; "
            "remove that line and import it again"
        )


def read_opml(document: bytes) -> OpmlList:
    """The feeds of an OPML document of any version, at whatever depth, each address once.

    An outline that is commented out, itself or above, comes switched off; the outlines around a feed are
    its category. Raises BadInput, with the line, where the document is not OPML.
    """
    parser = expat.ParserCreate()
    reading = _Reading(parser)
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.StartDoctypeDeclHandler = reading.doctype
    try:
        parser.Parse(document, True)
    except expat.ExpatError as error:
        words = expat.errors.messages.get(error.code, "not well-formed")
        raise BadInput(
            f"line {error.lineno}, column {error.offset + 1}: not OPML: {words}"
        ) from error
    return OpmlList(tuple(reading.feeds.values()), tuple(reading.faults))


def _number(text: str) -> float | None:
    """None for no text, NaN for what is no number."""
    try:
        return float(text) if text else None
    except ValueError:
        return math.nan


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def write_opml(feeds: Iterable[FeedConfig], title: str) -> str:
    """``feeds`` as an OPML 2.0 document; what is switched off is commented out in OPML's own way.

    Categories become outlines around their feeds.
    """
    root = ET.Element("opml", {"version": "2.0", "xmlns:accords": _NAMESPACE})
    ET.SubElement(ET.SubElement(root, "head"), "title").text = title
    folders = {"": ET.SubElement(root, "body")}
    for feed in feeds:
        name = feed.name or feed.url
        said = {"type": "rss", "text": name, "title": name, "xmlUrl": feed.url}
        said |= {"description": feed.note} if feed.note else {}
        said |= {} if feed.enabled else {"isComment": "true"}
        own = {_MAX_DELAY: feed.max_delay_s, _OVERLAP_FLOOR: feed.overlap_floor}
        said |= {name: f"{value:.15g}" for name, value in own.items() if value is not None}
        ET.SubElement(_folder(folders, feed.category), "outline", said)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _folder(folders: dict[str, ET.Element], category: str) -> ET.Element:
    """The outline that holds the feeds of ``category`` (``Europe/Wire``), made where it is not there yet."""
    if category not in folders:
        above, _, name = category.rpartition("/")
        folders[category] = ET.SubElement(
            _folder(folders, above), "outline", {"text": name, "title": name}
        )
    return folders[category]
