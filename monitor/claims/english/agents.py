"""Who acts where the subject does not say: agents, owners, and those on whose behalf."""

from __future__ import annotations

from monitor.claims.english.document import Line
from monitor.claims.english.grammar import Actor, is_accord
from monitor.claims.english.groups import group_left, group_right
from monitor.claims.english.laws import is_of_accession
from monitor.claims.english.lexicon import Node
from monitor.claims.english.named import STOPS
from monitor.claims.english.objects import is_time, right_of
from monitor.claims.english.owners import owner_of
from monitor.claims.english.wordlists import heads, nouns


def after_comma(line: Line, at: int) -> list[Actor]:
    """``Since joining in 2007, Romania …``: the subject stands behind the comma."""
    nodes = line.parsed.nodes
    comma = next((k for k in range(at + 1, len(nodes)) if nodes[k].low == ","), len(nodes))
    if beside := _behind_accord(line, at, comma):
        return beside
    for k in range(comma + 1, min(comma + 4, len(nodes))):
        actor = line.parsed.covering.get(k)
        if actor is not None and (actor.codes or actor.kind in ("described", "pronoun")):
            return [actor]
    return []


def _behind_accord(line: Line, at: int, end: int) -> list[Actor]:
    """``After joining the Union [in 2007] Romania …``: the subject stands right behind the name or the date."""
    nodes = line.parsed.nodes
    named = next((k for k in range(at + 1, min(at + 6, end)) if is_accord(nodes[k])), end)
    for k in range(named + 1, min(named + 6, end)):
        actor = line.parsed.covering.get(k)
        if actor is not None:
            return [actor] if actor.start == k and actor.codes and actor.how == "name" else []
        if nodes[k].low not in ("in", "on", "the") and not is_time(nodes[k].low):
            return []
    return []


def party_to_talks(line: Line, at: int) -> list[Actor]:
    """``talks with Oman on joining``, ``For Oman, the price of joining``: who would join stands before."""
    nodes = line.parsed.nodes
    for k in range(at - 1, max(at - 8, 0), -1):
        actor = line.parsed.covering.get(k)
        if actor is None or actor.end != k or not actor.codes:
            continue
        group = group_left(line.parsed, actor)
        before = nodes[group[-1].start - 1].low if group[-1].start else ""
        talks = nodes[max(0, group[-1].start - 7) : group[-1].start]
        if before in ("with", "between") and any(node.low in nouns("talks") for node in talks):
            return group
        if before == "for" and group[-1].start == 1 and nodes[actor.end + 1].low == ",":
            return group
        return []
    return []


def on_behalf_of(line: Line, at: int) -> list[Actor]:
    """``the declaration was signed on behalf of X``."""
    nodes = line.parsed.nodes
    for k in range(at + 1, min(at + 20, len(nodes) - 1)):
        if nodes[k].low == "for" and k > at + 5:
            break
        if nodes[k].low in ("for", "of") and (
            nodes[k].low == "for" or nodes[k - 1].low == "behalf"
        ):
            actor = line.parsed.covering.get(k + 1)
            return group_right(line.parsed, actor) if actor is not None and actor.codes else []
    return []


def is_followed_by(line: Line, at: int) -> bool:
    """``followed later by Morocco``."""
    k = right_of(line.parsed.nodes, at)
    return k < len(line.parsed.nodes) and line.parsed.nodes[k].low == "by"


def owner_of_protocol(line: Line, at: int) -> list[Actor]:
    """Whose accession the signed protocol is about: "the protocols on the accession of both were signed"."""
    for k in range(at - 1, max(at - 14, -1), -1):
        if is_of_accession(line.parsed.nodes[k]):
            return owner_of(line, k)[0]
    return []


def owner_of_head(line: Line, at: int, needs: str) -> list[Actor]:
    """Whose instrument is deposited, or whose application handed in: ``X's instrument was deposited``."""
    nodes = line.parsed.nodes
    for k in range(at - 1, max(at - 14, -1), -1):
        if heads(needs) & set(nodes[k].low.split()) and not _is_of_instrument(nodes, k, needs):
            owners = owner_of(line, k)[0]
            return [owner for owner in owners if owner.codes or owner.kind == "pronoun"]
    return []


def _is_of_instrument(nodes: list[Node], k: int, needs: str) -> bool:
    """``instrument of [accession]``: whose it is, is said before the instrument."""
    of = k > 1 and nodes[k - 1].low == "of"
    return of and bool(heads(needs) & set(nodes[k - 2].low.split()))


def owner_of_paper(line: Line, at: int, needs: str) -> list[Actor]:
    """Whose paper it is that is handed over or received: ``handed X's instrument of accession to``."""
    nodes = line.parsed.nodes
    for k in range(at + 1, min(at + 9, len(nodes))):
        if nodes[k].low in STOPS or nodes[k].low == ",":
            break
        if heads(needs) & set(nodes[k].low.split()):
            return [owner for owner in owner_of(line, k)[0] if owner.codes]
    return []


def protocol_for(line: Line, at: int) -> list[Actor]:
    """Whom a protocol lets in that others sign: "the allies signed the protocols for X and Y"."""
    nodes = line.parsed.nodes
    papers = [k for k in range(at + 1, min(at + 7, len(nodes) - 2)) if "papers" in nodes[k].tags]
    for k in papers:
        about = any(n.use("noun") or "accession" in n.low for n in nodes[at + 1 : k + 1])
        actor = line.parsed.covering.get(k + 2)
        if about and nodes[k + 1].low in ("for", "of", "on", "with") and actor and actor.codes:
            return group_right(line.parsed, actor)
        if is_of_accession(nodes[k]) or is_of_accession(nodes[k - 1]):
            return [owner for owner in owner_of(line, k)[0] if owner.codes]
        on = next((j for j in range(k + 1, min(k + 4, len(nodes))) if is_of_accession(nodes[j])), 0)
        if on and nodes[k + 1].low in ("on", "for"):
            return [owner for owner in owner_of(line, on)[0] if owner.codes]
    return []


def owner_of_standing(line: Line, at: int) -> list[Actor]:
    """Whose participation is suspended: ``Kyrgyzstan, whose participation is suspended``."""
    return _owner_of_standing(line, range(at - 1, max(at - 8, -1), -1))


def standing_frozen(line: Line, at: int) -> list[Actor]:
    """Whose membership a body suspends: ``suspended Kyrgyzstan's membership``."""
    whole = line.parsed.nodes[at].low.rpartition(" ")[2] in heads("standing")
    first = at if whole else at + 1
    holders = _owner_of_standing(line, range(first, min(at + 6, len(line.parsed.nodes))))
    return [holder for holder in holders if holder.codes]


def _owner_of_standing(line: Line, places: range) -> list[Actor]:
    """Whose membership or participation the first such noun among the ``places`` is."""
    for k in places:
        node = line.parsed.nodes[k]
        noun, last = node.use("noun"), node.low.rpartition(" ")[2]
        if (
            last in heads("standing")
            or last == "rights"
            or (noun is not None and noun.ref.role == "standing")
        ):
            return owner_of(line, k)[0]
    return []


def whose_suspension(line: Line, at: int) -> list[Actor]:
    """Whose suspension is lifted: ``lifted X's suspension``, ``the suspension of X's membership was lifted``."""
    nodes = line.parsed.nodes
    for k in (*range(at + 1, min(at + 7, len(nodes))), *range(at - 1, max(at - 10, -1), -1)):
        if nodes[k].low in heads("suspension"):
            owners = [owner for owner in owner_of(line, k)[0] if owner.codes]
            return owners or _on_whom(line, k)
    return []


def _on_whom(line: Line, at: int) -> list[Actor]:
    """``the suspension imposed on X``, ``its suspension of X``: who was suspended stands behind."""
    nodes = line.parsed.nodes
    for k in range(at + 1, min(at + 7, len(nodes) - 1)):
        if nodes[k].low in STOPS or nodes[k].low == ",":
            break
        if nodes[k].low in ("on", "of"):
            actor = line.parsed.covering.get(k + 1) or line.parsed.covering.get(k + 2)
            return group_right(line.parsed, actor) if actor is not None and actor.codes else []
    return []


def ratified_of(line: Line, at: int) -> Actor | None:
    """Whose accession is ratified: ``the agreement on X's accession``."""
    nodes = line.parsed.nodes
    for k in range(at + 1, min(at + 10, len(nodes))):
        if nodes[k].low in STOPS:
            break
        actor = line.parsed.covering.get(k)
        if (
            actor is not None
            and actor.codes
            and any(node.use("noun") is not None for node in _owned(nodes, actor.end + 1))
        ):
            return actor
    return None


def _owned(nodes: list[Node], at: int) -> list[Node]:
    """What the words behind an owner are about: ``'s accession``, ``'s treaty of accession``."""
    behind = nodes[at : at + 3]
    paper = len(behind) == 3 and "papers" in behind[1].tags and behind[2].low == "of"
    return nodes[at : at + 4] if paper else behind


def by_agent(line: Line, at: int) -> list[Actor]:
    """Who stands behind ``by``."""
    nodes = line.parsed.nodes
    for k in range(at + 1, min(at + 14, len(nodes))):
        if nodes[k].low in STOPS:
            break
        if nodes[k].low == "by" and k + 1 < len(nodes):
            actor = line.parsed.covering.get(k + 1)
            if actor is None or not actor.codes:
                actor = _behind_title(line, k + 1) or actor
            if actor is not None and actor.codes:
                return group_right(line.parsed, actor)
            if actor is not None and actor.kind == "person":
                return [actor]
    return []


def _behind_title(line: Line, at: int) -> Actor | None:
    """``ratified by [neighbours] A and B``: what they are stands before their names."""
    title = line.parsed.nodes[at]
    actor = line.parsed.covering.get(at + 1)
    titled = not title.uses or title.use("noun") is not None
    plain = title.low.endswith("s") and not title.cap and titled
    return actor if plain and actor is not None and actor.how == "name" else None
