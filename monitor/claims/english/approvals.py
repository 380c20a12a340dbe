"""Verbs that tell something only of the accord itself, or of an entry into it: approve, vote for, need, found."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.english.complements import noun_link
from monitor.claims.english.document import Document, Line
from monitor.claims.english.elsewhere import is_exit
from monitor.claims.english.heads import entry_behind, is_under_study
from monitor.claims.english.laws import is_of_accession
from monitor.claims.english.named import about, accord_at, nearest, right_accord
from monitor.claims.english.objects import Link


def link_named(
    document: Document, line: Line, at: int, trigger: Trigger, found: tuple[str, int]
) -> Link | None:
    """The tie of a verb that tells something only of the accord itself, or of an entry into it."""
    kind, where = found
    here, low = nearest(line, at), line.parsed.nodes[at].low
    talks = "talks" in low
    if talks and (right := right_accord(line, at)) is not None and right[1] - at < 8:
        return Link(right[0], "object", right[1])
    if trigger.name == "found" and kind == "bare" and (which := _which_is_founded(line, at)):
        return Link(which[0], "bare", which[1])
    named = trigger.name in ("found", "belong") or low.startswith(_DIRECT)
    if named and (kind != "accord" or (low == "found" and not _helps(line, at))):
        return None
    if kind == "it" and low.startswith("want") and _goes_on(line, where):
        return None
    if trigger.name == "approve-accord" and low == "voted":
        return _link_voted(line, at)
    if trigger.name == "approve-accord" and kind == "paper" and line.accords:
        return None
    signed = kind == "it" and _has_signed(line, at)
    if trigger.name == "approve-accord" and kind not in ("accord", "paper") and not signed:
        return None
    if kind not in ("accord", "it", "paper"):
        entry = entry_behind(line, at)
        if entry is not None and _is_of_member(line, low, entry):
            return None
        if entry is not None:
            return noun_link(document, line, entry, trigger)
        if trigger.name != "stay-after-all" and not is_under_study(line, at):
            return None
        kind = "paper"
    if kind == "accord" and (is_exit(line, where + 1) or _is_to_act(line, low, where + 1)):
        return None
    kind = "object" if kind == "accord" else kind
    accord = accord_at(line, where) or (here[0] if here else document.accord_before(line, 2))
    if accord is None and kind in ("paper", "it") and about(document):
        accord = document.main
    return Link(accord, kind, where) if accord else None


def _which_is_founded(line: Line, at: int) -> tuple[str, int] | None:
    """``the bloc, which it founded in 2009``: the accord right before the relative."""
    nodes = line.parsed.nodes
    if nodes[at].low == "found" and not _helps(line, at):
        return None
    which = next(
        (k for k in range(at - 1, max(at - 7, 0), -1) if nodes[k].low in ("which", "that")), 0
    )
    head = which - 1 - (nodes[which - 1].low == ",")
    accord = accord_at(line, head) if which else None
    return (accord, head) if accord else None


def _helps(line: Line, at: int) -> bool:
    """``helped [to] found``, and not what somebody found."""
    before = line.parsed.nodes[at - 1].low if at else ""
    return before.startswith("help") or before in ("to", "co")


def _goes_on(line: Line, it: int) -> bool:
    """``wants it in writing``, ``want it to go well``: how somebody wants a thing to be, and not the accord."""
    behind = line.parsed.nodes[it + 1].low if it + 1 < len(line.parsed.nodes) else "."
    return behind[0].isalnum() and behind not in _AS_MUCH


_AS_MUCH = frozenset(("too", "now", "as well", "soon", "badly", "but", "and", "more"))

_DIRECT = ("need", "rais", "brought up", "bring up", "bringing up")
"""What one needs or raises is the accord only where it is named as the object."""


def _is_to_act(line: Line, low: str, behind: int) -> bool:
    """``wants the group to do more``: what is wanted is an act of the group."""
    nodes = line.parsed.nodes
    return low.startswith("want") and behind < len(nodes) and nodes[behind].low == "to"


def _is_of_member(line: Line, low: str, entry: int) -> bool:
    """``is reviewing its participation``: who is in thinks about staying."""
    noun = line.parsed.nodes[entry].use("noun")
    return noun is not None and noun.ref.role == "standing" and low.startswith(_REVIEWS)


_REVIEWS = ("review", "assess", "evaluat")


def _has_signed(line: Line, at: int) -> bool:
    """``X signed its protocol in March, and parliament approved it``: what "it" is was signed before."""
    uses = (use for node in line.parsed.nodes[:at] for use in node.uses if use.kind == "verb")
    return any(use.ref.name == "sign" for use in uses)


def _link_voted(line: Line, at: int) -> Link | None:
    """``voted by six to one for the accords``, ``in favour of the accords``."""
    right = right_accord(line, at)
    if right is None:
        return None
    before = [node.low for node in line.parsed.nodes[max(at, right[1] - 3) : right[1]]]
    return (
        None
        if {"for", "favour", "favor"}.isdisjoint(before)
        else Link(right[0], "object", right[1])
    )


def link_assented(line: Line, at: int) -> Link | None:
    """``the accords cleared X's Congress``, ``the bill on joining them passed its final reading``."""
    nodes = line.parsed.nodes
    behind = nodes[at + 1 : at + 6]
    whole = any("parliaments" in n.tags and "chambers" not in n.tags for n in behind)
    if not (whole or any("last_votes" in n.tags for n in behind)):
        return None
    before = [found for found in line.accords if at - 9 < found[1] < at]
    if not before:
        return None
    accord, where, _ = before[-1]
    alone = all(n.tags & {"auxiliaries", "adverbs", "papers"} for n in nodes[where + 1 : at])
    opens = where == 0 or (where == 1 and nodes[0].low == "the")
    if (alone and opens) or any(map(is_of_accession, nodes[:at])):
        return Link(accord, "object", where)
    return None
