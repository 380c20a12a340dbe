"""From candidates to the article's claims: at most one new and one background for each party (rule 2)."""

from __future__ import annotations

from monitor.claims.candidates import Candidate
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


def merge(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that stand, in reading order."""
    groups: dict[tuple[str, str, bool], list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault((candidate.accord, candidate.party, candidate.new), []).append(candidate)
    kept: list[Candidate] = []
    for group in groups.values():
        chosen = _choose(group)
        _fill_date(chosen, group)
        kept.append(chosen)
    return sorted(kept, key=lambda candidate: (candidate.line.index, candidate.frame.at))


def _choose(group: list[Candidate]) -> Candidate:
    body = [candidate for candidate in group if candidate.line.field == "body"]
    return max(
        body or group, key=lambda candidate: (_WEIGHT[candidate.stage], candidate.date is not None)
    )


def _fill_date(chosen: Candidate, group: list[Candidate]) -> None:
    if chosen.date is None:
        chosen.date = next(
            (other.date for other in group if other.date and other.stage is chosen.stage), None
        )
