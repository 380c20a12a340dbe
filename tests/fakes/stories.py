"""Events as tests tell them: short words in, whole events out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.model.accord import Accord
from monitor.model.claim import Certainty, Speaker
from monitor.model.events import (
    ClaimRecorded,
    ClaimRetracted,
    ConfirmReason,
    DenialLifted,
    DenialRecorded,
    LiftReason,
    Report,
    RetractReason,
    ReviewClosed,
    ReviewOpened,
    ReviewOutcome,
    ReviewReason,
    RevokeReason,
    StageConfirmed,
    StageRevoked,
    StoredEvent,
    Witness,
)
from monitor.model.party import Parties, Party
from monitor.model.source import Tier
from monitor.model.stage import Stage
from monitor.project.fold import setting_of

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
COMPACT = Accord(
    "x-compact",
    "Harbour Compact",
    aliases=("Harbour Compact",),
    signature_makes_party=True,
    member_stages=(Stage.SIGNED, Stage.RATIFIED, Stage.ACCEDED),
)
COURT = Accord("x-court", "River Court", aliases=("River Court",), withdrawal_notice_days=365)
PARTIES = Parties({"NO": Party("NO", "Norway"), "PE": Party("PE", "Peru")})
SETTING = setting_of((COMPACT, COURT), PARTIES)


def report(article="a1", host="daily.example", tier=Tier.MAJOR, **changes):
    values = {
        "article": article,
        "revision": 1,
        "url": f"https://{host}/{article}",
        "host": host,
        "publisher": host.partition(".")[0].title(),
        "owner": "",
        "tier": tier,
        "government": False,
        "title": "Norway and the Harbour Compact",
        "published": NOON - timedelta(hours=2),
        "first_seen": NOON - timedelta(hours=1),
        "fresh": True,
        "field": "body",
        "start": 10,
        "end": 34,
        "quote": "Norway signed the compact",
    }
    return Report(**{**values, **changes})


def claimed(claim_id="c1", stage=Stage.SIGNED, party="NO", accord="x-compact", **changes):
    values = {
        "new": True,
        "date": "2025-03-01",
        "effective": None,
        "certainty": Certainty.CERTAIN,
        "speaker": Speaker.OUTLET,
        "confidence": 0.8,
        "why": ("verb",),
        "classifier": "1",
        "report": report(claim_id),
    }
    return ClaimRecorded(claim_id, accord, party, stage, **{**values, **changes})


def retracted(claim_id="c1", stage=Stage.SIGNED, party="NO", accord="x-compact"):
    return ClaimRetracted(claim_id, accord, party, stage, RetractReason.CORRECTION)


def witness(claim_id="c1", voice=1, **changes):
    values = {
        "article": claim_id,
        "url": f"https://daily.example/{claim_id}",
        "host": "daily.example",
        "publisher": "Daily",
        "tier": Tier.MAJOR,
        "published": NOON - timedelta(hours=2),
        "title": "Norway and the Harbour Compact",
        "quote": "Norway signed the compact",
        "stage": Stage.SIGNED,
        "speaker": Speaker.OUTLET,
        "date": "2025-03-01",
    }
    return Witness(claim_id, voice, **{**values, **changes})


def confirmed(stage=Stage.SIGNED, date=None, party="NO", accord="x-compact", **changes):
    values = {
        "previous": None,
        "effective": None,
        "reason": ConfirmReason.OFFICIAL,
        "news": True,
        "voices": 1,
    }
    return StageConfirmed(
        accord=accord, party=party, stage=stage, date=date, **{**values, **changes}
    )


def revoked(stage=Stage.SIGNED, fallback=None, party="NO", accord="x-compact"):
    return StageRevoked(accord, party, stage, fallback, RevokeReason.SUPPORT_RETRACTED)


def denied(denial_id="d1", stages=(Stage.SIGNED,), party="NO", accord="x-compact"):
    return DenialRecorded(
        denial_id, accord, party, tuple(stages), Speaker.PARTY_GOVERNMENT, report("d")
    )


def lifted(denial_id="d1", stages=(Stage.SIGNED,), party="NO", accord="x-compact"):
    return DenialLifted(denial_id, accord, party, tuple(stages), LiftReason.EXPRESS)


def asked(review_id="r1", stage=Stage.SIGNED, party="NO", accord="x-compact"):
    return ReviewOpened(review_id, accord, party, stage, ReviewReason.DENIED)


def answered(review_id="r1", stage=Stage.SIGNED, party="NO", accord="x-compact"):
    return ReviewClosed(
        review_id, accord, party, stage, ReviewOutcome.CONFIRMED, by="Ada", comment="seen the paper"
    )


def story(*told):
    """StoredEvents from events or (day, event): a bare event is recorded a day after the one before it."""
    found = []
    versions = {}
    at = NOON - timedelta(days=1)
    for item in told:
        if isinstance(item, tuple):
            day, event = item
            at = datetime.fromisoformat(f"{day}T12:00:00+00:00")
        else:
            event, at = item, at + timedelta(days=1)
        stream = f"{event.accord}/{event.party}"
        versions[stream] = versions.get(stream, 0) + 1
        found.append(
            StoredEvent(
                position=len(found) + 1,
                event_id=str(len(found) + 1),
                stream=stream,
                version=versions[stream],
                type=type(event).__name__,
                event=event,
                actor="decide",
                cause="test",
                recorded_at=at,
            )
        )
    return found
