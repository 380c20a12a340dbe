"""Why a party stands where it stands: for each stage what speaks for it, what holds it back, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from monitor.decide.confirming import is_a_step, persons_word
from monitor.decide.counting import Case, counted, in_order, is_in_time, is_set_aside, own_words
from monitor.decide.denials import denials_of, is_on_record
from monitor.decide.policy import Policy
from monitor.decide.rules import rule_on
from monitor.decide.state import PartyState, Step
from monitor.decide.voices import count_voices
from monitor.decide.witnessing import denial_witnesses, witnesses
from monitor.model.accord import Accord
from monitor.model.events import ClaimRecorded, ConfirmReason, Witness
from monitor.model.source import Tier
from monitor.model.stage import Stage


class Standing(StrEnum):
    """How a stage stands, by the first of these that holds."""

    CONFIRMED = "confirmed"
    PROSPECT = "only_prospective"
    DENIED = "denied_by_party"
    PERSON = "a_person_said_otherwise"
    BEHIND = "behind_what_is_confirmed"
    OWN_WORDS = "own_words_are_lower"
    NOT_COUNTED = "nothing_counts"
    TOO_FEW = "too_few_sources"
    HELD_BY_ORDER = "older_than_what_is_confirmed"


@dataclass(frozen=True, slots=True)
class StageExplained:
    """One stage that somebody claimed or denied: how it stands, in words, and by whom.

    ``voices`` counts the independent sources among ``support``; ``words`` says what is missing where it
    is not confirmed.
    """

    stage: Stage
    standing: Standing
    words: str
    voices: int
    support: tuple[Witness, ...]
    denials: tuple[Witness, ...] = ()
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """The whole of one stream: where the party stands, and every stage that is spoken of."""

    accord: str
    party: str
    current: Step | None
    stages: tuple[StageExplained, ...]


_WAITING = (Standing.OWN_WORDS, Standing.TOO_FEW)
"""Where newer reports of the same would help."""

_RULES = {
    ConfirmReason.OFFICIAL: "an official source says so",
    ConfirmReason.TWO_MAJOR: "independent sources of tier wire or major say so",
    ConfirmReason.THREE_INDEPENDENT: "independent sources say so, one of them major or above",
    ConfirmReason.PERSON: "a person confirmed it",
    ConfirmReason.BASELINE: "it was known on the first day",
}


def explain(state: PartyState, accord: Accord, policy: Policy, now: datetime) -> Explained:
    """Why each stage of the stream is confirmed, or is not; the state is only looked at."""
    case = Case(state, accord, policy, now)
    groups = [(Stage.PROSPECTIVE,), *case.groups()]
    found = [_explain(case, group, now) for group in groups if _is_spoken_of(case, group)]
    return Explained(state.accord, state.party, state.current, tuple(found))


def missing(
    state: PartyState, accord: Accord, policy: Policy, now: datetime
) -> tuple[StageExplained, ...]:
    """The stages that are claimed and not confirmed, with what each lacks."""
    return tuple(
        stage
        for stage in explain(state, accord, policy, now).stages
        if stage.standing is not Standing.CONFIRMED
    )


def _is_spoken_of(case: Case, group: tuple[Stage, ...]) -> bool:
    return bool(
        case.live(group)
        or denials_of(case.state, group)
        or any(step.stage in group for step in case.state.path)
    )


def _explain(case: Case, group: tuple[Stage, ...], now: datetime) -> StageExplained:
    live = sorted(case.live(group), key=in_order)
    latest = max((claim.report.published for claim in live), default=now)
    case = replace(case, anchor=latest)
    step = next((s for s in reversed(case.state.path) if s.stage in group), None)
    standing, words = _standing(case, group, live, step)
    if standing is not Standing.CONFIRMED:
        words = f"not confirmed: {words}"
    if standing in _WAITING and now - latest > case.policy.window:
        words += f" (what there is was published more than {case.policy.window_days} days ago)"
    carriers = [claim for claim in live if step and claim.claim_id in step.carriers]
    return StageExplained(
        stage=step.stage if step else _named(group, live),
        standing=standing,
        words=words,
        voices=count_voices(case.sources(live)),
        support=witnesses(case, live, carriers),
        denials=denial_witnesses(denials_of(case.state, group)),
        step=step,
    )


def _named(group: tuple[Stage, ...], live: Sequence[ClaimRecorded]) -> Stage:
    """The stage as which the group is spoken of."""
    said = {claim.stage for claim in live}
    return next((stage for stage in group if stage in said), group[0])


def _standing(
    case: Case, group: tuple[Stage, ...], live: list[ClaimRecorded], step: Step | None
) -> tuple[Standing, str]:
    if step:
        return Standing.CONFIRMED, _confirmed_words(case, group, step)
    if group == (Stage.PROSPECTIVE,):
        return Standing.PROSPECT, "a prospect never is"
    return _held_back(case, group) or _waiting(case, group, live)


def _held_back(case: Case, group: tuple[Stage, ...]) -> tuple[Standing, str] | None:
    """What keeps ``group`` from being confirmed whatever speaks for it; None where nothing does."""
    current = case.state.current
    if case.is_blocked(group):
        return Standing.DENIED, _denied_words(case, group)
    if persons_word(case, group):
        return Standing.PERSON, "a person said otherwise; newer official evidence opens a review"
    if current and not is_a_step(case, group):
        return Standing.BEHIND, f"it is behind {current.stage}, which is confirmed"
    return None


def _confirmed_words(case: Case, group: tuple[Stage, ...], step: Step) -> str:
    words = f"confirmed: {_RULES[step.reason]}"
    if case.is_blocked(group):
        words += "; the party's government denies it, which is for a person to review"
    return words


def _denied_words(case: Case, group: tuple[Stage, ...]) -> str:
    denials = denials_of(case.state, group)
    hosts = ", ".join(dict.fromkeys(denial.report.host for denial in denials))
    return f"the party's government denies it ({hosts}); only the same government lifts that"


def _waiting(
    case: Case, group: tuple[Stage, ...], live: list[ClaimRecorded]
) -> tuple[Standing, str]:
    """What is missing of a stage that could come next."""
    if not live:
        return Standing.NOT_COUNTED, "nobody claims it"
    claims = counted(case, group)
    word = next((w for c in live if (w := is_set_aside(case, c, own_words(case)))), None)
    if rule_on(case, group):
        return Standing.HELD_BY_ORDER, "its support is older than what has been confirmed since"
    if word:
        host, day = word.claim.report.host, word.day.isoformat()
        said = f"the party's own words put it at {word.stage} as of {day} ({host})"
        return Standing.OWN_WORDS, f"{said}; what is not dated later waits"
    if not claims:
        old = not any(is_in_time(claim, case.anchor, case.policy.window) for claim in live)
        reason = (
            "all of it lies outside the window" if old else "none of it is later than the way out"
        )
        return Standing.NOT_COUNTED, f"no report counts: {reason}"
    words = _too_few_words(case, claims)
    denials = denials_of(case.state, group)
    if denials and not is_on_record(case, denials):
        words += "; a denial is reported, but not on the record"
    return Standing.TOO_FEW, words


def _too_few_words(case: Case, claims: Sequence[ClaimRecorded]) -> str:
    """``1 voice: levant.example (minor); missing: …``."""
    policy = case.policy
    voices = count_voices(case.sources(claims))
    majors = [claim for claim in claims if claim.report.tier.is_major_or_above]
    heard = count_voices(case.sources(majors))
    hosts = dict.fromkeys((claim.report.host, claim.report.tier) for claim in claims)
    names = ", ".join(f"{host} ({_tier_word(tier)})" for host, tier in hosts)
    by_majors = f"{_more(policy.majors_needed - heard, voices)} of tier wire or major"
    short = max(policy.independents_needed - voices, 1)
    by_many = f"{_more(short, voices)} of any tier"
    if heard < policy.majors_among:
        by_many += ", at least one of them wire or major"
    said = f"{voices} voice{'s' if voices != 1 else ''}: {names}"
    return f"{said}; missing: an official source, or {by_majors}, or {by_many}"


def _more(count: int, voices: int) -> str:
    more = " more" if voices else ""
    return f"{_NUMBERS.get(count, str(count))}{more} independent source{'s' if count != 1 else ''}"


_NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four"}


def _tier_word(tier: Tier) -> str:
    return tier.value
