"""A year of a small desk: two invented accords, six parties, eight outlets, three feeds and the alerts.

``fill(engine)`` writes it into a database with the schema, on whichever is served. The story has one of
everything that the sample queries ask about, each at a time that can be reckoned in the head.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import LargeBinary, insert

from monitor.model.claim import Origin, OriginKind, Speaker
from monitor.model.clock import SetClock
from monitor.model.events import (
    ClaimRetracted,
    ConfirmReason,
    DenialLifted,
    DenialRecorded,
    KinReason,
    LiftReason,
    NoteAdded,
    RetractReason,
    ReviewOpened,
    ReviewReason,
    RevokeReason,
    SourceWentBlind,
    StageRevoked,
    party_stream,
    source_stream,
)
from monitor.model.party import Parties, Party
from monitor.model.source import Tier
from monitor.model.stage import Stage
from monitor.ports import StreamWrite
from monitor.project.fold import setting_of
from monitor.stages.project import ProjectStage
from store.engine import write
from store.log import SqlEventLog
from store.projections import SqlProjections
from store.tables.alerts import alert, alert_attempt, alert_delivery, alert_silence
from store.tables.articles import articles, readings, revisions, sightings
from store.tables.feeds import feeds
from store.types import JsonText
from store.views.base import Kind, kind_of
from tests.fakes.stories import COMPACT, COURT, answered, claimed, confirmed, report, witness

NAMES = {
    "CL": "Chile",
    "DK": "Denmark",
    "FI": "Finland",
    "NO": "Norway",
    "PE": "Peru",
    "SE": "Sweden",
}
SETTING = setting_of(
    (COMPACT, COURT), Parties({code: Party(code, name) for code, name in NAMES.items()})
)


def at(text: str) -> datetime:
    """The instant of ``2025-03-01 10:30`` in UTC."""
    return datetime.fromisoformat(f"{text}:00+00:00")


def said(claim, stage, party, host, published, *, accord="x-compact", **changes):
    """A claim of an article with the claim's id, in ``host`` and ``published`` then."""
    quoting = {name: changes.pop(name) for name in ("tier", "title") if name in changes}
    place = report(claim, host, published=at(published), first_seen=at(published), **quoting)
    return claimed(claim, stage, party, accord, report=place, **changes)


def quoted(claim, host, stage, voice=1, **changes):
    """A witness of a confirmation, from the article of that claim."""
    return witness(
        claim,
        voice,
        host=host,
        publisher=host.partition(".")[0].title(),
        url=f"https://{host}/{claim}",
        stage=stage,
        **changes,
    )


def denial(number, stages, party, host, published):
    place = report(number, host, tier=Tier.OFFICIAL, government=True, published=at(published))
    return DenialRecorded(
        number, "x-compact", party, tuple(stages), Speaker.PARTY_GOVERNMENT, place
    )


def asked_for(review, stage, party, reason):
    return ReviewOpened(review, "x-compact", party, stage, reason)


def baseline(stage, date, party, accord):
    return confirmed(
        stage,
        date,
        party,
        accord,
        reason=ConfirmReason.BASELINE,
        news=False,
        voices=0,
        source="https://depositary.example/list",
    )


UNNAMED = (Origin(OriginKind.UNNAMED, "officials"),)

STORY = (
    ("2025-01-05 12:00", baseline(Stage.ACCEDED, "2020-09-15", "NO", "x-compact")),
    ("2025-01-05 12:00", baseline(Stage.ACCEDED, "2019-05", "CL", "x-court")),
    # Peru: a rumour, a denial, two reports of which one is a copy, a third, and the signature.
    ("2025-02-10 08:30", said("p1", Stage.PROSPECTIVE, "PE", "rumour.example", "2025-02-10 08:00")),
    ("2025-02-20 10:00", denial("d1", [Stage.SIGNED], "PE", "gov.pe.example", "2025-02-20 09:00")),
    ("2025-02-20 10:00", asked_for("r1", Stage.SIGNED, "PE", ReviewReason.DENIED)),
    (
        "2025-03-03 06:30",
        said("c1", Stage.SIGNED, "PE", "first.example", "2025-03-03 06:00", date="2025-03-02"),
    ),
    (
        "2025-03-03 09:30",
        said("c2", Stage.SIGNED, "PE", "copyist.example", "2025-03-03 09:00", date="2025-03-03"),
    ),
    (
        "2025-03-04 05:30",
        said("c3", Stage.SIGNED, "PE", "second.example", "2025-03-04 05:00", date="2025-03-02"),
    ),
    (
        "2025-03-04 06:00",
        DenialLifted("d1", "x-compact", "PE", (Stage.SIGNED,), LiftReason.SAID_ITSELF),
    ),
    (
        "2025-03-04 06:00",
        confirmed(
            Stage.SIGNED,
            "2025-03-02",
            "PE",
            reason=ConfirmReason.TWO_MAJOR,
            voices=2,
            carriers=("c1", "c3"),
            witnesses=(
                quoted("c1", "first.example", Stage.SIGNED),
                quoted("c2", "copyist.example", Stage.SIGNED, same_as="c1", kin=KinReason.COPY),
                quoted("c3", "second.example", Stage.SIGNED, voice=2),
            ),
        ),
    ),
    ("2025-03-04 16:00", answered("r1", Stage.SIGNED, "PE")),
    # Sweden: announced on one outlet's word, which it took back; another edited its claim away.
    (
        "2025-04-01 08:00",
        said("s1", Stage.ANNOUNCED, "SE", "wrong.example", "2025-04-01 07:00", origins=UNNAMED),
    ),
    (
        "2025-04-01 10:00",
        confirmed(
            Stage.ANNOUNCED,
            "2025-04-01",
            "SE",
            carriers=("s1",),
            witnesses=(quoted("s1", "wrong.example", Stage.ANNOUNCED),),
        ),
    ),
    ("2025-04-02 08:00", said("s2", Stage.SIGNED, "SE", "second.example", "2025-04-02 07:30")),
    (
        "2025-04-02 20:00",
        ClaimRetracted("s2", "x-compact", "SE", Stage.SIGNED, RetractReason.EDIT),
    ),
    (
        "2025-04-11 08:00",
        ClaimRetracted("s1", "x-compact", "SE", Stage.ANNOUNCED, RetractReason.CORRECTION),
    ),
    (
        "2025-04-11 08:00",
        StageRevoked("x-compact", "SE", Stage.ANNOUNCED, None, RevokeReason.SUPPORT_RETRACTED),
    ),
    ("2025-04-11 08:00", asked_for("r2", Stage.ANNOUNCED, "SE", ReviewReason.SUPPORT_LOST)),
    # Finland accedes to the court, by one official voice; it takes effect in 2090.
    (
        "2025-05-10 12:00",
        said(
            "f1",
            Stage.ACCEDED,
            "FI",
            "court.example",
            "2025-05-10 10:00",
            accord="x-court",
            tier=Tier.OFFICIAL,
            date="2025-05-09",
            effective="2090-01-01",
        ),
    ),
    (
        "2025-05-10 12:00",
        confirmed(
            Stage.ACCEDED,
            "2025-05-09",
            "FI",
            "x-court",
            effective="2090-01-01",
            carriers=("f1",),
            witnesses=(quoted("f1", "court.example", Stage.ACCEDED, tier=Tier.OFFICIAL),),
        ),
    ),
    # Chile gives notice, and is out a year later; a person confirms it.
    (
        "2025-06-02 09:00",
        confirmed(
            Stage.WITHDRAWN,
            "2025-06-01",
            "CL",
            "x-court",
            previous=Stage.ACCEDED,
            effective="2026-06-01",
            reason=ConfirmReason.PERSON,
            by="Ada",
            comment="the depositary's note",
        ),
    ),
    # Denmark is talked about, and says no to a signature.
    ("2025-07-01 09:00", said("k1", Stage.PROSPECTIVE, "DK", "first.example", "2025-07-01 08:00")),
    (
        "2025-07-02 09:00",
        said("k2", Stage.APPLIED, "DK", "rumour.example", "2025-07-02 08:00", tier=Tier.MINOR),
    ),
    ("2025-07-03 09:00", denial("d2", [Stage.SIGNED], "DK", "gov.dk.example", "2025-07-03 08:00")),
    ("2025-07-04 09:00", NoteAdded("x-compact", "DK", "Ada", "ask the ministry again in autumn")),
    (
        "2025-07-05 09:00",
        SourceWentBlind(
            "wire.example", ("https://wire.example/rss",), at("2025-07-03 09:00"), "http_error"
        ),
    ),
)


def fill(engine) -> None:
    """Write all of it, and project it."""
    log = SqlEventLog(engine)
    for number, (when, event) in enumerate(STORY):
        stream = (
            source_stream(event.host)
            if isinstance(event, SourceWentBlind)
            else party_stream(event.accord, event.party)
        )
        move = StreamWrite(stream, len(log.read_stream(stream)), (event,))
        log.append(f"k{number}", [move], actor="decide", cause="test", now=at(when))
    clock = SetClock(at("2025-07-05 10:00"))
    ProjectStage(log, SqlProjections(engine), SETTING, clock).wait_until(log.head())
    with write(engine) as connection:
        _file_articles(connection)
        _list_feeds(connection)
        _record_alerts(connection)


def put(connection, table, **values) -> None:
    """One row of ``table``; a column that must have a value and is given none gets an empty one."""
    empty = {
        column.name: _empty(column.type)
        for column in table.columns
        if not column.nullable and column.name not in values
    }
    connection.execute(insert(table), empty | values)


def _empty(type_):
    if isinstance(type_, LargeBinary):
        return b""
    if isinstance(type_, JsonText):
        return "{}"
    match kind_of(type_):
        case Kind.INSTANT:
            return at("2025-07-05 09:00")
        case Kind.NUMBER | Kind.FLAG | Kind.REAL:
            return 0
        case _:
            return ""


ARTICLES = (
    (
        "s2",
        "second.example",
        "accession",
        "Sweden signs|It is done.",
        "Sweden may sign|It is near.",
    ),
    ("w1", "second.example", "unrelated", "The weather|Rain."),
    (
        "k1",
        "first.example",
        "background",
        "Denmark thinks|It muses.",
        "Denmark thinks|It muses on.",
    ),
)
"""Id, host, tag, then ``title|body`` of each revision, twelve hours after the one before."""


def _file_articles(connection) -> None:
    key = 0
    for number, (article, host, tag, *texts) in enumerate(ARTICLES):
        seen = at("2025-04-02 08:00") + timedelta(days=number)
        place = {"source": host, "url": f"https://{host}/{article}", "first_seen": seen}
        put(connection, articles, id=article, **place)
        feed = f"https://{host}/rss"
        put(connection, sightings, feed=feed, key=article, article=article, first_seen=seen)
        for revision, words in enumerate(texts, 1):
            key += 1
            title, _, body = words.partition("|")
            then = seen + timedelta(hours=12 * (revision - 1))
            times = {"published": then, "first_seen": then, "read_at": then, "decided_at": then}
            text = {"title": title, "body": body, "length": len(title + body), "feed": feed}
            place = {"id": key, "article": article, "number": revision, "fresh": 1, "read_by": "1"}
            put(connection, revisions, **place, **text, **times)
            put(
                connection,
                readings,
                revision=key,
                classifier="1",
                tag=tag,
                reading="{}",
                read_at=then,
            )


FEEDS = (
    ("first", {}),
    (
        "wire",
        {
            "failures": 5,
            "last_status": 503,
            "last_outcome": "http_error",
            "last_error": "the server answers 503",
            "last_ok_at": at("2025-07-03 08:00"),
            "blind_since": at("2025-07-03 09:00"),
        },
    ),
    ("old", {"enabled": 0, "note": "moved away"}),
)


def _list_feeds(connection) -> None:
    heard = {
        "listed": 1,
        "enabled": 1,
        "last_status": 200,
        "last_outcome": "ok",
        "last_polled_at": at("2025-07-05 09:00"),
    }
    for name, changes in FEEDS:
        place = {
            "url": f"https://{name}.example/rss",
            "host": f"{name}.example",
            "name": name.title(),
        }
        put(connection, feeds, **{**heard, **place, **changes})


TOLD = at("2025-03-04 06:00")

ALERTS = (
    ("NO", "acceded", "Norway has joined the Harbour Compact", "baseline"),
    ("PE", "signed", "Peru has signed the Harbour Compact", None),
    ("SE", "announced", "Sweden has announced that it joins", None),
)

DELIVERIES = (
    {"alert_id": 2, "target": "desk", "state": "sent", "sent_at": TOLD + timedelta(seconds=4)},
    {
        "alert_id": 2,
        "target": "mail",
        "recipient": "b@reader.example",
        "state": "dead",
        "dead": "refused",
        "detail": "550 no such user",
    },
    {
        "alert_id": 3,
        "target": "desk",
        "state": "suppressed",
        "suppressed": "silenced",
        "detail": "Ada: on leave",
    },
)


def _record_alerts(connection) -> None:
    for number, (party, stage, headline, untold) in enumerate(ALERTS, 1):
        about = {"kind": "confirmed", "accord": "x-compact", "party": party, "stage": stage}
        told = {"headline": headline, "untold": untold, "recorded_at": TOLD, "created_at": TOLD}
        put(connection, alert, id=number, key=f"event/{number}", message="{}", **about, **told)
    for number, row in enumerate(DELIVERIES, 1):
        times = {"due_at": TOLD, "deadline_at": TOLD + timedelta(hours=6), "created_at": TOLD}
        place = {"id": number, "route": "all", "message_id": f"<{number}@accords.example>"}
        put(connection, alert_delivery, attempts=1, **place, **times, **row)
    times = {"started_at": TOLD, "finished_at": TOLD + timedelta(seconds=4)}
    put(connection, alert_attempt, id=1, delivery_id=1, number=1, outcome="sent", **times)
    times = {"starts_at": TOLD, "ends_at": TOLD + timedelta(days=60), "created_at": TOLD}
    put(connection, alert_silence, id=1, author="Ada", reason="on leave", party="SE", **times)
