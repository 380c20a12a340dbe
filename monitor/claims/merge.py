"""From candidates to the article's claims: at most one new and one background for each party (rule 2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from monitor.claims.candidate import Candidate
from monitor.claims.confidence import features_of
from monitor.claims.days import days_before
from monitor.claims.document import Line
from monitor.claims.timing import NEW_DAYS, When, is_new
from monitor.model.dates import compatible
from monitor.model.stage import Stage

_WEIGHT = {
    Stage.WITHDRAWN: 9,
    Stage.SUSPENDED: 8,
    Stage.DECLINED: 7,
    Stage.ACCEDED: 6,
    Stage.RATIFIED: 5,
    Stage.SIGNED: 4,
    Stage.APPLIED: 3,
    Stage.ANNOUNCED: 2,
    Stage.PROSPECTIVE: 1,
}
_LEADING = frozenset(("title", "summary"))


def merge(candidates: list[Candidate], lines: Sequence[Line], published: date) -> list[Candidate]:
    """The candidates that stand, in reading order."""
    candidates = _without_bare_ratifications(candidates)
    _coalesce(candidates)
    groups: dict[tuple[str, str, bool], list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault((candidate.accord, candidate.party, candidate.new), []).append(candidate)
    kept: list[Candidate] = []
    for (_, _, new), group in groups.items():
        chosen = _choose(group, new=new)
        same = sum(other.stage is chosen.stage for other in group)
        chosen.features = features_of(chosen, same)
        _fill_date(chosen, group)
        if new and chosen.date is None:
            chosen.date = date_beside(chosen.line, lines, published)
        kept.append(chosen)
    kept = _without_echoes(kept)
    return sorted(kept, key=lambda candidate: (candidate.line.index, candidate.frame.at))


def _without_bare_ratifications(candidates: list[Candidate]) -> list[Candidate]:
    """A headline shortens a committee's vote to a ratification; only the text can say that it was one."""
    in_body = {
        (c.accord, c.party)
        for c in candidates
        if c.stage is Stage.RATIFIED and c.line.field not in _LEADING
    }
    return [
        c
        for c in candidates
        if c.stage is not Stage.RATIFIED
        or c.line.field not in _LEADING
        or not c.has_body
        or "last-approval" in c.rules
        or (c.accord, c.party) in in_body
    ]


def _coalesce(candidates: list[Candidate]) -> None:
    """One act told twice has one time: what a date says holds for the tellings without one."""
    acts: dict[tuple[str, str, Stage, bool], list[Candidate]] = {}
    for candidate in candidates:
        act = (candidate.accord, candidate.party, candidate.stage, _is_stay(candidate))
        acts.setdefault(act, []).append(candidate)
    for tellings in acts.values():
        said_new = any(c.timing.when is When.THIS_WEEK for c in tellings)
        said_old = any(c.timing.when in (When.OLD_DATE, When.AGO) for c in tellings)
        supposed_new = any(is_new(c.timing.when) for c in tellings)
        for candidate in tellings:
            when = candidate.timing.when
            if when.is_said:
                candidate.new = is_new(when)
            elif when is When.STANDING:
                candidate.new = False
            elif said_new:
                candidate.new = True
            elif said_old:
                candidate.new = False
            else:
                candidate.new = supposed_new if when is When.LATE else is_new(when)


def _is_stay(candidate: Candidate) -> bool:
    """``will not leave the club, of which it has been a member since 1952``: no telling of when it came in."""
    return candidate.stage is Stage.ACCEDED and candidate.frame.trigger.stage is Stage.WITHDRAWN


def _choose(group: list[Candidate], *, new: bool) -> Candidate:
    body = [candidate for candidate in group if candidate.line.field not in _LEADING]
    body = body or [candidate for candidate in group if candidate.line.field != "title"]
    refusals = [c for c in group if c.stage is Stage.DECLINED]
    if new and refusals and all(_is_only_talk(c) for c in body):
        return refusals[0]
    if not new:
        latest = max(body or group, key=lambda c: (_WEIGHT[c.stage], _year(c)))
        latest = _return_after(latest, body or group) or latest
        signed = [
            c for c in body or group if c.stage is Stage.SIGNED and c.frame.trigger.role != "noun"
        ]
        return _entry_of_step(latest, signed)
    furthest = max(body or group, key=lambda c: (_WEIGHT[c.stage], c.date is not None))
    return _entry_of_step(furthest, body or group)


def _year(candidate: Candidate) -> str:
    """The year of the telling, empty where it has none: of two departures the later one stands."""
    leaves = candidate.stage in (Stage.WITHDRAWN, Stage.SUSPENDED)
    return (candidate.date or "")[:4] if leaves else ""


def _entry_of_step(furthest: Candidate, group: list[Candidate]) -> Candidate:
    """Of "signed" and "joined" said of one step, the one by which the accord takes a party in.

    What only hints at a step, as an instrument that may be of accession too, stands for none.
    """
    if furthest.stage is not Stage.ACCEDED:
        return furthest
    told = (c for c in group if c.stage is c.entry and not c.frame.trigger.weak)
    return next(told, furthest)


def _is_only_talk(candidate: Candidate) -> bool:
    """Whether a text only repeats the talk that a refusal in its headline answers."""
    talk = {"hearsay", "whether", "deny"} & set(candidate.frame.cues)
    return candidate.stage is Stage.PROSPECTIVE and bool(talk)


def _return_after(left: Candidate, group: list[Candidate]) -> Candidate | None:
    """The step back in that is dated behind a departure: ``left in 1995 and rejoined in 2016``."""
    if left.stage not in (Stage.WITHDRAWN, Stage.SUSPENDED) or left.date is None:
        return None
    back = (left.entry, Stage.ACCEDED, Stage.APPLIED)
    entries = [c for c in group if c.stage in back and c.date is not None]
    return next((c for c in reversed(entries) if (c.date or "")[:4] > left.date[:4]), None)


def _fill_date(chosen: Candidate, group: list[Candidate]) -> None:
    same = [other.date for other in group if other.date and other.stage is chosen.stage]
    later = [other.effective for other in group if other.effective and other.stage is chosen.stage]
    chosen.effective = chosen.effective or next(iter(later), None)
    if chosen.date is None:
        chosen.date = next(iter(same), None)
    elif same:
        chosen.date = max(
            (other for other in same if compatible(other, chosen.date)),
            key=len,
            default=chosen.date,
        )


_DAYS = frozenset(("weekday", "relday", "day", "monthday", "of_week"))


def date_beside(here: Line, lines: Sequence[Line], published: date) -> str | None:
    """The day of this week that stands in the same paragraph as ``here``, the nearest behind first."""
    behind = [line for line in lines[here.index :] if line.paragraph == here.paragraph]
    before = lines[max(0, here.index - 5) : here.index][::-1]
    for line in (*behind, *before, *lines[here.index + 1 : here.index + 3]):
        for found in line.dates:
            if found.kind in _DAYS and 0 <= days_before(found.partial, published) <= NEW_DAYS:
                return found.partial
    return None


def _without_echoes(kept: list[Candidate]) -> list[Candidate]:
    """A background claim of the stage that is new in the same text is the same act, unless dated apart."""
    new = {(c.accord, c.party): c for c in kept if c.new}
    return [
        c
        for c in kept
        if c.new
        or (fresh := new.get((c.accord, c.party))) is None
        or (fresh.stage is not c.stage and c.stage is not Stage.PROSPECTIVE)
        or c.date is not None
    ]
