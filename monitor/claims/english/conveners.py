"""Ties to an accord by its convener: "normalised relations with Israel", "signed a joint declaration"."""

from __future__ import annotations

from monitor.claims.english.document import Document, Line
from monitor.claims.english.grammar import party_use
from monitor.claims.english.named import about
from monitor.claims.english.objects import Link
from monitor.model.accord import Accord, BaselineFact


def link_convener(document: Document, line: Line, at: int) -> Link | None:
    """Normalising is the accord's business when it is done with a convener, and the accord is named."""
    for accord_id in document.named:
        accord = document.accords[accord_id]
        if not accord.conveners:
            continue
        since = _since_founding(line, accord.baseline)
        here = any(found[0] == accord_id for found in line.accords)
        here = here or (since and document.accord_before(line, 1) == accord_id)
        if here and _is_not_older(line, accord.baseline):
            return Link(accord_id, "convener")
        if _is_with_convener(line, at, accord) and (since or _opens(document, line)):
            return Link(accord_id, "convener")
    return None


def _is_with_convener(line: Line, at: int, accord: Accord) -> bool:
    """Whether a convener is among the actors near the verb, or is named just behind it."""
    conveners = set(accord.conveners)
    near = (actor for actor in line.parsed.actors if abs(actor.start - at) < 16)
    if any(conveners.intersection(actor.codes) for actor in near):
        return True
    parties = (party_use(node) for node in line.parsed.nodes[at : at + 8])
    return any(party is not None and party[0] in conveners for party in parties)


def _is_not_older(line: Line, baseline: tuple[BaselineFact, ...]) -> bool:
    """Whether no date of the line is before the accord's first known party."""
    founded = min((fact.date for fact in baseline), default="")[:4]
    return all(found.partial[:4] >= founded for found in line.dates)


def _since_founding(line: Line, baseline: tuple[BaselineFact, ...]) -> bool:
    """Whether the line is dated, and not before the accord's first known party."""
    return bool(baseline and line.dates) and _is_not_older(line, baseline)


def _opens(document: Document, line: Line) -> bool:
    """Whether the line is a headline or the first of the text, undated: what it tells is the news."""
    lead = line.field != "body" or line.index <= 2
    return (
        lead and not any(len(found.partial) == 4 for found in line.dates) and bool(document.named)
    )


def link_declared(document: Document, line: Line, declaration: int) -> Link | None:
    """``signed a joint declaration [with Israel] in 2020``: not with others, nor on a matter of its own."""
    accord_id = document.accord_before(line, 3) or (document.main if about(document) else None)
    accord = document.accords.get(accord_id) if accord_id else None
    if accord is None or not _since_founding(line, accord.baseline):
        return None
    nodes = line.parsed.nodes
    behind = [node.low for node in nodes[declaration + 1 :][:3]]
    own = behind[:1] == ["of"] and behind[2:] == ["own"]
    if not own and not _MATTERS.isdisjoint(behind[:1]):
        return None
    beside = [one for one in line.parsed.actors if one.start and nodes[one.start - 1].low == "with"]
    partners = {code for actor in beside for code in actor.codes}
    with_convener = not partners or partners & set(accord.conveners)
    return Link(accord.id, "paper") if accord.conveners and with_convener else None


_MATTERS = frozenset(("on", "about", "of", "for"))
