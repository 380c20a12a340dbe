"""Where in a text something is told: in its lead, in one of several short reports, or behind what it says of others."""

from __future__ import annotations

from monitor.claims.english.document import Document
from monitor.claims.english.frame import Frame
from monitor.claims.english.telling import Telling
from monitor.claims.signals import PARTY


def is_lead(document: Document, frame: Frame) -> bool:
    """Whether it is told in a headline, in the lead, or as the news of a report of its own."""
    line = frame.line
    return line.field != "body" or line.paragraph <= document.lead_end or _opens_item(frame)


def _opens_item(frame: Frame) -> bool:
    """``HAITI's council has …``, ``2. Haiti has …``: the news of one of several short reports.

    What somebody says there behind a colon may be of the past.
    """
    nodes = frame.line.parsed.nodes
    first = nodes[0]
    name = first.text[first.start : first.end]
    if first.use("party") is not None and len(name) > len("UAE") and name.isupper():
        return True
    return frame.line.opens_item and all(node.low != ":" for node in nodes[: frame.at])


def is_bystander(document: Document, telling: Telling) -> bool:
    """Whether the text opens with others: that one more "has signed" is then said of its neighbours."""
    here = telling.frame.line
    if here.field != "body" or _opens_item(telling.frame):
        return False
    opening = (
        actor
        for line in document.lines[: here.index]
        if PARTY in line.signs and (line.field != "body" or line.paragraph < document.lead_end)
        for actor in line.parsed.actors
    )
    named = {code for actor in opening for code in actor.codes}
    return bool(named - set(telling.accord.conveners)) and telling.party not in named
