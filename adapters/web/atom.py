"""Atom 1.0 (RFC 4287): confirmations, revocations, disputes and denials, newest first."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from adapters.web.pages.overview import latest
from adapters.web.parts import BoardParts
from monitor.alerting.clean import QUOTE_CHARS, TITLE_CHARS, clean, clean_url
from monitor.alerting.words import count
from monitor.board import Look, Row, Wanted
from monitor.model.dates import iso

ENTRIES = 50

ATOM_TYPE = "application/atom+xml"

_NS = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event for a feed reader; ``event_id`` is its UUID in the log, and stays."""

    event_id: str
    position: int
    accord: str
    party: str
    title: str
    text: str
    at: datetime
    author: str
    article: str
    kind: str


@dataclass(frozen=True, slots=True)
class FeedPlace:
    """Where a feed stands: the scheme and host that the asker used, or the configured ones."""

    base: str
    accord: str | None = None


def entries(look: Look, accord: str | None) -> list[Entry]:
    """The newest entries of ``accord``, or of all."""
    equal: dict[str, object] = {} if accord is None else {"accord": accord}
    decisions = latest(look, accord, ENTRIES)
    denials = look.rows(Wanted("denials", equal, newest_first=True, limit=ENTRIES))
    ids = _ids(look, [row["position"] for row in (*decisions, *denials)])
    told = [_decision(row, ids[row["position"]]) for row in decisions]
    told += [_denial(rows, ids[rows[0]["position"]]) for rows in _by_event(denials)]
    return sorted(told, key=lambda entry: -entry.position)[:ENTRIES]


def atom(parts: BoardParts, place: FeedPlace, found: Sequence[Entry], otherwise: datetime) -> bytes:
    """The feed; ``otherwise`` is when it was updated where it has no entry."""
    segments = (place.accord,) if place.accord else ()
    feed = Element("feed", {"xmlns": _NS, "xml:lang": "en"})
    name = f"Accords: {parts.name_of(place.accord)}" if place.accord else "Accords"
    _put(feed, "title", name)
    _put(feed, "subtitle", "What was confirmed, taken back, disputed or denied.")
    # Of the log and not of the address: a board that moves keeps its feed.
    _put(feed, "id", uuid.uuid5(uuid.NAMESPACE_URL, f"urn:accords:log/{place.accord or ''}").urn)
    _put(feed, "updated", iso(found[0].at if found else otherwise))
    _link(feed, "self", place.base + parts.path(*segments, "atom.xml"), ATOM_TYPE)
    _link(feed, "alternate", place.base + parts.path(*segments), "text/html")
    SubElement(SubElement(feed, "author"), "name").text = "Accords"
    SubElement(feed, "generator", {"version": parts.version}).text = "Accords"
    for entry in found:
        _entry(feed, parts, place, entry)
    body: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _entry(feed: Element, parts: BoardParts, place: FeedPlace, entry: Entry) -> None:
    made = SubElement(feed, "entry")
    _put(made, "title", clean(f"{parts.name_of(entry.accord)}: {entry.title}", TITLE_CHARS))
    _put(made, "id", uuid.UUID(entry.event_id).urn)
    _put(made, "updated", iso(entry.at))
    _put(made, "published", iso(entry.at))
    SubElement(SubElement(made, "author"), "name").text = clean(entry.author, TITLE_CHARS)
    page = place.base + parts.path(entry.accord, entry.party)
    _link(made, "alternate", f"{page}#event-{entry.position}", "text/html")
    if article := clean_url(entry.article):
        _link(made, "related", article)
    SubElement(made, "category", {"term": entry.kind})
    SubElement(made, "category", {"term": f"{entry.accord}/{entry.party}"})
    SubElement(made, "content", {"type": "text"}).text = entry.text


def _decision(row: Row, event_id: str) -> Entry:
    words = [row["text"]]
    if row["voices"]:
        words.append(
            f"{count(row['voices'], 'independent voice')} in {count(row['supports'], 'report')}."
        )
    if row["quote"]:
        words.append(f"“{clean(row['quote'], QUOTE_CHARS)}”")
    if row["comment"]:
        words.append(f"{row['said_by'] or row['actor']}: {clean(row['comment'], QUOTE_CHARS)}")
    return Entry(
        event_id=event_id,
        position=row["position"],
        accord=row["accord"],
        party=row["party"],
        title=row["text"],
        text=clean(" ".join(words), QUOTE_CHARS * 4),
        at=row["at"],
        author=row["said_by"] or "Accords",
        article=row["url"] or "",
        kind=row["event"],
    )


def _denial(rows: Sequence[Row], event_id: str) -> Entry:
    """One entry for a denial of however many stages."""
    first = rows[0]
    stages = ", ".join(row["stage"] for row in rows)
    standing = (
        "It stands." if first["status"] == "standing" else f"It was lifted: {first['lift_reason']}."
    )
    return Entry(
        event_id=event_id,
        position=first["position"],
        accord=first["accord"],
        party=first["party"],
        title=f"{first['party_name']} denies: {stages}",
        text=clean(f"{first['publisher']}: “{first['quote']}” {standing}", QUOTE_CHARS * 2),
        at=first["recorded_at"],
        author=first["publisher"],
        article=first["url"],
        kind="DenialRecorded",
    )


def _by_event(rows: Iterable[Row]) -> list[list[Row]]:
    grouped: dict[int, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["position"], []).append(row)
    return [sorted(found, key=lambda row: str(row["stage"])) for found in grouped.values()]


def _ids(look: Look, positions: Sequence[int]) -> dict[int, str]:
    """The event at each position."""
    rows = look.rows(Wanted("event_log", {"position": tuple(positions)}, limit=len(positions) + 1))
    return {row["position"]: row["event_id"] for row in rows}


def _put(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = words


def _link(parent: Element, rel: str, href: str, type_: str = "") -> None:
    SubElement(parent, "link", {"rel": rel, "href": href} | ({"type": type_} if type_ else {}))
