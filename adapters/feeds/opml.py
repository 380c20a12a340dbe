"""OPML 2.0, the way in which feed readers hand lists of feeds to one another (opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from monitor.model.errors import BadInput
from monitor.model.feed import FeedConfig


def read_opml(document: bytes) -> tuple[FeedConfig, ...]:
    """The feeds of an OPML document of any version, at whatever depth, each address once.

    An outline that is commented out, itself or above, comes switched off. Raises BadInput where the
    document is not OPML.
    """
    if b"<!DOCTYPE" in document or b"<!ENTITY" in document:
        # Entities can unfold to gigabytes, and no OPML needs any.
        raise BadInput("the OPML declares a document type; remove that line and import it again")
    try:
        root = ET.fromstring(document)  # noqa: S314 - without a document type it has no entities
    except ET.ParseError as error:
        raise BadInput(f"not OPML: {error}") from error
    if root.tag.lower() != "opml":
        raise BadInput(f"not OPML: its root is <{root.tag[:40]}>")
    found: dict[str, FeedConfig] = {}
    stack = [(root, True)]
    while stack:
        node, enabled = stack.pop()
        said = {name.lower(): value.strip() for name, value in node.attrib.items()}
        enabled = enabled and said.get("iscomment", "").lower() != "true"
        if said.get("xmlurl"):
            feed = FeedConfig(
                url=said["xmlurl"],
                name=said.get("title") or said.get("text", ""),
                enabled=enabled,
                note=said.get("description", ""),
            )
            found.setdefault(feed.url, feed)
        stack.extend((child, enabled) for child in reversed(node))
    return tuple(found.values())


def write_opml(feeds: Iterable[FeedConfig], title: str) -> str:
    """``feeds`` as an OPML 2.0 document; what is switched off is commented out in OPML's own way."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = title
    body = ET.SubElement(root, "body")
    for feed in feeds:
        name = feed.name or feed.url
        said = {"type": "rss", "text": name, "title": name, "xmlUrl": feed.url}
        said |= {"description": feed.note} if feed.note else {}
        said |= {} if feed.enabled else {"isComment": "true"}
        ET.SubElement(body, "outline", said)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
