"""Routing is total, in order, and says why."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting.kinds import AlertKind
from monitor.alerting.routes import Matcher, Route, route, trace, without_waiting
from tests.fakes.alerting import alert, config

matchers = st.builds(
    Matcher,
    accords=st.lists(st.sampled_from(["x-harbour", "other"]), max_size=2).map(tuple),
    parties=st.lists(st.sampled_from(["KZ", "OM"]), max_size=2).map(tuple),
    kinds=st.lists(st.sampled_from(AlertKind), max_size=2).map(tuple),
    stages=st.lists(st.sampled_from(["signed", "acceded"]), max_size=2).map(tuple),
    min_confidence=st.floats(0, 1),
)
rules = st.builds(
    Route,
    name=st.sampled_from(["a", "b", "c"]),
    targets=st.just(("desk",)),
    matcher=matchers,
    goes_on=st.booleans(),
)


@given(st.lists(rules, max_size=5), st.sampled_from(AlertKind), st.floats(0, 1))
def test_with_a_catch_all_every_alert_goes_somewhere(before, kind, confidence):
    told = alert(kind=kind, confidence=confidence)

    assert route(told, [*before, Route("everything", ("last",))])


def test_the_first_match_keeps_the_alert_unless_it_goes_on():
    first = Route("first", ("a",), Matcher(parties=("KZ",)))
    last = Route("last", ("b",))

    assert [item.target for item in route(alert(), [first, last])] == ["a"]
    assert [item.target for item in route(alert(), [replace(first, goes_on=True), last])] == [
        "a",
        "b",
    ]


def test_each_matcher_names_what_does_not_match():
    rules = [
        Route("accord", ("a",), Matcher(accords=("other",))),
        Route("party", ("a",), Matcher(parties=("OM",))),
        Route("kind", ("a",), Matcher(kinds=(AlertKind.BLIND,))),
        Route("stage", ("a",), Matcher(stages=("acceded",))),
        Route("sure", ("a",), Matcher(min_confidence=0.9)),
        Route("everything", ("b",)),
    ]

    met = trace(alert(confidence=0.5), rules)

    assert [passed.mismatch for passed in met] == [
        "accord",
        "party",
        "kind",
        "stage",
        "min_confidence",
        "",
    ]


def test_a_single_pass_waits_for_no_group():
    waiting = config(routes=(Route("everything", ("desk",), group_wait_s=5),))

    assert without_waiting(waiting).routes[0].group_wait_s == 0
