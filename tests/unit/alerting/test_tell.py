"""Which events are told, and what the messages say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from monitor.alerting.kinds import AlertKind, UntoldReason
from monitor.alerting.service import MISSED_SHOWN, Missed, missed
from monitor.alerting.tell import Standing, alerts_for, unless_late
from monitor.alerting.words import CONFIRM_SAYS, REVIEW_SAYS, REVOKE_SAYS, STAGE_SAYS
from monitor.model.actors import Actor
from monitor.model.events import (
    ConfirmReason,
    DisputeReason,
    ReviewOpened,
    ReviewReason,
    RevokeReason,
    SourceRecovered,
    SourceWentBlind,
    StageDisputed,
)
from monitor.model.source import Tier
from monitor.model.stage import Stage
from tests.fakes.alerting import NAMES, NOW, claim, confirmed, revoked, stored, witness


def tell(event, standing=None):
    return alerts_for(stored(event, 7), NAMES, standing or Standing())


def test_a_confirmation_says_what_changed_on_whose_word_and_what_is_open():
    (alert,) = tell(confirmed())
    message = alert.message

    assert (alert.key, alert.thread) == ("event/7", "x-harbour/KZ")
    assert message.headline == "Harbour Compact: Kazakhstan has signed"
    assert (message.before, message.after) == ("announced", "signed")
    assert message.reason == CONFIRM_SAYS[ConfirmReason.TWO_MAJOR]
    assert (message.voices, message.reports) == (2, 2)
    assert [quote.publisher for quote in message.quotes] == ["Example Wire", "The Daily Example"]
    assert message.quotes[0].url == "https://wire.example/kz-signs"
    assert message.unknown == (
        "Whether the party's own government or the depositary says so too.",
        "When it takes effect.",
    )
    assert message.sql == ("SELECT * FROM membership WHERE accord = 'x-harbour' AND party = 'KZ';")


@pytest.mark.parametrize(
    ("changes", "untold"),
    [
        ({"news": True}, None),
        ({"news": False}, UntoldReason.HISTORY),
        ({"news": False, "reason": ConfirmReason.BASELINE}, UntoldReason.BASELINE),
    ],
)
def test_history_and_baselines_are_not_told(changes, untold):
    assert tell(confirmed(**changes))[0].untold is untold


def test_a_stage_that_takes_effect_later_is_told_again_on_its_day():
    first, later = tell(confirmed(effective="2026-06-01"))

    assert (first.not_before, later.not_before) == (None, datetime(2026, 6, 1, tzinfo=UTC))
    assert later.kind is AlertKind.TAKES_EFFECT
    assert later.key == "event/7/effect"
    assert len(tell(confirmed(effective="2026-06"))) == 1
    assert len(tell(confirmed(effective="2026-02-31"))) == 1
    assert len(tell(confirmed(effective="2026-01-01"))) == 1


def test_a_revocation_names_the_correction_and_the_fall_back():
    (alert,) = tell(revoked())

    assert alert.message.headline.startswith("Correction: ")
    assert (alert.message.before, alert.message.after) == ("signed", "announced")
    assert ("at", "https://wire.example/correction") in alert.message.facts
    assert alert.overtakes == ((AlertKind.TAKES_EFFECT, "signed"),)


def test_disputes_and_reviews_tell_where_the_party_stands():
    standing = Standing(Stage.ANNOUNCED)
    dispute = StageDisputed(
        "x-harbour", "KZ", Stage.SIGNED, DisputeReason.DENIED_BY_PARTY, (witness(),)
    )
    question = ReviewOpened(
        "r'1", "x-harbour", "KZ", Stage.SIGNED, ReviewReason.DENIED, (witness(),)
    )

    (disputed,) = tell(dispute, standing)
    (review,) = tell(question, standing)

    assert disputed.message.before == disputed.message.after == "announced"
    assert review.message.sql == "SELECT * FROM reviews WHERE review_id = 'r''1';"
    assert disputed.untold is review.untold is None


def test_a_dispute_over_old_texts_is_history():
    old = witness(published=NOW - timedelta(days=30))
    dispute = StageDisputed("x-harbour", "KZ", Stage.SIGNED, DisputeReason.DENIED_BY_PARTY, (old,))

    assert tell(dispute)[0].untold is UntoldReason.HISTORY


@pytest.mark.parametrize(
    ("event", "standing", "is_told"),
    [
        (claim(), Standing(), True),
        (claim(new=False), Standing(), False),
        (claim(fresh=False), Standing(), False),
        (claim(), Standing(developing=frozenset({Stage.ANNOUNCED})), False),
        (claim(why=("inferred",), confidence=0.4), Standing(), False),
        (claim(why=("inferred",), confidence=0.6), Standing(), True),
        (claim(), Standing(Stage.SIGNED), False),
        (claim(stage=Stage.ACCEDED), Standing(Stage.SIGNED), True),
        (claim(stage=Stage.WITHDRAWN), Standing(Stage.ACCEDED), True),
        (claim(stage=Stage.WITHDRAWN), Standing(Stage.WITHDRAWN), False),
        (claim(stage=Stage.ACCEDED), Standing(Stage.WITHDRAWN), True),
    ],
)
def test_only_the_first_fresh_claim_beyond_what_is_confirmed_is_told(event, standing, is_told):
    found = tell(event, standing)

    assert [alert.kind for alert in found] == ([AlertKind.DEVELOPING] if is_told else [])


def test_a_standing_follows_the_alerts():
    (first,) = tell(claim())
    (confirmation,) = tell(confirmed())
    (correction,) = tell(revoked(fallback=None))

    standing = Standing().after(first).after(confirmation)
    assert standing == Standing(Stage.SIGNED, frozenset({Stage.ANNOUNCED}))
    assert standing.after(correction).stage is None


def test_blindness_and_recovery_name_the_source():
    since = NOW - timedelta(hours=30)
    (blind,) = tell(SourceWentBlind("wire.example", ("https://wire.example/rss",), since, "silent"))
    (heard,) = tell(SourceRecovered("wire.example", ("https://wire.example/rss",), since))

    assert blind.thread == heard.thread == "source/wire.example"
    assert "2026-03-09 06:00 UTC" in blind.message.what


def test_new_voices_are_quoted_before_copies_and_what_carried_it_first():
    copies = tuple(
        witness(claim_id=f"copy{n}", voice=1, article=f"copy{n}", publisher=f"Copy {n}")
        for n in range(6)
    )
    official = witness(claim_id="o", voice=3, article="o", publisher="Ministry", tier=Tier.OFFICIAL)
    major = witness(claim_id="m", voice=2, article="m", publisher="Major", tier=Tier.MAJOR)

    (alert,) = tell(confirmed(witnesses=(*copies, major, official), carriers=("m",), voices=3))

    shown = [quote.publisher for quote in alert.message.quotes]
    assert shown[:3] == ["Major", "Ministry", "Copy 0"]
    assert alert.message.more_quotes == 3


def test_a_person_is_named_with_the_reason_given():
    (alert,) = tell(
        confirmed(reason=ConfirmReason.PERSON, by="Ada", comment="seen the text", witnesses=())
    )

    assert alert.message.reason == "a person confirmed it (Ada): seen the text"


def test_every_stage_and_reason_has_words():
    assert set(STAGE_SAYS) == set(Stage)
    assert set(CONFIRM_SAYS) == set(ConfirmReason)
    assert set(REVOKE_SAYS) == set(RevokeReason)
    assert set(REVIEW_SAYS) == set(ReviewReason)


@pytest.mark.parametrize("actor", ["reconsider", "reread"])
def test_what_is_decided_anew_is_told_only_where_asked(actor):
    for event in (confirmed(), revoked(), claim()):
        quiet = replace(stored(event, 7), actor=actor)
        (alert,) = alerts_for(quiet, NAMES, Standing())
        assert alert.untold is UntoldReason.REVISION
        told = replace(quiet, actor=Actor(actor).told(alert=True))
        (alert,) = alerts_for(told, NAMES, Standing())
        assert alert.untold is None


def test_what_takes_effect_later_is_news_on_its_day_whoever_decided_it():
    event = confirmed(effective=(NOW + timedelta(days=30)).date().isoformat())
    first, later = alerts_for(replace(stored(event, 7), actor="reread"), NAMES, Standing())
    assert (first.untold, later.untold) == (UntoldReason.REVISION, None)


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("read_at", "began_at", "untold"),
    [
        pytest.param(NOW + 8 * DAY, NOW - DAY, None, id="within a week it is news"),
        pytest.param(NOW + 9 * DAY, NOW - DAY, UntoldReason.MISSED, id="alerting was away"),
        pytest.param(NOW + 9 * DAY, None, UntoldReason.STALE, id="alerting never ran before"),
        pytest.param(NOW + 9 * DAY, NOW + DAY, UntoldReason.STALE, id="alerting ran since alone"),
    ],
)
def test_what_is_read_late_is_told_apart_by_whether_people_relied_on_alerting(
    read_at, began_at, untold
):
    (alert,) = tell(confirmed())

    found = unless_late(alert, NOW, read_at, began_at)

    assert found.untold is untold
    assert found.message.headline.startswith(f"{untold.value.capitalize()}: " if untold else "Harb")


def test_what_takes_effect_is_late_by_its_own_day():
    _, later = tell(confirmed(effective=(NOW + 30 * DAY).date().isoformat()))

    assert unless_late(later, NOW, NOW + 31 * DAY, NOW - DAY).untold is None
    assert unless_late(later, NOW, NOW + 39 * DAY, NOW - DAY).untold is UntoldReason.MISSED


def test_what_was_missed_names_what_presses_most_and_counts_the_rest():
    developing = [Missed(AlertKind.DEVELOPING, f"may join {n}", NOW) for n in range(30)]
    found = [*developing, Missed(AlertKind.CONFIRMED, "has signed", NOW + DAY)]

    message = missed(found, 31, NOW + 20 * DAY).message

    assert message.facts[0] == ("2026-03-11", "has signed")
    assert len(message.facts) == MISSED_SHOWN
    assert message.unknown == ("11 alerts more, not named here.",)
    assert "from 2026-03-10 to 2026-03-11" in message.what
