"""What makes two items the same article: addresses without what varies, headlines without dress."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from monitor.model.address import host_of

_TRACKING_PREFIXES = ("utm_", "mtm_", "at_", "pk_", "hsa_", "_hs", "wt_")
_TRACKING = frozenset(
    "fbclid gclid dclid gbraid wbraid msclkid yclid twclid igshid mc_cid mc_eid cmpid cmp ocid oc ncid smid "  # noqa: SIM905 - a list takes a line a word
    "smtyp partner ftag xtor ito traffic_source ref_src ref_url rss feature guccounter mkt_tok s_cid".split()
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_WORDS = re.compile(r"[^\W_]+")
_WRAPPING_HOSTS = frozenset({"bing.com", "google.com", "r.search.yahoo.com"})
_NEWS_SEARCH_HOSTS = frozenset({"news.google.com", "bing.com"})


def canonical_url(url: str) -> str:
    """``url`` without scheme differences, ``www.``, default port, tracking parameters, fragment, final slash.

    For comparing only, not for fetching; empty where ``url`` is no http address.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    host = host_of(url)
    if parts.scheme.lower() not in _DEFAULT_PORTS or not host or any(map(str.isspace, host)):
        return ""
    if port and port != _DEFAULT_PORTS[parts.scheme.lower()]:
        host = f"{host}:{port}"
    query = _telling(parts.query) if parts.query else ""
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=").rstrip("/")
    return urlunsplit(("https", host, path, query, ""))


def _telling(query: str) -> str:
    """What of a query tells pages apart, in one order."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted(pair for pair in pairs if not _is_tracking(pair[0])))


def _is_tracking(name: str) -> bool:
    lower = name.lower()
    return lower in _TRACKING or lower.startswith(_TRACKING_PREFIXES)


def tells_articles_apart(canonical: str) -> bool:
    """Whether an address can be one article's: a site's front page is not."""
    parts = urlsplit(canonical)
    return bool(parts.path or parts.query)


def unwrapped(link: str) -> str:
    """The address inside a link of a search, whose own parameters change each time.

    Bing News (``apiclick.aspx?…&url=…``), Google Alerts (``google.com/url?…&url=…``), Yahoo
    (``r.search.yahoo.com/…/RU=…/``).
    """
    host = host_of(link)
    if host not in _WRAPPING_HOSTS:
        return link
    parts = urlsplit(link)
    said = dict(parse_qsl(parts.query))
    inner = ""
    if host == "bing.com" or (host == "google.com" and parts.path == "/url"):
        inner = said.get("url", "") or said.get("q", "")
    elif host == "r.search.yahoo.com":
        inner = unquote(parts.path.partition("/RU=")[2].partition("/")[0])
    return inner if inner.startswith(("http://", "https://")) else link


def is_news_search(host: str) -> bool:
    """Whether items of ``host`` are pointers to other publishers' articles."""
    return host in _NEWS_SEARCH_HOSTS


def headline_key(title: str) -> str:
    """A headline without case, accents' encodings and punctuation."""
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", title).casefold()))


def short_hash(*parts: str) -> str:
    """Sixteen hexadecimal digits that stand for ``parts``."""
    return blake2b("\x00".join(parts).encode(), digest_size=8).hexdigest()


def article_of_url(url: str) -> str:
    """The id of the article at ``url``, in whatever form of it; empty where it is no http address."""
    return article_at(canonical_url(url))


def article_at(canonical: str) -> str:
    """The id of the article at an address that ``canonical_url`` gave; empty for none."""
    return short_hash("link", canonical) if canonical else ""
