"""What holds for every stream of articles, not only for those that somebody thought of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from monitor.decide.people import Retract
from monitor.decide.reconsidering import Cause
from monitor.decide.rereading import ReadAnew, reread, taken_back
from monitor.decide.state import PartyState
from monitor.model.claim import Speaker
from monitor.model.events import ClaimRetracted, Kin, KinReason, StageConfirmed
from monitor.model.stage import Stage
from tests.fakes.press import ACCORD, MERGED, START, Press

HOSTS = [f"{tier}{n}" for tier in ("wire", "major", "minor") for n in range(1, 4)]
FORWARD = ["announced", "applied", "signed", "ratified", "acceded"]
STAGES = [*FORWARD, "declined", "suspended", "withdrawn"]
SPEAKERS = [Speaker.OUTLET, Speaker.CONVENER, Speaker.UNNAMED]

quick = settings(max_examples=50, deadline=None)


@st.composite
def reports(draw, hosts=(*HOSTS, "chair", "gov"), stages=STAGES, days=40):
    """The ingredients of one article: host, claim, day, and perhaps an earlier text that it copies."""
    new = draw(st.booleans()) or draw(st.booleans())
    claim = {
        "stage": draw(st.sampled_from(stages)),
        "new": new,
        "speaker": draw(st.sampled_from(SPEAKERS)),
    }
    if draw(st.booleans()):
        claim["date"] = draw(st.sampled_from(["2030-03-01", "2030-03-05", "2030-03", "2029"]))
    return {
        "host": draw(st.sampled_from(list(hosts))),
        "claim": claim,
        "day": draw(st.integers(0, days)) + draw(st.integers(0, 999)) / 1000,
        "copies": draw(st.one_of(st.none(), st.integers(0, 9))),
    }


def streams(**kinds):
    return st.lists(reports(**kinds), min_size=1, max_size=10)


def family(found, number):
    """The first text from which text ``number`` was copied, by way of however many copies."""
    one = found[number]
    earlier = [n for n, other in enumerate(found) if (other["day"], n) < (one["day"], number)]
    if one["copies"] is None or not earlier:
        return number
    return family(found, earlier[one["copies"] % len(earlier)])


def publish(press, found, number):
    """Publish report ``number``; comparing texts links it to all of its family that have come before it."""
    one, own = found[number], family(found, number)
    relatives = [n for n in range(len(found)) if n != number and family(found, n) == own]
    here = press.state.by_article
    kin = tuple(Kin(f"r{n}", KinReason.COPY) for n in relatives if f"r{n}" in here)
    return press.says(one["host"], one["claim"], day=one["day"], name=f"r{number}", kin=kin)


def tell(found, accord=ACCORD, order=None):
    press = Press(accord)
    numbers = order or sorted(range(len(found)), key=lambda n: (found[n]["day"], n))
    for number in numbers:
        publish(press, found, number)
    return press


def verdicts(press):
    """The stages in the order in which they were confirmed; a better date for one is no verdict of its own."""
    found = [event for event in press.events if isinstance(event, StageConfirmed)]
    return [event.stage for event in found if event.stage is not event.previous]


def confirmations(press):
    return [
        (event.stage, event.date) for event in press.events if isinstance(event, StageConfirmed)
    ]


@quick
@given(streams(), st.sampled_from([ACCORD, MERGED]))
def test_replaying_the_log_gives_the_same_state(found, accord):
    press = tell(found, accord)
    again = press.refolded()
    for name in ("claims", "path", "disputed", "denials", "rejected", "reviews", "asked", "ever"):
        assert getattr(again, name) == getattr(press.state, name), name


@quick
@given(streams())
def test_the_same_articles_give_the_same_events(found):
    assert tell(found).events == tell(found).events


@quick
@given(streams(), st.data())
def test_an_article_that_is_decided_again_brings_nothing_about(found, data):
    press = tell(found)
    number = data.draw(st.integers(0, len(found) - 1))
    before = list(press.events)
    publish(press, found, number)
    assert press.events == before


@quick
@given(streams(), st.data())
def test_a_copy_never_changes_a_verdict(found, data):
    """A copy of any text, by a site without standing of its own, at any later place in the stream.

    The original is one, and all that its host says: else the copy may stand for its origin where the host
    already stands for another.
    """
    number = data.draw(st.integers(0, len(found) - 1))
    original = found[number] = {**found[number], "host": "wire4", "copies": None}
    copy = {**original, "host": "minor9", "day": original["day"] + 0.0005, "copies": None}
    with_copy = Press()
    without = Press()
    ordered = sorted(range(len(found)), key=lambda n: (found[n]["day"], n))
    for n in ordered:
        publish(without, found, n)
        publish(with_copy, found, n)
        if n == number:
            with_copy.says(
                "minor9",
                copy["claim"],
                day=copy["day"],
                name="copy",
                kin=(Kin(f"r{number}", KinReason.COPY),),
            )
    assert verdicts(with_copy) == verdicts(without)


@quick
@given(streams(), reports(stages=FORWARD))
def test_an_independent_support_never_unconfirms(found, more):
    before = tell(found)
    assume(before.stage in FORWARD)
    after = tell(found)
    last = max(one["day"] for one in found)
    after.says(more["host"], more["claim"], day=last + 0.5, name="more")
    assert Stage(after.stage).rank >= Stage(before.stage).rank


def arrival(data, found):
    """An order of arrival in which an original comes before its copies.

    A copy that comes first is a text of its own as far as anybody can know; what follows when its original
    turns up is a review, not another verdict.
    """
    order = data.draw(st.permutations(range(len(found))))
    waiting = sorted(order, key=lambda n: (found[n]["day"], n))
    by_family = {}
    for n in waiting:
        by_family.setdefault(family(found, n), []).append(n)
    return [by_family[family(found, n)].pop(0) for n in order]


@quick
@given(streams(hosts=HOSTS, stages=FORWARD), st.data())
def test_the_order_of_arrival_inside_a_window_does_not_matter_on_the_way_in(found, data):
    order = arrival(data, found)
    assert tell(found).stage == tell(found, order=order).stage


@quick
@given(streams(), st.data())
def test_a_retracted_claim_carries_nothing(found, data):
    press = tell(found)
    assume(press.state.claims)
    claim = data.draw(st.sampled_from(sorted(press.state.claims)))
    press.person(Retract(claim), day=41)
    gone = {event.claim_id for event in press.events if isinstance(event, ClaimRetracted)}
    assert claim in gone
    assert not gone & press.state.claims.keys()
    for step in press.state.path:
        assert press.state.claims_of(step.stage)


@quick
@given(streams())
def test_what_a_rule_confirmed_is_quoted_in_its_event(found):
    press = tell(found)
    for event in press.events:
        if isinstance(event, StageConfirmed):
            quoted = {witness.claim_id for witness in event.witnesses}
            assert set(event.carriers) <= quoted
            assert event.voices >= 1


@quick
@given(streams(hosts=[f"minor{n}" for n in range(1, 10)]))
def test_minor_sites_alone_confirm_nothing(found):
    assert tell(found).stage is None


@quick
@given(streams(), streams())
def test_a_blocked_stage_is_never_confirmed(before, found):
    press = tell(before)
    assume(press.stage is None)
    press.says("gov", denies=FORWARD, day=41)
    for number, one in enumerate(found):
        if one["host"] != "gov":
            press.says(one["host"], one["claim"], day=one["day"] + 42, name=f"later{number}")
    assert press.stage not in FORWARD


def read_anew(press, found, numbers):
    """Read some of the articles anew by another version; the events."""
    seen = []
    for number in numbers:
        one = found[number]
        again = press.article(one["host"], one["claim"], day=one["day"], name=f"r{number}")
        seen.append(replace(again, classifier="2"))
    read = ReadAnew(seen, taken_back(press.events))
    rules = (press.accord, press.policy)
    return reread(press.state, read, rules, Cause("1 → 2"), START + timedelta(days=60))


@quick
@given(streams())
def test_reading_anew_what_reads_the_same_changes_nothing(found):
    press = tell(found)
    assert read_anew(press, found, range(len(found))) == ()


@quick
@given(streams(), st.data())
def test_reading_anew_twice_is_reading_anew_once(found, data):
    press = tell(found)
    number = data.draw(st.integers(0, len(found) - 1))
    other = data.draw(st.sampled_from(STAGES))
    changed = [
        {**one, "claim": {**one["claim"], "stage": other}} if n == number else one
        for n, one in enumerate(found)
    ]
    read_anew(press, changed, [number])
    assert read_anew(press, changed, [number]) == ()


def test_the_strategies_reach_confirmations():
    """A guard on the properties themselves: an empty press would satisfy all of them."""
    press = Press()
    press.says("wire1", "signed")
    press.says("wire2", "signed", day=1)
    assert confirmations(press)
    assert isinstance(replace(press.state, version=0), PartyState)
