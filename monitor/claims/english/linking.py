"""Ties a trigger to an accord: by its object, its complement, or what was named shortly before."""

from __future__ import annotations

from monitor.claims.candidate import Trigger
from monitor.claims.days import days_before
from monitor.claims.english.document import Document, Line
from monitor.claims.english.elsewhere import (
    applies_to_do,
    is_about_another,
    is_application,
    is_exit,
    is_in_time,
    is_in_with,
    is_invited_elsewhere,
    is_left_behind,
    is_of_letter,
    joins_in_something,
    signs_for_something,
    speaks_of_application,
    time_word,
)
from monitor.claims.english.grammar import NUMERALS, party_use
from monitor.claims.english.heads import (
    entry_behind,
    is_under_study,
    link_head,
    link_offer,
)
from monitor.claims.english.laws import is_of_accession, makes_law
from monitor.claims.english.named import STOPS, about, accord_at, nearest, right_accord
from monitor.claims.english.objects import Link, is_part_of, object_of
from monitor.claims.english.wordlists import heads, needs_head, nouns
from monitor.model.accord import BaselineFact
from monitor.model.stage import Stage


def link_verb(document: Document, line: Line, at: int, trigger: Trigger) -> Link | None:
    """The accord that the verb at ``at`` is about, if it is about one."""
    if trigger.needs == "convener":
        return _link_convener(document, line, at)
    kind, where = object_of(line.parsed, at, headline=line.field != "body")
    if kind == "accord" and accord_at(line, where) is None:
        kind = "paper"
    low = line.parsed.nodes[at].low
    if trigger.name == "leave" and is_left_behind(line, at, kind):
        return None
    if kind == "bare" and low.split()[0] in _WALKS and not line.dates:
        return None
    if low.endswith(_HALF_TOLD) and not _is_whole(line, at):
        return None
    if "invited" in low and is_invited_elsewhere(line, at):
        return None
    if kind == "bare" and trigger.weak and (is_in_with(line, at) or is_in_time(line, at)):
        return None
    if trigger.needs == "echo":
        return _link_echo(document, line, at, kind)
    if trigger.needs == "assent":
        return _link_assented(line, at)
    if low in ("vote", "votes", "voting"):
        return None
    if kind == "accord" and trigger.name in ("belong", "come-in") and _is_owner(line, where):
        return None
    if needs_head(trigger.needs):
        return link_head(document, line, at, trigger.needs)
    if trigger.needs == "accord-object":
        return _link_named(document, line, at, trigger, (kind, where))
    if trigger.needs == "offer":
        return link_offer(document, line, at, kind)
    if trigger.name == "sign" and speaks_of_application(line.parsed.nodes[at + 1 : at + 6]):
        return None
    if trigger.name == "sign" and is_of_letter(line.parsed.nodes, at):
        return None
    if trigger.name == "sign" and makes_law(line.parsed.nodes, at):
        return None
    if kind == "bare" and is_about_another(line, at):
        return None
    if kind == "bare" and trigger.name in ("belong", "come-in") and (which := _to_which(line, at)):
        accord = next((one[0] for one in line.accords if which - 9 < one[1] < which), None)
        return Link(accord, "bare", at) if accord else None
    if trigger.name == "apply" and kind == "bare" and applies_to_do(line, where):
        return None
    if kind == "accord" and trigger.name == "leave" and is_application(line, where + 1):
        return None
    if kind == "accord" and trigger.name == "leave" and _leaves_talks(line, at, where):
        return None
    if kind == "accord" and trigger.stage is Stage.SUSPENDED and _are_talks(line, where + 1):
        return None
    if kind == "it" and trigger.name == "leave" and speaks_of_application(line.parsed.nodes[:at]):
        return None
    if kind == "accord":
        accord = accord_at(line, where)
        return Link(accord, "object", where) if accord else None
    return _link_object(document, line, at, trigger, (kind, where))


def _to_which(line: Line, at: int) -> int:
    """Where ``to which X belongs`` begins: the bloc in front of it is the one that is meant; 0 where it does not."""
    nodes = line.parsed.nodes
    ahead = range(max(2, at - 9), at)
    return next(
        (k for k in ahead if nodes[k].low == "which" and nodes[k - 1].low in ("to", "of")), 0
    )


_DIRECT = ("need", "rais", "brought up", "bring up", "bringing up")
"""What one needs or raises is the accord only where it is named as the object."""


def _leaves_talks(line: Line, at: int, where: int) -> bool:
    """``pulled out of talks on joining the accord``: who is not in breaks off talks."""
    between = (word for node in line.parsed.nodes[at + 1 : where] for word in node.low.split())
    return any(word in nouns("talks") for word in between)


def _link_named(
    document: Document, line: Line, at: int, trigger: Trigger, found: tuple[str, int]
) -> Link | None:
    """The tie of a verb that tells something only of the accord itself, or of an entry into it."""
    kind, where = found
    here, low = nearest(line, at), line.parsed.nodes[at].low
    talks = "talks" in low
    if talks and (right := right_accord(line, at)) is not None and right[1] - at < 8:
        return Link(right[0], "object", right[1])
    named = trigger.name in ("found", "belong") or low.startswith(_DIRECT)
    if named and (kind != "accord" or low == "found"):
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
    if kind == "accord" and is_exit(line, where + 1):
        return None
    kind = "object" if kind == "accord" else kind
    accord = accord_at(line, where) or (here[0] if here else document.accord_before(line, 2))
    if accord is None and kind in ("paper", "it") and about(document):
        accord = document.main
    return Link(accord, kind, where) if accord else None


def _is_of_member(line: Line, low: str, entry: int) -> bool:
    """``is reviewing its participation``: who is in thinks about staying."""
    noun = line.parsed.nodes[entry].use("noun")
    return noun is not None and noun.ref.role == "standing" and low.startswith(_REVIEWS)


_REVIEWS = ("review", "assess", "evaluat")


def _is_owner(line: Line, accord: int) -> bool:
    """``is in the union's good books``."""
    behind = line.parsed.nodes[accord + 1 : accord + 2]
    return bool(behind) and behind[0].low in ("'s", "'")


def _link_assented(line: Line, at: int) -> Link | None:
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


def _link_object(
    document: Document, line: Line, at: int, trigger: Trigger, found: tuple[str, int]
) -> Link | None:
    """The tie by what follows the verb, which ``object_of`` has ``found``."""
    kind, where = found
    here = nearest(line, at)
    right = right_accord(line, at)
    if trigger.name == "sign" and kind == "bare" and signs_for_something(line, where):
        return None
    at_law = where < len(line.parsed.nodes) and line.parsed.nodes[where].low in nouns("laws")
    if trigger.name == "sign" and at_law:
        return None
    if trigger.name == "return":
        return None
    if kind == "cue" and (trigger.weak or trigger.name == "sign"):
        return None
    if trigger.name == "join" and kind == "bare" and joins_in_something(line, where):
        return None
    if trigger.weak and kind in ("other", "a-paper", "party"):
        return None
    if trigger.weak and kind == "bare" and _opens_noun(line, where):
        return None
    if kind == "other" and line.parsed.nodes[at].low.startswith("withdr"):
        return None
    if kind in ("other", "a-paper"):
        if right is not None and trigger.name == "sign" and _is_under(line, where, right[1]):
            return Link(right[0], "object", right[1])
        sent = trigger.stage is Stage.WITHDRAWN and "offices" in line.parsed.nodes[where].tags
        if sent or _does_other(line, at + 1):
            return None
        if right is not None and right[1] != where and _chained(line, where, right[1]):
            return Link(right[0], "chained", right[1])
        if (
            kind == "a-paper"
            and trigger.name == "sign"
            and line.parsed.nodes[where].low == "declaration"
        ):
            return _link_declared(document, line, where)
        return None
    if kind == "party":
        if right is not None and trigger.name == "join" and not _is_with(line, where, right[1]):
            return Link(right[0], "object", right[1])
        if here is not None and trigger.name in ("sign", "ratify") and _is_entry(line, at, where):
            return Link(here[0], "paper", here[1])
        return None
    if trigger.name == "come-in" and _is_being(line, at):
        return None
    if trigger.needs == "accord" and kind not in ("paper", "it"):
        if here is not None and here[1] < at:
            return Link(here[0], "near", here[1])
        if not _has_standing(line, at):
            return None
    if right is not None and kind in ("bare", "paper") and right[1] - where < 8:
        return Link(right[0], "object", right[1])
    if here is not None:
        return Link(here[0], kind, here[1])
    reach = 2 if trigger.weak else 3
    accord = document.accord_before(line, reach) if reach else None
    sure = not trigger.weak or (kind == "bare" and _is_long_past(document, line, at))
    if accord is None and sure and kind in ("bare", "it", "paper") and about(document):
        if trigger.stage is Stage.WITHDRAWN and not line.dates:
            return None
        return Link(document.main, "far")
    return Link(accord, kind) if accord else None


def _is_entry(line: Line, at: int, owner: int) -> bool:
    """``signed X's accession treaty``, ``X's treaty of accession``, ``ratified X's accession``."""
    behind = line.parsed.nodes[owner + 1 : owner + 6]
    paper = any("papers" in node.tags for node in behind)
    signs = not line.parsed.nodes[at].low.startswith("ratif")
    return (paper or not signs) and any(map(is_of_accession, behind))


def _is_with(line: Line, where: int, accord: int) -> bool:
    """``joins X as the only state to have a deal with the union``: whose company is joined is that of states."""
    between = [node.low for node in line.parsed.nodes[where:accord]]
    return "as" in between and "with" in between[-2:]


def _is_long_past(document: Document, line: Line, at: int) -> bool:
    """``X came in in 2013``: an entry dated long ago needs no name beside it; ``was in 2013`` is no entry."""
    node = line.parsed.nodes[at]
    own = any(found.start == node.end + 1 for found in line.dates)
    return (
        bool(line.dates)
        and not (own and not node.low.startswith("came"))
        and all(days_before(found.partial, document.published) > 180 for found in line.dates)
    )


def _is_being(line: Line, at: int) -> bool:
    """``as it was in 1967``, ``what is in it for them``: no membership."""
    node = line.parsed.nodes[at]
    if node.low.startswith(("came", "come", "got", "get")):
        return False
    dated = any(found.start == node.end + 1 for found in line.dates)
    return dated or (at > 0 and line.parsed.nodes[at - 1].low == "what")


def _opens_noun(line: Line, where: int) -> bool:
    """``is in no hurry``: what one is in is something else."""
    return where < len(line.parsed.nodes) and line.parsed.nodes[where].low.split()[0] == "no"


def _link_declared(document: Document, line: Line, declaration: int) -> Link | None:
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


def _is_under(line: Line, head: int, accord: int) -> bool:
    """``a declaration under the accords``: one of the papers by which a party comes in."""
    nodes = line.parsed.nodes
    between = [node.low for node in nodes[head + 1 : accord] if node.low != "the"]
    return nodes[head].low in nouns("entry_papers") and between in (["under"], ["within"])


def _has_standing(line: Line, at: int) -> bool:
    """Whether participation or membership stands just before a passive: "participation is suspended"."""
    return any(
        node.low in heads("standing")
        or ((noun := node.use("noun")) is not None and noun.ref.role == "standing")
        for node in line.parsed.nodes[max(0, at - 6) : at]
    )


def _is_whole(line: Line, at: int) -> bool:
    """``was the first to go,``, not "to go in"; ``asked to be taken back``, not "the bid is taken back"."""
    nodes = line.parsed.nodes
    if nodes[at].low.endswith("taken back"):
        return at > 0 and nodes[at - 1].low.split()[-1] == "to"
    return at + 1 == len(nodes) or not nodes[at + 1].low[0].isalnum()


_HALF_TOLD = ("first to go", "taken back")
_WALKS = frozenset(("walk", "walks", "walked", "walking"))


def _link_echo(document: Document, line: Line, at: int, kind: str) -> Link | None:
    """``followed suit`` speaks of what was said before it; ``followed`` alone must have nothing behind it."""
    alone = line.parsed.nodes[at].low in ("follow", "follows", "followed", "following")
    if alone and kind != "bare":
        right = right_accord(line, at)
        if right is None or kind != "party":
            return None
    accord = document.accord_before(line, 3) or (document.main if about(document) else None)
    return Link(accord, "echo") if accord else None


def _chained(line: Line, head: int, accord: int) -> bool:
    """Whether ``of``, ``to`` or another trigger ties the object to the accord: "a declaration to join the Accords"."""
    between = line.parsed.nodes[head + 1 : accord]
    if "parts" in line.parsed.nodes[head].tags or is_part_of(line.parsed.nodes, accord):
        return False
    if any(_does_other(line, k) for k in range(head + 1, accord)):
        return False
    return len(between) <= 7 and all(
        node.low
        not in (
            ",",
            "and",
            "but",
            "while",
            "as",
            "in",
            "at",
            "on",
            "for",
            "with",
            "during",
            "under",
            "after",
        )
        for node in between
    )


def _are_talks(line: Line, at: int) -> bool:
    """``suspended its EU [accession talks]``: who is not in has no membership to suspend."""
    noun = line.parsed.nodes[at].use("noun") if at < len(line.parsed.nodes) else None
    return noun is not None and (noun.ref.role == "process" or noun.ref.name == "candidacy")


def _does_other(line: Line, at: int) -> bool:
    """``an invitation to [store] the archive of``: a verb that tells no step."""
    nodes = line.parsed.nodes
    node, after = nodes[at], nodes[min(at + 1, len(nodes) - 1)]
    plain = node.low.isalpha() and not node.cap and not node.uses and not node.tags
    return (
        plain
        and not node.low.endswith("s")
        and nodes[at - 1].low.split()[-1] == "to"
        and "determiners" in after.tags
    )


def _link_convener(document: Document, line: Line, at: int) -> Link | None:
    """Normalising is the accord's business when it is done with a convener, and the accord is named."""
    nodes = line.parsed.nodes
    for accord_id in document.named:
        accord = document.accords[accord_id]
        if not accord.conveners:
            continue
        here = any(found[0] == accord_id for found in line.accords)
        with_convener = any(
            set(actor.codes) & set(accord.conveners)
            for actor in line.parsed.actors
            if abs(actor.start - at) < 16
        ) or any(
            (party := party_use(node)) is not None and party[0] in accord.conveners
            for node in nodes[at : at + 8]
        )
        founded = min((fact.date for fact in accord.baseline), default="")[:4]
        here = here or (
            document.accord_before(line, 1) == accord_id and _since_founding(line, accord.baseline)
        )
        if here and all(found.partial[:4] >= founded for found in line.dates):
            return Link(accord_id, "convener")
        if with_convener and (_since_founding(line, accord.baseline) or _opens(document, line)):
            return Link(accord_id, "convener")
    return None


def _since_founding(line: Line, baseline: tuple[BaselineFact, ...]) -> bool:
    """Whether the line is dated, and not before the accord's first known party."""
    if not baseline:
        return False
    founded = min(fact.date for fact in baseline)[:4]
    return bool(line.dates) and all(found.partial[:4] >= founded for found in line.dates)


def _opens(document: Document, line: Line) -> bool:
    """Whether the line is a headline or the first of the text, undated: what it tells is the news."""
    lead = line.field != "body" or line.index <= 2
    return (
        lead and not any(len(found.partial) == 4 for found in line.dates) and bool(document.named)
    )


def goes_into(line: Line, at: int) -> bool:
    """``welcomed X into the accords``: the accord stands behind ``to``, ``into`` or ``in``."""
    return _is_reached_by(line, at, ("to", "into", "in", "onto", "among"))


def goes_out_of(line: Line, at: int) -> bool:
    """``took X out of the accords``, ``withdrew X from them``."""
    words = ("from",) if line.parsed.nodes[at].low.startswith(_REMOVES) else ("out of",)
    return _is_reached_by(line, at, words)


_REMOVES = ("withdr", "remov")


def _is_reached_by(line: Line, at: int, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands just before the accord behind node ``at``."""
    right = right_accord(line, at)
    if right is None:
        return False
    before = line.parsed.nodes[max(at, right[1] - 3) : right[1]]
    return any(node.low in words for node in before)


def object_link(document: Document, line: Line, at: int) -> Link | None:
    """The accord into which somebody is let: behind the verb, else the nearest, else the last."""
    right = right_accord(line, at)
    if right is not None and right[1] - at < 14:
        nodes = line.parsed.nodes
        if not is_part_of(nodes, right[1]):
            return Link(right[0], "object", right[1])
        if not any(node.low == "," for node in nodes[at + 1 : right[1]]):
            return None
    here = nearest(line, at)
    if here is not None:
        return Link(here[0], "near", here[1])
    accord = document.accord_before(line, 2)
    if accord is None and about(document) and line.dates:
        return Link(document.main, "far")
    return Link(accord, "near") if accord else None


def noun_link(document: Document, line: Line, at: int, trigger: Trigger) -> Link | None:
    """The accord that a noun speaks of: its complement, the word before it, or the last one named."""
    nodes = line.parsed.nodes
    for accord, node, _ in line.accords:
        if 0 < node - at <= 6 and all(
            n.low not in STOPS and n.low not in (",", "and") for n in nodes[at + 1 : node]
        ):
            return Link(accord, "noun", node)
        if 0 < at - node <= 3 and all(n.low not in (",", ".") for n in nodes[node + 1 : at]):
            return Link(accord, "noun", node)
    k = at + 1
    if k < len(nodes) and nodes[k].low in ("of", "to", "in", "into"):
        j = k + 1
        while j < len(nodes) and nodes[j].low in (
            "the",
            "a",
            "an",
            "its",
            "this",
            "so-called",
            '"',
        ):
            j += 1
        owner = nodes[k].low == "of" and trigger.role != "title"
        other = j < len(nodes) and nodes[j].low[0].isalpha() and "papers" not in nodes[j].tags
        owned = other and owner and (party_use(nodes[j]) is not None or nodes[j].low in NUMERALS)
        if other and not owned and not time_word(nodes[j].low):
            return None
    here = nearest(line, at)
    if here is not None:
        return Link(here[0], "near", here[1])
    accord_or_none = document.accord_before(line, 2)
    if accord_or_none is None and about(document):
        return Link(document.main, "far")
    return Link(accord_or_none, "near") if accord_or_none else None
