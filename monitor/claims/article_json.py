"""Articles and readings as JSON lines (CLAIMS: Article; CONTRACT: classify output)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from monitor.model.article import Article
from monitor.model.claim import Claim, Denial, Evidence, Reading, Retraction
from monitor.model.dates import parse_instant
from monitor.model.errors import BadInput


def article_of(line: Mapping[str, Any]) -> Article:
    """The article of one line.

    Raises BadInput where ``id`` or ``published`` is missing or wrong, or a text is no string.
    """
    for name in ("id", "published"):
        if line.get(name) is None:
            raise BadInput(f"{name} is missing")
    texts = {name: _text(line, name) for name in ("source", "url", "title", "summary", "body")}
    lang = line.get("lang")
    return Article(
        id=str(line["id"]),
        published=_instant(line, "published"),
        lang=str(lang) if lang else None,
        **texts,
    )


def _instant(line: Mapping[str, Any], name: str) -> datetime:
    try:
        return parse_instant(line[name])
    except BadInput as error:
        raise BadInput(f"{name}: {error}") from error


def _text(line: Mapping[str, Any], name: str) -> str:
    value = line.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadInput(f"{name} is not a string")
    return value


def reading_line(reading: Reading) -> dict[str, Any]:
    """The reading as one line; empty parts are left out."""
    line: dict[str, Any] = {
        "id": reading.article,
        "tag": str(reading.tag),
        "claims": [_claim(claim) for claim in reading.claims],
    }
    if reading.lang:
        line["lang"] = reading.lang
    if reading.denials:
        line["denials"] = [_denial(denial) for denial in reading.denials]
    if reading.lifted:
        line["lifted"] = [_denial(denial) for denial in reading.lifted]
    if reading.retractions:
        line["retractions"] = [_retraction(found) for found in reading.retractions]
    if reading.origins:
        line["origins"] = [
            {"kind": str(origin.kind), "name": origin.name} for origin in reading.origins
        ]
    if reading.notes:
        line["notes"] = list(reading.notes)
    return line


def _claim(claim: Claim) -> dict[str, Any]:
    line: dict[str, Any] = {
        "accord": claim.accord,
        "party": claim.party,
        "stage": str(claim.stage),
        "new": claim.new,
    }
    if claim.date:
        line["date"] = claim.date
    if claim.effective:
        line["effective"] = claim.effective
    line |= {
        "certainty": str(claim.certainty),
        "speaker": str(claim.speaker),
        "confidence": claim.confidence,
        "evidence": _evidence(claim.evidence),
        "why": list(claim.why),
    }
    return line


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "field": evidence.field,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
    }


def _denial(denial: Denial) -> dict[str, Any]:
    return {
        "accord": denial.accord,
        "party": denial.party,
        "stages": [str(stage) for stage in denial.stages],
        "speaker": str(denial.speaker),
        "evidence": _evidence(denial.evidence),
    }


def _retraction(found: Retraction) -> dict[str, Any]:
    line: dict[str, Any] = {
        "accord": found.accord,
        "party": found.party,
        "stages": [str(stage) for stage in found.stages],
        "evidence": _evidence(found.evidence),
    }
    if found.outlet:
        line["outlet"] = found.outlet
    if found.url:
        line["url"] = found.url
    return line
