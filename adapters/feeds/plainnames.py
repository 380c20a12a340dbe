"""The names of a plain feed's elements, by feedparser's rules: which namespaces it knows, under which prefixes."""

from __future__ import annotations

from typing import Any

_PREFIXES = {
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/rss/1.0/modules/threading/": "thr",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://wellformedweb.org/commentapi/": "wfw",
    "http://webns.net/mvcb/": "admin",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://prismstandard.org/namespaces/1.2/basic/": "prism",
    "http://prismstandard.org/namespaces/basic/2.0/": "prism",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/rss/1.0/modules/taxonomy/": "taxo",
    "com-wordpress:feed-additions:1": "wp",
    "http://news.google.com/ns/rss": "gn",
    "http://www.bing.com/rss/contract": "bing",
    "http://www.youtube.com/xml/schemas/2015": "yt",
    "http://schemas.google.com/g/2005": "gd",
    "http://a9.com/-/spec/opensearch/1.1/": "opensearch",
    "http://backend.userland.com/creativecommonsrssmodule": "creativecommons",
}
"""The namespaces that are known here, in lower case, and their usual prefixes."""

_FOREIGN = frozenset(
    "http://www.w3.org/1999/xhtml http://www.w3.org/1998/math/mathml http://www.w3.org/2000/svg "  # noqa: SIM905 - a list takes a line a word
    "http://backend.userland.com/rss http://backend.userland.com/rss2 http://blogs.law.harvard.edu/tech/rss "
    "http://example.com/newformat# http://example.com/necho http://purl.org/echo/ uri/of/echo/namespace# "
    "http://purl.org/pie/ http://purl.org/atom/ns# http://purl.org/rss/1.0/modules/rss091# "
    "http://creativecommons.org/ns#license http://web.resource.org/cc/ http://podlove.org/simple-chapters "
    "http://example.com/dtds/podcast-1.0.dtd".split()
)
"""Namespaces that feedparser gives a meaning to, and this module none."""


class NotPlain(Exception):
    """The document is for feedparser."""


class Names:
    """The names of elements as feedparser has them: ``prefix:name`` in lower case, with the usual prefixes."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}

    def of(self, element: Any) -> str:
        """The name of ``element``; NotPlain where its namespace is not for this module."""
        tag = element.tag
        found = self._found.get(tag)
        if found is None:
            found = self._found[tag] = _name_of(tag, element.prefix)
        return found


def _name_of(tag: str, given: str | None) -> str:
    space, _, name = tag.rpartition("}")
    if not space:
        return name.lower()
    prefix = _PREFIXES.get(space[1:].lower())
    if prefix is None:
        prefix = _own_prefix(space[1:].lower(), given)
    return f"{prefix}:{name.lower()}" if prefix else name.lower()


def _own_prefix(space: str, given: str | None) -> str:
    """The prefix of a namespace that nobody knows; NotPlain where it could be taken for another's."""
    if not given or space in _FOREIGN or "userland.com" in space or given in _PREFIXES.values():
        raise NotPlain
    return f"other-{given}"
