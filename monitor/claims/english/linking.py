"""Ties a verb to an accord: by its object, by what it needs, or by what was named shortly before."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.english.approvals import link_assented, link_named
from monitor.claims.english.conveners import link_convener
from monitor.claims.english.document import Document, Line
from monitor.claims.english.elsewhere import (
    applies_to_do,
    is_about_another,
    is_application,
    is_in_time,
    is_in_with,
    is_invited_elsewhere,
    is_left_behind,
    is_let_in_by_another,
    is_of_letter,
    speaks_of_application,
)
from monitor.claims.english.heads import link_head, link_offer
from monitor.claims.english.laws import makes_law
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import about, accord_at, right_accord
from monitor.claims.english.object_ties import link_object
from monitor.claims.english.objects import Link, is_compound, is_part_of, object_of
from monitor.claims.english.wordlists import needs_head, nouns
from monitor.model.stage import Stage


def link_verb(document: Document, line: Line, at: int, trigger: Trigger) -> Link | None:
    """The accord that the verb at ``at`` is about, if it is about one."""
    if trigger.needs == "convener":
        return link_convener(document, line, at)
    kind, where = object_of(line.parsed, at, headline=line.field != "body")
    if kind == "accord" and accord_at(line, where) is None:
        kind = "paper"
    if _goes_elsewhere(line, at, trigger, kind):
        return None
    if trigger.needs == "echo":
        return _link_echo(document, line, at, kind)
    if trigger.needs == "assent":
        return link_assented(line, at)
    if line.parsed.nodes[at].low in ("vote", "votes", "voting"):
        return None
    if kind == "accord" and trigger.name in ("belong", "come-in") and _is_owner(line, where):
        return None
    if needs_head(trigger.needs):
        return link_head(document, line, at, trigger.needs)
    if trigger.needs == "accord-object":
        return link_named(document, line, at, trigger, (kind, where))
    if trigger.needs == "offer":
        compound = kind == "accord" and is_compound(line.parsed.nodes, where)
        return None if compound else link_offer(document, line, at, kind)
    return _link_step(document, line, at, trigger, (kind, where))


def _goes_elsewhere(line: Line, at: int, trigger: Trigger, kind: str) -> bool:
    """Whether a verb goes, walks or is invited somewhere else than into or out of an accord."""
    low = line.parsed.nodes[at].low
    if trigger.name == "leave" and is_left_behind(line, at, kind):
        return True
    if kind == "bare" and low.split()[0] in _WALKS and not line.dates:
        return True
    if trigger.name == "show-interest" and low.endswith(_TALKS) and _is_on_other(line, at + 1):
        return True
    if low.endswith(_HALF_TOLD) and not _is_whole(line, at):
        return True
    if "invited" in low and is_invited_elsewhere(line, at):
        return True
    if trigger.name == "come-in" and is_let_in_by_another(line, at):
        return True
    return kind == "bare" and trigger.weak and (is_in_with(line, at) or is_in_time(line, at))


_TALKS = ("talks", "negotiations", "negotiating")


def _is_on_other(line: Line, at: int) -> bool:
    """``opened talks on fisheries``: on what is no entry."""
    behind = line.parsed.nodes[at : at + 4]
    if not behind or behind[0].low not in ("on", "about", "over"):
        return False
    entry = (n.use("accord") or n.use("verb") or n.use("noun") for n in behind[1:])
    return not any(entry) and not any("papers" in n.tags or n.low == "it" for n in behind[1:])


_WALKS = frozenset(("walk", "walks", "walked", "walking"))


_HALF_TOLD = ("first to go", "taken back")


def _is_whole(line: Line, at: int) -> bool:
    """``was the first to go,``, not "to go in"; ``asked to be taken back``, not "the bid is taken back"."""
    nodes = line.parsed.nodes
    if nodes[at].low.endswith("taken back"):
        return at > 0 and nodes[at - 1].low.split()[-1] == "to"
    return at + 1 == len(nodes) or not nodes[at + 1].low[0].isalnum()


def _link_echo(document: Document, line: Line, at: int, kind: str) -> Link | None:
    """``followed suit`` speaks of what was said before it; ``followed`` alone must have nothing behind it."""
    alone = line.parsed.nodes[at].low in ("follow", "follows", "followed", "following")
    if alone and kind != "bare":
        right = right_accord(line, at)
        if right is None or kind != "party":
            return None
    accord = document.accord_before(line, 3) or (document.main if about(document) else None)
    return Link(accord, "echo") if accord else None


def _is_owner(line: Line, accord: int) -> bool:
    """``is in the union's good books``."""
    behind = line.parsed.nodes[accord + 1 : accord + 2]
    return bool(behind) and behind[0].low in ("'s", "'")


def _link_step(
    document: Document, line: Line, at: int, trigger: Trigger, found: tuple[str, int]
) -> Link | None:
    """The tie of a verb that tells a step: to sign, join, apply, leave or suspend."""
    kind, where = found
    if trigger.name == "sign" and _signs_other_paper(line, at):
        return None
    if trigger.name == "reject-offer" and _is_to_occasion(line, at):
        return None
    if trigger.name == "join" and _joins_as_observer(line, at):
        return None
    if kind == "bare" and is_about_another(line, at):
        return None
    if kind == "bare" and trigger.name in ("belong", "come-in") and (which := _to_which(line, at)):
        accord = next((one[0] for one in line.accords if which - 9 < one[1] < which), None)
        return Link(accord, "bare", at) if accord else None
    if trigger.name == "apply" and kind == "bare" and applies_to_do(line, where):
        return None
    if _ends_a_bid(line, at, trigger, found):
        return None
    if kind == "accord":
        accord = accord_at(line, where)
        return Link(accord, "object", where) if accord else None
    return link_object(document, line, at, trigger, found)


def _is_to_occasion(line: Line, at: int) -> bool:
    """``turned down an invitation to the group's summit``: what is declined is an occasion."""
    right = right_accord(line, at)
    return right is not None and is_part_of(line.parsed.nodes, right[1])


def _signs_other_paper(line: Line, at: int) -> bool:
    """``signed an application``, ``the letter, signed by X``, ``signed it into law``."""
    nodes = line.parsed.nodes
    return (
        speaks_of_application(nodes[at + 1 : at + 6])
        or is_of_letter(nodes, at)
        or _is_of_application(nodes, at)
        or makes_law(nodes, at)
    )


def _joins_as_observer(line: Line, at: int) -> bool:
    """``joined as an observer``, ``joined the meeting only with observers``: who watches is not in."""
    behind = line.parsed.nodes[at + 1 : at + 8]
    role = next((k for k, node in enumerate(behind) if node.low in ("as", "with")), len(behind))
    return any(node.low in _OBSERVERS for node in behind[role + 1 : role + 3])


_OBSERVERS = frozenset(("observer", "observers"))


def _is_of_application(nodes: list[Node], at: int) -> bool:
    """``its application to join the accord, signed by X``: what is signed is the application."""
    aside = (
        at > 1 and nodes[at - 1].low == "," and at + 1 < len(nodes) and nodes[at + 1].low == "by"
    )
    return aside and speaks_of_application(nodes[max(0, at - 8) : at - 1])


def _to_which(line: Line, at: int) -> int:
    """Where ``to which X belongs`` begins: the bloc in front of it is the one that is meant; 0 where it does not."""
    nodes = line.parsed.nodes
    ahead = range(max(2, at - 9), at)
    return next(
        (k for k in ahead if nodes[k].low == "which" and nodes[k - 1].low in ("to", "of")), 0
    )


def _ends_a_bid(line: Line, at: int, trigger: Trigger, found: tuple[str, int]) -> bool:
    """``withdrew its EU application``, ``suspended its accession talks``: who ends a bid is not in."""
    kind, where = found
    if kind == "accord" and trigger.name == "leave":
        return is_application(line, where + 1) or _leaves_talks(line, at, where)
    if kind == "accord" and trigger.stage is Stage.SUSPENDED:
        return _are_talks(line, where + 1) or _leaves_talks(line, at, where)
    nodes = line.parsed.nodes
    return kind == "it" and trigger.name == "leave" and speaks_of_application(nodes[:at])


def _leaves_talks(line: Line, at: int, where: int) -> bool:
    """``pulled out of talks on joining the accord``: who is not in breaks off talks."""
    between = (word for node in line.parsed.nodes[at + 1 : where] for word in node.low.split())
    return any(word in nouns("talks") for word in between)


def _are_talks(line: Line, at: int) -> bool:
    """``suspended its EU [accession talks]``: who is not in has no membership to suspend."""
    noun = line.parsed.nodes[at].use("noun") if at < len(line.parsed.nodes) else None
    return noun is not None and (noun.ref.role == "process" or noun.ref.name == "candidacy")
